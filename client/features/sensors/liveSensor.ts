import type { SensorRow } from '#core/contract/sensors.ts'
import { sensorState, type SensorState } from '#core/domain/sensors.ts'

/** How old a value is now, and so how live: what the server told, and what has passed since by a clock that only counts. */
export interface LiveSensor {
  /** Whole seconds; null where none came yet. */
  readonly age: number | null
  readonly state: SensorState
}

/** @param elapsed seconds since the answer came */
export function liveNow({ age, cadence, enabled }: Pick<SensorRow, 'age' | 'cadence' | 'enabled'>, elapsed: number) {
  const now = age === null ? null : age + elapsed
  return { age: now === null ? null : Math.floor(now), state: sensorState(now, cadence, enabled) } satisfies LiveSensor
}

/** Limits by the letters that name them, lowest first, those alone that are set. */
export const limitsOf = ({
  limitLowLow,
  limitLow,
  limitHigh,
  limitHighHigh,
}: Pick<SensorRow, 'limitLowLow' | 'limitLow' | 'limitHigh' | 'limitHighHigh'>) =>
  (
    [
      ['LL', limitLowLow],
      ['L', limitLow],
      ['H', limitHigh],
      ['HH', limitHighHigh],
    ] as const
  ).flatMap(([name, value]) => (value === null ? [] : [{ name, value }]))

/** The outermost limit that a value has reached, if any. */
export function limitReached(
  row: Parameters<typeof limitsOf>[0],
  value: number | null,
): 'LL' | 'L' | 'H' | 'HH' | undefined {
  if (value === null) return undefined
  const limits = limitsOf(row)
  const above = limits.filter((limit) => limit.name.startsWith('H') && value >= limit.value).at(-1)
  return (above ?? limits.find((limit) => limit.name.startsWith('L') && value <= limit.value))?.name
}

/** Where a value stands in the range, per cent, kept within it. */
export const shareOf = ({ rangeLow, rangeHigh }: Pick<SensorRow, 'rangeLow' | 'rangeHigh'>, value: number): number =>
  Math.min(100, Math.max(0, ((value - rangeLow) / (rangeHigh - rangeLow)) * 100))

/** A measured value as it is written: at most six significant digits, none made up. */
export const valueText = (value: number | null): string =>
  value === null ? '—' : Number(value.toPrecision(6)).toLocaleString('en', { maximumFractionDigits: 6 })
