/** What a sensor 监测点 measures; a flag of fire has no limits. */
export const SENSOR_KINDS = [
  'temperature',
  'pressure',
  'level',
  'flow',
  'combustible',
  'toxic',
  'oxygen',
  'fire',
] as const
export type SensorKind = (typeof SENSOR_KINDS)[number]

/** Kind of a camera 视频, which measures nothing: a person opens its link. */
export const VIDEO = 'video'

/** As how live a value is shown; `off`: not in use. */
export const SENSOR_STATES = ['fresh', 'late', 'silent', 'off'] as const
export type SensorState = (typeof SENSOR_STATES)[number]

/** Agreed times between two readings after which the newest is late 迟到, and after which the sensor is silent 静默. */
export const LATE_CADENCES = 2
export const SILENT_CADENCES = 3

/**
 * How live a sensor is.
 * @param age seconds since its newest value by the clock of the server; null where it never sent any
 */
export function sensorState(age: number | null, cadence: number, enabled: boolean): SensorState {
  if (!enabled) return 'off'
  if (age === null || age > SILENT_CADENCES * cadence) return 'silent'
  return age > LATE_CADENCES * cadence ? 'late' : 'fresh'
}

/** How fine a series is told: each value, or minutes or hours of them. */
export const SERIES_GRAINS = ['raw', 'minute', 'hour'] as const
export type SeriesGrain = (typeof SERIES_GRAINS)[number]
