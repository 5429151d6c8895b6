/**
 * What readings of a sensor do to its alarms. The time of a sensor goes on with its readings; where none come, with the clock, as far behind
 * it as `waitFor` says. So it does not matter how readings were gathered on their way, as long as they are not longer on it.
 */
import {
  type AlarmMemory,
  type EngineDeed,
  type Judged,
  type PastAlarm,
  type Step,
  UNWATCHED,
  type Watch,
} from './alarmRules.ts'
import { isSilent } from './alarmSilence.ts'
import { conditionsAt, goOn, kept, LIMIT_KINDS, limitsOf, measureOf, pass, reachOf, read } from './alarmWatch.ts'

/** A value that does not move; decided by readings alone, for one that comes no more is silent. */
function judgeFlat(
  { rule }: Step,
  memory: AlarmMemory,
  at: number,
  value: number,
): { watch: Watch; since: number; deeds: EngineDeed[] } {
  // prettier-ignore
  const same = memory.value !== null && memory.value === value
  const since = same ? (memory.sameSince ?? at) : at
  const watch = memory.watches.flat ?? UNWATCHED
  if (watch.stage > 0)
    return same && rule.flatAfter !== null
      ? { watch, since, deeds: [] }
      : { watch: UNWATCHED, since, deeds: [{ act: 'clear', kind: 'flat', moment: at }] }
  if (rule.flatAfter === null || at - since < rule.flatAfter * 1000) return { watch, since, deeds: [] }
  const moment = since + rule.flatAfter * 1000
  return {
    watch: { ...UNWATCHED, stage: 1, raised: moment },
    since,
    deeds: [{ act: 'raise', kind: 'flat', stage: 1, moment, value, limit: rule.flatAfter }],
  }
}

/** A reading that is newer than all before it. */
function judgeNew(step: Step, memory: AlarmMemory, at: number, value: number): Judged {
  const before = goOn(step, memory, () => at)
  const deeds = [...before.deeds]
  const watches = { ...before.memory.watches }
  for (const { kind, delays, condition } of conditionsAt(step, memory, at, value)) {
    const told = { measure: condition.measure, limits: condition.limits }
    const passed = pass(read(watches[kind] ?? UNWATCHED, at, condition), { kind, delays, told, until: () => at })
    watches[kind] = passed.watch
    deeds.push(...passed.deeds)
  }
  const flat = judgeFlat(step, memory, at, value)
  watches.flat = flat.watch
  return { memory: { ...memory, at, value, watches: kept(watches), sameSince: flat.since }, deeds: [...deeds, ...flat.deeds] } // prettier-ignore
}

/**
 * A reading that comes late: beyond a limit it raises an alarm of its own, marked, which has cleared by what is known since, unless an alarm
 * of that stage covers its time; one that stands and covers it is escalated. It clears nothing.
 */
function judgeLate({ sensor, rule }: Step, memory: AlarmMemory, { at, value }: Reading, past: PastAlarm[]): Judged {
  const deeds: EngineDeed[] = []
  const watches = { ...memory.watches }
  for (const kind of LIMIT_KINDS) {
    const limits = limitsOf(sensor, kind)
    const stage = reachOf(measureOf(value, kind), limits)
    if (stage === 0) continue
    const covers = (from: number, to: number | null) => from - rule.onDelay * 1000 <= at && (to === null || at <= to)
    const watch = watches[kind] ?? UNWATCHED
    const standing = watch.stage > 0 && watch.raised !== null && covers(watch.raised, null)
    const limit = limits[stage - 1] ?? null
    const said = { kind, stage, moment: at, value, limit: limit === null ? null : kind === 'low' ? -limit : limit } as const // prettier-ignore
    if (standing && watch.stage >= stage) continue
    if (standing) {
      deeds.push({ act: 'escalate', ...said })
      watches[kind] = { ...watch, stage }
      continue
    }
    if (past.some((one) => one.kind === kind && one.stage >= stage && covers(one.raised, one.cleared ?? one.raised))) continue // prettier-ignore
    const cleared = watch.stage > 0 && watch.raised !== null ? watch.raised : (memory.at ?? at)
    deeds.push({ act: 'raise', ...said, late: true }, { act: 'clear', kind, moment: cleared, late: true })
    past.push({ kind, stage, raised: at, cleared })
  }
  return { memory: { ...memory, watches }, deeds }
}

interface Reading {
  readonly at: number
  readonly value: number
}

/** What readings of a sensor bring, judged in the order of their own times; `past`: its alarms of values that have cleared. */
export function judgeReadings(
  step: Step,
  memory: AlarmMemory,
  readings: readonly Reading[],
  asked: { readonly now: number; readonly past: readonly PastAlarm[] },
): Judged {
  // prettier-ignore
  const past = [...asked.past]
  const deeds: EngineDeed[] = []
  let next = memory
  for (const reading of [...readings].sort((one, other) => one.at - other.at)) {
    const late = next.at !== null && reading.at <= next.at
    const judged = late ? judgeLate(step, next, reading, past) : judgeNew(step, next, reading.at, reading.value)
    next = judged.memory
    deeds.push(...judged.deeds)
  }
  if (!isSilent(step.sensor, next, asked.now) && next.silence !== 'none') {
    if (next.silence === 'own') deeds.push({ act: 'clear', kind: 'silent', moment: asked.now })
    next = { ...next, silence: 'none', patience: null }
  }
  return { memory: next, deeds }
}
