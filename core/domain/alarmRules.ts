/**
 * When a sensor alarms: its limits, its rule, and what is remembered of it. Times are milliseconds since 1970, UTC. All of it is pure;
 * alarmWatch.ts judges one condition, alarmJudge.ts the readings of a sensor, alarmSilence.ts what the clock brings.
 */
import type { AlarmKind } from './alarmActs.ts'

/** A sensor as it is set up. */
export interface AlarmedSensor {
  readonly low: number
  readonly high: number
  readonly ll: number | null
  readonly l: number | null
  readonly h: number | null
  readonly hh: number | null
  /** Seconds between two readings. */
  readonly cadence: number
  readonly enabled: boolean
}

/** How a sensor is judged; null is not at all. */
export interface AlarmRule {
  /** Percent of the range that a value has to come back within its limit before it is back. */
  readonly deadBand: number
  /** Seconds for which a value has to be beyond its limit, and back within it. */
  readonly onDelay: number
  readonly offDelay: number
  /** Percent of the range within a minute. */
  readonly rate: number | null
  /** Seconds in which the value did not move. */
  readonly flatAfter: number | null
}

/** Cadences without a reading after which a sensor is silent. */
export const SILENT_CADENCES = 3
export const silentAfter = ({ cadence }: Pick<AlarmedSensor, 'cadence'>) => SILENT_CADENCES * cadence * 1000

/** The longest that the clock waits for a newer reading before a value that is held beyond its limit alarms. */
const LONGEST_WAIT = 30_000
/**
 * How far behind the clock the time of a sensor goes on where no reading comes: so long one may be on its way. What gets worse waits half a
 * minute at most, however seldom the sensor is read, for whoever may be in danger cannot wait for the next reading; what clears waits
 * until the sensor would be silent.
 */
export const waitFor = (sensor: Pick<AlarmedSensor, 'cadence'>, to: 0 | 1 | 2) =>
  to === 0 ? silentAfter(sensor) : Math.min(silentAfter(sensor), LONGEST_WAIT)

/** What is remembered of one condition. */
export interface Watch {
  /** Since when the value has been beyond the first and the second limit, and since when back within. */
  readonly beyond: readonly [number | null, number | null]
  readonly back: number | null
  /** The stage that stands, 0 where none does, and when it was raised. */
  readonly stage: 0 | 1 | 2
  readonly raised: number | null
  /** What stands says that the value is beyond what the sensor can measure. */
  readonly overRange?: true | undefined
}

/** What is remembered of a sensor. */
export interface AlarmMemory {
  /** The newest reading. */
  readonly at: number | null
  readonly value: number | null
  readonly watches: Readonly<Partial<Record<ValueKind, Watch>>>
  /** The newest value beyond its range that was refused, of either side: no reading, and evidence of danger all the same. */
  readonly over: Readonly<Partial<Record<LimitKind, number>>>
  /** Since when the value has not moved. */
  readonly sameSince: number | null
  /** Whether its silence is told: by itself, or by that of its gateway. */
  readonly silence: 'none' | 'own' | 'gateway'
  /** Until when it is given time after its gateway came back. */
  readonly patience: number | null
}
export const NOTHING_REMEMBERED: AlarmMemory = { at: null, value: null, watches: {}, over: {}, sameSince: null, silence: 'none', patience: null } // prettier-ignore

/** Conditions that values decide. */
export type ValueKind = Exclude<AlarmKind, 'silent' | 'gateway'>
/** Those of limits, which are also the sides of a range. */
export type LimitKind = Extract<ValueKind, 'high' | 'low'>
export const UNWATCHED: Watch = { beyond: [null, null], back: null, stage: 0, raised: null }

/** What the engine does to the alarm of one kind of the sensor. */
export type EngineDeed =
  | {
      readonly act: 'raise' | 'escalate'
      readonly kind: AlarmKind
      readonly stage: 1 | 2
      readonly moment: number
      readonly value: number | null
      readonly limit: number | null
      readonly late?: true
      /** The value was refused, for the sensor cannot measure it; `limit` is the end of its range. */
      readonly overRange?: true
    }
  | { readonly act: 'clear'; readonly kind: AlarmKind; readonly moment: number; readonly late?: true }

/** An alarm of a value that was raised before, for readings that come late. */
export interface PastAlarm {
  readonly kind: ValueKind
  readonly stage: number
  readonly raised: number
  readonly cleared: number | null
}

export interface Judged {
  readonly memory: AlarmMemory
  readonly deeds: readonly EngineDeed[]
}

/** A sensor with the rule that judges it. */
export interface Step {
  readonly sensor: AlarmedSensor
  readonly rule: AlarmRule
}

const DAY = 86_400
/**
 * Rules of each kind as the product begins with them, version 1; the rows of alarm_rule say which are in force. No standard gives them: gas
 * and fire alarm at once, other measures once they stay beyond their limit; a level may stand still for days.
 */
export const FIRST_ALARM_RULES: Readonly<Record<SensorKind, AlarmRule>> = {
  temperature: { deadBand: 1, onDelay: 5, offDelay: 30, rate: 20, flatAfter: DAY / 6 },
  pressure: { deadBand: 1, onDelay: 2, offDelay: 15, rate: null, flatAfter: DAY / 6 },
  level: { deadBand: 0.5, onDelay: 5, offDelay: 30, rate: null, flatAfter: null },
  flow: { deadBand: 2, onDelay: 5, offDelay: 15, rate: null, flatAfter: null },
  combustible: { deadBand: 2, onDelay: 0, offDelay: 10, rate: null, flatAfter: null },
  toxic: { deadBand: 2, onDelay: 0, offDelay: 10, rate: null, flatAfter: null },
  oxygen: { deadBand: 1, onDelay: 0, offDelay: 10, rate: null, flatAfter: DAY },
  fire: { deadBand: 0, onDelay: 0, offDelay: 0, rate: null, flatAfter: null },
  video: { deadBand: 0, onDelay: 0, offDelay: 0, rate: null, flatAfter: null },
}
/** What a sensor measures. */
export const ALARMED_KINDS = ['temperature', 'pressure', 'level', 'flow', 'combustible', 'toxic', 'oxygen', 'fire', 'video'] as const // prettier-ignore
export type SensorKind = (typeof ALARMED_KINDS)[number]
