import { numberIn } from '../../../files/checkRows.ts'
import type { KindField } from './values.ts'

/** How many of a unit of mass make a tonne. */
const PER_TONNE: Readonly<Record<string, number>> = {
  t: 1, 吨: 1, 公吨: 1, tonne: 1, tonnes: 1, kg: 1_000, 千克: 1_000, 公斤: 1_000, g: 1_000_000, 克: 1_000_000,
} // prettier-ignore
const unitOf = (text: string): number | undefined => PER_TONNE[text.normalize('NFKC').trim().toLowerCase()]

/** `12.5`, `12.5 t`, `500kg`: the number, and what stands behind it. */
const WRITTEN = /^([+-]?[\d.]+(?:e[+-]?\d+)?)\s*(\p{L}+)?$/iu

/** Units that a heading names: 最大存在量（吨）, Quantity (kg), 存量/t. */
function unitsIn(heading: string): string[] {
  const wide = heading.normalize('NFKC')
  const bracketed = [...wide.matchAll(/[([{【]([^)\]}】]+)[)\]}】]/g)].map(([, inside = '']) => inside)
  return [...bracketed, ...(wide.match(/\/\s*(\p{L}+)\s*$/u)?.slice(1) ?? [])]
}

/** A mass as a cell writes it, with or without its unit; tonnes are made of it where all of the row is known. */
export const amount = (column: string): KindField => ({
  column,
  read(given) {
    if (given === '') return { value: null }
    const value = numberIn(WRITTEN.exec(given.normalize('NFKC'))?.[1] ?? '')
    if (value === undefined) return { rule: 'number' }
    return value > 0 && value <= 1e12 ? { value } : { rule: 'positive' }
  },
})

/** Where a row says in which unit its mass is. */
interface Said {
  readonly cell: string
  readonly heading: string
  /** Of a column of its own; '' where there is none. */
  readonly unit: string
}

/** Tonnes of a number: by the unit in its cell, else that of the unit's column, else that of the heading. Undefined where none says one. */
export function tonnesOf(value: number, { cell, heading, unit }: Said): number | undefined {
  const own = WRITTEN.exec(cell.normalize('NFKC'))?.[2]
  const said = own !== undefined ? [own] : unit !== '' ? [unit] : unitsIn(heading)
  const per = said.map(unitOf).find((found) => found !== undefined)
  return per === undefined ? undefined : value / per
}
