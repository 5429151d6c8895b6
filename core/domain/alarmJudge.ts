/**
 * What readings of a sensor do to its alarms. The time of a sensor goes on with its readings; where none come, with the clock, as far behind
 * it as `waitFor` says. So it does not matter how readings were gathered on their way, as long as they are not longer on it.
 */
import {
  type AlarmMemory,
  type EngineDeed,
  type Judged,
  type LimitKind,
  type PastAlarm,
  type Step,
  UNWATCHED,
  type Watch,
} from './alarmRules.ts'
import { isBehindOver, judgeOverRange, type OverRange, raiseLate } from './alarmOverRange.ts'
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
function judgeNew(step: Step, memory: AlarmMemory, { at, value }: Reading, past: PastAlarm[]): Judged {
  // a limit that knows of a refused value of a later time takes the reading as a late one
  const kinds = LIMIT_KINDS.filter((kind) => isBehindOver(memory, kind, at))
  const before = goOn(step, memory, () => at)
  const deeds = [...before.deeds]
  const watches = { ...before.memory.watches }
  for (const { kind, delays, condition } of conditionsAt(step, memory, at, value)) {
    if (kinds.some((one) => one === kind)) continue
    const told = { measure: condition.measure, limits: condition.limits }
    const passed = pass(read(watches[kind] ?? UNWATCHED, at, condition), { kind, delays, told, until: () => at })
    watches[kind] = passed.watch
    deeds.push(...passed.deeds)
  }
  const flat = judgeFlat(step, memory, at, value)
  watches.flat = flat.watch
  const next = { ...memory, at, value, watches: kept(watches), sameSince: flat.since }
  if (kinds.length === 0) return { memory: next, deeds: [...deeds, ...flat.deeds] }
  const late = judgeLate(step, next, { at, value, kinds }, past)
  return { memory: late.memory, deeds: [...deeds, ...flat.deeds, ...late.deeds] }
}

/** A reading that comes late, as raiseLate says, by each limit; of one kind alone where only that knows of something newer. */
function judgeLate(step: Step, memory: AlarmMemory, { at, value, kinds = LIMIT_KINDS }: LateReading, past: PastAlarm[]): Judged {
  const deeds: EngineDeed[] = []
  let next = memory
  for (const kind of kinds) {
    const limits = limitsOf(step.sensor, kind)
    const stage = reachOf(measureOf(value, kind), limits)
    if (stage === 0) continue
    const limit = limits[stage - 1] ?? null
    const said = { kind, stage, moment: at, value, limit: limit === null ? null : kind === 'low' ? -limit : limit } as const // prettier-ignore
    const judged = raiseLate(step, next, said, past)
    next = judged.memory
    deeds.push(...judged.deeds)
  }
  return { memory: next, deeds }
} // prettier-ignore

interface Reading {
  readonly at: number
  readonly value: number
  /** It was refused, being this far beyond the range: no reading, but evidence. */
  readonly overRange?: LimitKind
}
interface LateReading extends Reading {
  readonly kinds?: readonly LimitKind[]
}
const isOver = (one: Reading): one is OverRange => one.overRange !== undefined

/** What readings of a sensor, and refused values beyond its range, bring, judged in the order of their own times; `past`: its alarms of values that have cleared. */
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
  // of the same time what was refused comes first: a reading beside it does not take it back
  const rank = (one: Reading) => (isOver(one) ? 0 : 1)
  for (const reading of [...readings].sort((one, other) => one.at - other.at || rank(one) - rank(other))) {
    const isLate = next.at !== null && reading.at <= next.at
    const judged = isOver(reading)
      ? judgeOverRange(step, next, reading, past)
      : (isLate ? judgeLate : judgeNew)(step, next, reading, past)
    next = judged.memory
    deeds.push(...judged.deeds)
  }
  const isHeard = readings.some((one) => !isOver(one))
  if (isHeard && !isSilent(step.sensor, next, asked.now) && next.silence !== 'none') {
    if (next.silence === 'own') deeds.push({ act: 'clear', kind: 'silent', moment: asked.now })
    next = { ...next, silence: 'none', patience: null }
  }
  return { memory: next, deeds }
}
