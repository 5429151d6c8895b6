import type { Filter, FilterField } from '#core/contract/filter.ts'
import { join, type Sql, sql } from '../../db/sql.ts'
import { type Ground, SCOPE_FIELD } from '../ground.ts'

/** Dimensions that roll-ups keep. */
export type Dimension = 'grid' | 'department' | 'class' | 'risk' | 'industry'

/** The number of a lens is that of SQL's grouping(): a bit for each dimension let go. */
interface Lens {
  readonly lens: number
  readonly keeps: readonly Dimension[]
}

const BITS: Readonly<Record<Dimension, number>> = { grid: 16, department: 8, class: 4, risk: 2, industry: 1 }
const lensOf = (...keeps: Dimension[]): Lens => ({
  lens: 31 - keeps.reduce((sum, dimension) => sum + BITS[dimension], 0),
  keeps,
})

/** Lenses of each roll-up as its trigger keeps them, the fewest cells first. */
export const LENSES = {
  enterprise_count: [
    lensOf('class', 'risk'),
    lensOf('class', 'risk', 'industry'),
    lensOf('grid', 'department', 'class', 'risk'),
    lensOf('grid', 'department', 'class', 'risk', 'industry'),
  ],
  hazard_month: [
    lensOf('class', 'risk'),
    lensOf('department'),
    lensOf('grid'),
    lensOf('class', 'risk', 'industry'),
    lensOf('grid', 'department', 'class', 'risk'),
  ],
  hazard_day: [lensOf('class', 'risk'), lensOf('department'), lensOf('grid'), lensOf('industry')],
} as const satisfies Record<string, readonly Lens[]>
export type RollUp = keyof typeof LENSES

const DIMENSIONS: ReadonlySet<FilterField> = new Set(['grid', 'department', 'class', 'risk', 'industry'])
/** Characters of an industry that roll-ups keep: section and division. */
const DIVISION = 3

/**
 * Condition that picks the cells of a roll-up which add up to the answer; undefined where only rows can tell: by other
 * fields, by industries finer than a division, and for an enterprise, which no cell belongs to.
 * @param split dimensions that the answer is split by
 */
export function cellsWhere(
  rollUp: RollUp,
  { role, grids, department }: Ground,
  filter: Filter,
  split: readonly Dimension[] = [],
): Sql | undefined {
  const fields = Object.keys(filter).filter((field) => filter[field as FilterField] !== undefined) as FilterField[]
  if (role !== 'government' && role !== 'department' && role !== 'grid') return undefined
  if (!fields.every((field) => DIMENSIONS.has(field))) return undefined
  if (filter.industry?.some((code) => code.length > DIVISION)) return undefined
  const needed = new Set<FilterField>([...fields, ...split, ...(role === 'government' ? [] : [SCOPE_FIELD[role]])])
  const lens = LENSES[rollUp].find(({ keeps }) => [...needed].every((field) => keeps.includes(field as Dimension)))
  if (!lens) return undefined
  const parts = [sql`lens = ${lens.lens}::smallint`]
  if (!lens.keeps.includes('industry')) parts.push(sql`division = ''`)
  if (role === 'grid') parts.push(sql`grid = any (${grids}::integer[])`)
  if (role === 'department') parts.push(sql`department = ${department}::integer`)
  if (filter.grid) parts.push(sql`grid = any (${filter.grid}::integer[])`)
  if (filter.department) parts.push(sql`department = any (${filter.department}::integer[])`)
  if (filter.class) parts.push(sql`class = any (${filter.class}::text[])`)
  if (filter.risk) parts.push(sql`risk = any (${filter.risk}::smallint[])`)
  if (filter.industry) parts.push(sql`division ^@ any (${filter.industry}::text[])`)
  return join(parts, sql` and `)
}
