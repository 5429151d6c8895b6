import type { SentReading } from '#core/contract/readings.ts'
import { overRangeSide } from '#core/domain/alarmOverRange.ts'
import type { SensorKind } from '#core/domain/alarmRules.ts'
import {
  type Between,
  instantOf,
  type Measuring,
  type ReadingRefusal,
  readingRefusal,
} from '#core/domain/readingChecks.ts'
import type { FreshReading } from '../../judging.ts'

/** A sensor of the gateway that sends. */
export interface OwnSensor extends Measuring {
  readonly id: number
  readonly kind: SensorKind
  readonly code: string
  readonly source: number
  /** Of what is newest of it, ms since 1970; null where nothing is known yet. */
  readonly newest: number | null
}

/** Rows that tell of one sensor at one time: the first that can be kept, and what was sent beside it. */
export interface Candidate {
  readonly sensor: number
  readonly at: number
  readonly value: number
  readonly late: boolean
  /** Newer than all that is kept of its sensor: it cannot be there. */
  readonly ahead: boolean
  readonly row: number
  /** Further rows of the very same time. */
  readonly again: { readonly row: number; readonly value: number }[]
}

/** A row that is kept aside. */
export interface Refused {
  readonly row: number
  readonly reason: ReadingRefusal
}

/** The sensors of each code. */
function byCode(sensors: readonly OwnSensor[]): ReadonlyMap<string, readonly OwnSensor[]> {
  const found = new Map<string, OwnSensor[]>()
  for (const sensor of sensors) {
    const same = found.get(sensor.code)
    if (same) same.push(sensor)
    else found.set(sensor.code, [sensor])
  }
  return found
}

/** A value refused for the range, where it is evidence of danger. */
function overOf({ id, kind, newest, ...range }: OwnSensor, at: number, value: number): FreshReading | undefined {
  const overRange = overRangeSide(kind, range, value)
  return overRange && { sensor: id, at, value, late: at < (newest ?? -Infinity), overRange }
}

/** Parts what may be kept, by sensor and time, from what cannot have been measured; `over`: what of that calls an alarm all the same. */
export function sortReadings(sent: readonly SentReading[], sensors: readonly OwnSensor[], between: Between) {
  const own = byCode(sensors)
  const [candidates, refused, over] = [new Map<string, Candidate>(), [] as Refused[], [] as FreshReading[]]
  for (const [row, { sensor: code, source, at: text, value }] of sent.entries()) {
    const ofCode = own.get(code) ?? []
    const found = source === undefined ? ofCode : ofCode.filter((sensor) => sensor.source === source)
    const at = instantOf(text)
    const reason = readingRefusal({ at, value }, found, between)
    const [sensor] = found
    if (reason !== undefined || at === undefined || sensor === undefined) {
      refused.push({ row, reason: reason ?? 'unknown' })
      const one = reason === 'range' && at !== undefined && sensor !== undefined && overOf(sensor, at, value as number)
      if (one) over.push(one)
      continue
    }
    const key = `${sensor.id} ${at}`
    const first = candidates.get(key)
    if (first) first.again.push({ row, value: value as number })
    else {
      const newest = sensor.newest ?? -Infinity
      candidates.set(key, { sensor: sensor.id, at, value: value as number, late: at < newest, ahead: at > newest, row, again: [] })
    }
  }
  // in one order for all: neighbours of an index lie together, and whoever waits for another never waits in a ring
  return { candidates: [...candidates.values()].sort((a, b) => a.sensor - b.sensor || a.at - b.at), refused, over }
} // prettier-ignore
