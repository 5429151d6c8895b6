import { Filter, type FilterField, type FilterText } from '#core/contract/filter.ts'
import type { KeptEnterprise, Ledger } from './ledger.ts'

/** mulberry32: the same seed, the same numbers. */
export function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export const pick = <Item>(random: () => number, items: readonly Item[]): Item =>
  items[Math.floor(random() * items.length)]!
export const several = <Item>(random: () => number, items: readonly Item[], most: number): Item[] => [
  ...new Set(Array.from({ length: 1 + Math.floor(random() * most) }, () => pick(random, items))),
]

/** Corners of a star around an enterprise, or of one that crosses itself. */
function shape(random: () => number, { x, y }: KeptEnterprise, reach: number): string {
  const count = 3 + Math.floor(random() * 9)
  const turns = random() < 0.25 ? 2 : 1
  return Array.from({ length: count }, (_, at) => {
    const angle = (at / count) * 2 * Math.PI * turns + random() * 0.2
    const far = reach * (0.4 + random())
    return `${((x ?? 0) + far * Math.cos(angle)).toFixed(6)},${((y ?? 0) + far * Math.sin(angle)).toFixed(6)}`
  }).join(';')
}

type Make = (random: () => number, ledger: Ledger) => string
const keys =
  (value: (row: KeptEnterprise) => number | null, most: number): Make =>
  (random, { enterprises }) =>
    several(random, enterprises, most)
      .map((row) => value(row) ?? 0)
      .join(',')

const MAKE: { readonly [Field in FilterField]: Make } = {
  class: (random) => several(random, ['A', 'B', 'C'], 2).join(','),
  risk: (random) => several(random, [1, 2, 3, 4, 0], 3).join(','),
  industry: (random, { enterprises }) =>
    several(random, enterprises, 3).map(({ industry }) => (industry ?? 'C').slice(0, pick(random, [1, 3, 3, 5]))).join(','),
  department: keys(({ department }) => department, 4),
  grid: keys(({ grid }) => grid, 8),
  place: keys(({ place }) => place, 5),
  sourceLevel: (random) => several(random, [1, 2, 3, 4], 3).join(','),
  overdue: () => '1',
  dueSoon: () => '1',
  search: (random, { enterprises }) => {
    const { name, initials, identifier } = pick(random, enterprises)
    const at = Math.floor(random() * (name.length - 2))
    return pick(random, [name.slice(at, at + 1 + Math.floor(random() * 2)), initials.slice(0, 2), identifier.slice(0, 12)])
  },
  bbox: (random, { enterprises }) => {
    const { x, y } = pick(random, enterprises)
    const half = pick(random, [0.004, 0.015, 0.04])
    return [x! - half, y! - half, x! + half * random(), y! + half].map((value) => value.toFixed(6)).join(',')
  },
  polygon: (random, { enterprises }) => shape(random, pick(random, enterprises), pick(random, [0.005, 0.02, 0.06])),
} // prettier-ignore

/** A filter of up to `most` conditions that real rows suggested, as text and as the server reads it. */
export function randomFilter(random: () => number, ledger: Ledger, most = 3) {
  const fields = several(random, Object.keys(MAKE) as FilterField[], most)
  const text = Object.fromEntries(fields.map((field) => [field, MAKE[field](random, ledger)])) as FilterText
  for (const field of fields) if (text[field] === '') delete text[field]
  return { text: text as Record<string, string>, filter: Filter.parse(text) }
}
