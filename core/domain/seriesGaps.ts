import { SILENT_CADENCES, type SeriesGrain } from './sensors.ts'

/** When the first and the last value of a point came, and the longest silence within it; epoch milliseconds. */
export interface Span {
  readonly first: number
  readonly last: number
  readonly quiet: readonly [from: number, until: number] | null
}
export type Gap = readonly [from: number, until: number]

/**
 * Where a series says nothing: longer than three agreed times between two readings, also before its first and after its last value.
 * Within a point that is rolled up only the longest silence is known.
 * @param spans in order of time
 * @param from what was asked for begins
 * @param until and ends, or now where that is sooner
 * @param cadence seconds
 */
export function gapsOf(spans: readonly Span[], [from, until]: Gap, cadence: number): Gap[] {
  const most = SILENT_CADENCES * cadence * 1000
  const silences: Gap[] = []
  let before = from
  for (const { first, last, quiet } of spans) {
    silences.push([before, first])
    if (quiet) silences.push(quiet)
    before = last
  }
  silences.push([before, until])
  return silences.filter(([begin, end]) => end - begin > most)
}

const SECONDS: Readonly<Record<SeriesGrain, number>> = { raw: 0, minute: 60, hour: 3600 }
/** Whether a point of that grain has room for a second gap, of which nothing is known: then as many as are told are the least that there were. */
export const mayHideGaps = (grain: SeriesGrain, cadence: number): boolean =>
  SECONDS[grain] > 2 * SILENT_CADENCES * cadence
