import type { Read } from './sensorsBook.ts'

/** A change of how a sensor is in use, in the order of time. */
export interface ServiceChange {
  readonly at: number
  readonly enabled: boolean
  /** Seconds. */
  readonly cadence: number
}
export type Times = readonly [from: number, until: number]
export interface SensorHistory {
  readonly sensor: number
  readonly service: readonly ServiceChange[]
  readonly maintenance: readonly Times[]
}
/** A value with when it was received, epoch milliseconds. */
export type Received = Read & { readonly received: number }

/** The last of what is in order that is not after a moment. */
function lastUntil(sorted: readonly number[], moment: number): number | undefined {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! <= moment) low = middle + 1
    else high = middle
  }
  return sorted[low - 1]
}

/**
 * How well a sensor was on line, looked at moment by moment: between two moments at which anything can change, the state is that of the
 * middle. Knows no silences, no minutes and no hours. A value that came after three cadences was not known then, and makes nothing on line.
 */
export function qualityBy(
  { sensor, service, maintenance }: SensorHistory,
  all: readonly Received[],
  [from, until]: Times,
) {
  const first = new Map<number, Received>()
  for (const one of all) if (one.sensor === sensor && !first.has(one.at)) first.set(one.at, one)
  const reads = [...first.values()]
  const cadenceAt = (at: number) => (service.filter((change) => change.at <= at).at(-1) ?? service[0]!).cadence
  const isLate = ({ at, received }: Received) => received - at > 3000 * cadenceAt(at)
  const times = reads
    .filter((one) => !isLate(one))
    .map(({ at }) => at)
    .sort((a, b) => a - b)
  const edges = [
    from,
    until,
    ...service.map(({ at }) => at),
    ...maintenance.flat(),
    ...times,
    ...[...new Set(service.map(({ cadence }) => cadence))].flatMap((cadence) => times.map((at) => at + 3000 * cadence)),
  ].filter((at) => at >= from && at <= until)
  const moments = [...new Set(edges)].sort((a, b) => a - b)
  const spent = { served: 0, online: 0, maintenance: 0, off: 0 }
  let expected = 0
  for (const [at, begin] of moments.slice(0, -1).entries()) {
    const length = moments[at + 1]! - begin
    const middle = begin + length / 2
    const now = service.filter((change) => change.at <= middle).at(-1)
    if (!now) continue
    if (!now.enabled) spent.off += length
    else if (maintenance.some(([begins, ends]) => begins <= middle && middle < ends)) spent.maintenance += length
    else {
      spent.served += length
      expected += length / 1000 / now.cadence
      const newest = lastUntil(times, middle)
      if (newest !== undefined && middle < newest + 3000 * now.cadence) spent.online += length
    }
  }
  // what was measured before it was first in use, to the minute, was not expected
  const begun = Math.ceil(service[0]!.at / 60_000) * 60_000
  const within = reads.filter(({ at }) => at >= Math.max(from, begun) && at < until)
  return { ...spent, expected, received: within.length, late: within.filter(isLate).length }
}
