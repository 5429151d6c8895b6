import type { GridLoad } from '#core/contract/gridDrafts.ts'

/** What is compared, in this order. */
export const MEASURES = [
  'area',
  'enterprises',
  'classA',
  'classB',
  'classC',
  'unclassed',
  'visits',
  'overdue',
  'population',
  'travel',
] as const satisfies readonly (keyof GridLoad)[]
export type Measure = (typeof MEASURES)[number]

/** Smaller differences than these are of rounding, not of the ground. */
const LEAST: Readonly<Record<Measure, number>> = {
  area: 0.5,
  enterprises: 0.5,
  classA: 0.5,
  classB: 0.5,
  classC: 0.5,
  unclassed: 0.5,
  visits: 0.005,
  overdue: 0.5,
  population: 0.5,
  travel: 0.5,
}

/** One measure on both sides; undefined where the grid is not there. `by` is never negative: `sign` says which way. */
export interface Difference {
  readonly measure: Measure
  readonly now: number | undefined
  readonly drafted: number | undefined
  readonly sign: 'more' | 'less' | 'same' | 'came' | 'gone'
  readonly by: number
}

/** A grid now and as drafted, measure by measure. */
export const differencesOf = (now: GridLoad | null, drafted: GridLoad | null): Difference[] =>
  MEASURES.map((measure) => {
    const [before, after] = [now?.[measure], drafted?.[measure]]
    const by = (after ?? 0) - (before ?? 0)
    const isSame = Math.abs(by) < LEAST[measure]
    const sign = now === null ? 'came' : drafted === null ? 'gone' : isSame ? 'same' : by > 0 ? 'more' : 'less'
    return { measure, now: before, drafted: after, sign, by: Math.abs(by) }
  })
