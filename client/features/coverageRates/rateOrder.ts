import { BESIDE_RATES, type CoverageRate } from '#core/contract/coverageRates.ts'

/** By what grids are put in order: the lower bound of their coverage, or one of the figures beside it. */
export const RATE_ORDERS = ['visit-coverage', ...BESIDE_RATES] as const
export type RateOrder = (typeof RATE_ORDERS)[number]

/** The worst first; without a rank after those that have one, and of equals in the order of the answer. */
export function ordered(rows: readonly CoverageRate[], by: RateOrder): CoverageRate[] {
  const badness = (row: CoverageRate) => (by === 'visit-coverage' ? (row.rank ?? 0) : (row.beside?.[by] ?? 0))
  return rows.toSorted((a, b) => badness(b) - badness(a))
}

interface Point {
  readonly low: number | null
  readonly high: number | null
  readonly n: number
  readonly of: number
}
interface Box {
  readonly width: number
  readonly height: number
}
/** Where a point at `at` of `count` months stands, and a share 0 … 1 of the height; half a step is left at both ends. */
export const xOf = (at: number, count: number, { width }: Box): number => ((at + 0.5) / count) * width
export const yOf = (share: number, { height }: Box): number => (1 - share) * height

/**
 * A line of shares and the band of their intervals as paths of SVG. Over nothing there is neither: the line is broken, never drawn through.
 * A month that stands alone is a stroke of no length, which its round cap shows.
 */
export function seriesPaths(points: readonly Point[], box: Box): { line: string; bands: string[] } {
  const runs: { at: number; point: Point }[][] = []
  let run: { at: number; point: Point }[] | undefined
  for (const [at, point] of points.entries()) {
    if (point.of === 0) run = undefined
    else if (run) run.push({ at, point })
    else runs.push((run = [{ at, point }]))
  }
  const x = (at: number) => xOf(at, points.length, box).toFixed(1)
  const y = (share: number) => yOf(share, box).toFixed(1)
  const text = (of: readonly { at: number; point: Point }[], share: (point: Point) => number) =>
    of.map(({ at, point }) => `${x(at)},${y(share(point))}`).join(' L')
  return {
    line: runs.map((one) => `M${text(one, ({ n, of }) => n / of)}${one.length === 1 ? ' h0' : ''}`).join(' '),
    bands: runs.map(
      (one) => `M${text(one, ({ high }) => high ?? 0)} L${text(one.toReversed(), ({ low }) => low ?? 0)} Z`,
    ),
  }
}
