/** One condition of a sensor: beyond a limit for the on-delay it alarms, back within its dead band for the off-delay it clears. */
import {
  type AlarmedSensor,
  type AlarmMemory,
  type EngineDeed,
  type Judged,
  silentAfter,
  type Step,
  UNWATCHED,
  type ValueKind,
  type Watch,
} from './alarmRules.ts'

/** A condition as it is now: the measure, its two limits, whether it is beyond them and whether it is back. */
interface Condition {
  readonly measure: number
  readonly limits: readonly [number | null, number | null]
  readonly reach: 0 | 1 | 2
  readonly back: boolean
}
interface Delays {
  readonly on: number
  readonly off: number
}

/** The stage that a measure reaches. */
export const reachOf = (measure: number, [first, second]: Condition['limits']): 0 | 1 | 2 =>
  second !== null && measure >= second ? 2 : first !== null && measure >= first ? 1 : 0

/** Beyond is at or above; of a low limit everything is turned round. `edge`: from where on it is back in the absence of limits. */
function conditionOf(measure: number, limits: Condition['limits'], deadBand: number, edge: number | null): Condition {
  const least = limits[0] ?? limits[1] ?? edge
  return { measure, limits, reach: reachOf(measure, limits), back: least === null || measure < least - deadBand }
}
const turned = (limit: number | null) => (limit === null ? null : -limit)
/** First and second limit of a condition. */
export const limitsOf = ({ ll, l, h, hh }: AlarmedSensor, kind: 'high' | 'low'): Condition['limits'] =>
  kind === 'high' ? [h, hh] : [turned(l), turned(ll)]
/** What is held against the limits. */
export const measureOf = (value: number, kind: 'high' | 'low') => (kind === 'high' ? value : -value)
/** Conditions of a limit. */
export const LIMIT_KINDS = ['high', 'low'] as const

/** The next thing that time alone brings to a condition. */
export function nextOf(
  { beyond, back, stage }: Watch,
  { on, off }: Delays,
): { due: number; to: 0 | 1 | 2 } | undefined {
  const [first, second] = beyond
  const ahead = [
    ...(second !== null && stage < 2 ? [{ due: second + on, to: 2 as const }] : []),
    ...(first !== null && stage < 1 ? [{ due: first + on, to: 1 as const }] : []),
    ...(back !== null && stage > 0 ? [{ due: back + off, to: 0 as const }] : []),
  ]
  return ahead.sort((one, other) => one.due - other.due)[0] // of two at once the second stage stays first
}

interface Going {
  /** Up to and with when time has gone on, by what it brings. */
  readonly until: (to: 0 | 1 | 2) => number
  readonly kind: ValueKind
  readonly delays: Delays
  /** The measure that was read last and the limits it is held against, as they are told. */
  readonly told: { readonly measure: number | null; readonly limits: Condition['limits'] }
}

/** What time brings to a condition. */
export function pass(watch: Watch, going: Going): { watch: Watch; deeds: EngineDeed[] } {
  const { kind, delays, told, until } = going
  const next = nextOf(watch, delays)
  if (!next || next.due > until(next.to)) return { watch, deeds: [] }
  const moment = Math.max(next.due, watch.raised ?? next.due)
  const sign = kind === 'low' ? -1 : 1
  const say = (number: number | null) => (number === null ? null : number * sign || 0)
  const { to } = next
  const deed: EngineDeed =
    to === 0
      ? { act: 'clear', kind, moment }
      : { act: watch.stage > 0 ? 'escalate' : 'raise', kind, stage: to, moment, value: say(told.measure), limit: say(told.limits[to - 1] ?? null) } // prettier-ignore
  const after: Watch = to === 0 ? UNWATCHED : { ...watch, stage: to, raised: watch.raised ?? moment }
  const rest = pass(after, going)
  return { watch: rest.watch, deeds: [deed, ...rest.deeds] }
}

/** What is remembered of a condition once a reading has said how it is. */
export function read(watch: Watch, at: number, { reach, back }: Condition): Watch {
  const since = (stage: 1 | 2) => (reach >= stage ? (watch.beyond[stage - 1] ?? at) : null)
  return { ...watch, beyond: [since(1), since(2)], back: watch.stage > 0 && back ? (watch.back ?? at) : null }
}

/** Width of the range. */
export const spanOf = ({ low, high }: AlarmedSensor) => high - low
/** Delays of a rule, milliseconds. */
export const delaysOf = ({ onDelay, offDelay }: Step['rule']): Delays => ({ on: onDelay * 1000, off: offDelay * 1000 })
/** The limit of the rate within a minute; null where it has none. */
export const rateLimitOf = ({ sensor, rule }: Step) => (rule.rate === null ? null : (rule.rate * spanOf(sensor)) / 100)

/** Conditions that a reading decides, each with its delays. */
export function conditionsAt(step: Step, memory: AlarmMemory, at: number, value: number) {
  const { sensor, rule } = step
  const delays = delaysOf(rule)
  const percent = spanOf(sensor) / 100
  const limits = LIMIT_KINDS.map((kind) => {
    // what stands for being beyond the range needs no limit, and is back once it is within the range
    const edge = memory.watches[kind]?.overRange ? measureOf(kind === 'high' ? sensor.high : sensor.low, kind) : null
    const condition = conditionOf(measureOf(value, kind), limitsOf(sensor, kind), rule.deadBand * percent, edge)
    return { kind: kind as ValueKind, delays, condition }
  })
  const { at: before, value: last } = memory
  const apart = before === null || last === null || at - before > silentAfter(sensor)
  const perMinute = apart ? 0 : (Math.abs(value - last) / (at - before)) * 60_000
  return [
    ...limits,
    { kind: 'rate' as const, delays, condition: conditionOf(perMinute, [rateLimitOf(step), null], 0, null) },
  ]
}

/** Without conditions of which nothing is to be remembered. */
export const kept = (watches: AlarmMemory['watches']): AlarmMemory['watches'] =>
  Object.fromEntries(Object.entries(watches).filter(([, { beyond, back, stage }]) => stage > 0 || back !== null || beyond[0] !== null || beyond[1] !== null)) // prettier-ignore

/** Time goes on without a reading. */
export function goOn(step: Step, memory: AlarmMemory, until: Going['until']): Judged {
  const deeds: EngineDeed[] = []
  const watches = { ...memory.watches }
  for (const kind of ['high', 'low', 'rate'] as const) {
    const watch = watches[kind]
    if (!watch) continue
    const isRate = kind === 'rate'
    const limits = isRate ? ([rateLimitOf(step), null] as const) : limitsOf(step.sensor, kind)
    const measure = isRate || memory.value === null ? null : measureOf(memory.value, kind)
    const passed = pass(watch, { kind, until, delays: delaysOf(step.rule), told: { measure, limits } })
    watches[kind] = passed.watch
    deeds.push(...passed.deeds)
  }
  return { memory: { ...memory, watches: kept(watches) }, deeds }
}
