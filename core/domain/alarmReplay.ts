/**
 * What a rule would have raised: kept readings of one sensor played over again through the engine itself, in the order in which they
 * came, so that late ones are late again. Silence is not played: no rule says when it alarms.
 */
import { judgeReadings } from './alarmJudge.ts'
import {
  type EngineDeed,
  NOTHING_REMEMBERED,
  type PastAlarm,
  type Step,
  type ValueKind,
  waitFor,
} from './alarmRules.ts'
import { judgeClock } from './alarmSilence.ts'
import { goOn } from './alarmWatch.ts'

/** A reading as it is kept; times are milliseconds since 1970. */
export interface KeptReading {
  readonly at: number
  readonly value: number
  readonly received: number
}

/** An alarm of a value as it came out; `told`: when the server would have known. */
export interface PlayedAlarm {
  readonly kind: ValueKind
  readonly stage: 1 | 2
  readonly raised: number
  readonly cleared: number | null
  readonly late: boolean
  readonly told: number
}

const isOfValues = (kind: EngineDeed['kind']): kind is ValueKind => kind !== 'silent' && kind !== 'gateway'

/** The clock looks each second at the latest: between what came sooner after another, as what was gathered does, it may not have looked. */
const LOOKS = 1000

/** Plays one sensor; what came at the same time is judged at once, as a message is. */
export function alarmReplay(step: Step) {
  let memory = NOTHING_REMEMBERED
  let taken = -Infinity
  const standing = new Map<ValueKind, PlayedAlarm>()
  const over: PlayedAlarm[] = []
  const late = new Map<ValueKind, PlayedAlarm>()

  function follow(deed: EngineDeed, told: number): void {
    if (!isOfValues(deed.kind)) return
    const open = deed.late ? late : standing
    const { kind } = deed
    if (deed.act === 'raise') open.set(kind, { kind, stage: deed.stage, raised: deed.moment, cleared: null, late: deed.late ?? false, told }) // prettier-ignore
    const alarm = open.get(kind)
    if (!alarm) return
    if (deed.act === 'escalate') open.set(kind, { ...alarm, stage: deed.stage })
    if (deed.act !== 'clear') return
    open.delete(kind)
    over.push({ ...alarm, cleared: deed.moment })
  }
  /** Alarms that may cover what comes late; looked for only where something does. */
  const past = (batch: readonly KeptReading[]): readonly PastAlarm[] =>
    batch.some(({ at }) => memory.at !== null && at <= memory.at) ? over.filter(({ kind }) => kind === 'high' || kind === 'low') : [] // prettier-ignore

  /** What the clock brought before something came. */
  function look(now: number): void {
    const gone = goOn(step, memory, (to) => now - waitFor(step.sensor, to))
    memory = gone.memory
    for (const deed of gone.deeds) {
      const to = deed.act === 'clear' ? 0 : deed.stage
      follow(deed, Math.min(now, deed.moment + waitFor(step.sensor, to)))
    }
  }

  return {
    /** Takes what came at one time, not before what was taken last. */
    take(batch: readonly KeptReading[], received: number): void {
      if (received - taken >= LOOKS) look(received)
      taken = received
      const judged = judgeReadings(step, memory, batch, { now: received, past: past(batch) })
      memory = judged.memory
      for (const deed of judged.deeds) follow(deed, received)
    },
    /** The clock at the end brings what no reading brought. @returns all alarms, by when they were raised */
    end(now: number): readonly PlayedAlarm[] {
      look(now)
      for (const deed of judgeClock(step, memory, now, false).deeds) follow(deed, now)
      return [...over, ...standing.values()].sort((one, other) => one.raised - other.raised)
    },
  }
}

/** What became of an alarm of the book in what was played: how it is matched, and by how many milliseconds it came later. */
export type Fate =
  { readonly is: 'same' | 'weaker'; readonly later: number } | { readonly is: 'gone'; readonly later: null }

/** The fate of an alarm: it is there where one of its kind stood at some time in which it stood; weaker where none reached its stage. */
export function fateOf(alarm: Omit<PlayedAlarm, 'late' | 'told'>, played: readonly PlayedAlarm[]): Fate {
  const isThere = (one: PlayedAlarm) =>
    one.kind === alarm.kind && one.raised <= (alarm.cleared ?? Infinity) && (one.cleared ?? Infinity) >= alarm.raised
  const there = played.filter(isThere)
  const [first] = there
  if (!first) return { is: 'gone', later: null }
  const stage = Math.max(...there.map((one) => one.stage))
  return { is: stage < alarm.stage ? 'weaker' : 'same', later: Math.max(0, first.raised - alarm.raised) }
}

/** How many of what was played stand at no time in which one of their kind does in the other; both by when they were raised. */
export function countNew(played: readonly PlayedAlarm[], other: readonly PlayedAlarm[]): number {
  const spans = new Map<ValueKind, { from: number; to: number }[]>()
  for (const { kind, raised, cleared } of other) {
    const of = spans.get(kind) ?? []
    const last = of.at(-1)
    if (last && raised <= last.to) last.to = Math.max(last.to, cleared ?? Infinity)
    else of.push({ from: raised, to: cleared ?? Infinity })
    spans.set(kind, of)
  }
  const reached = new Map<ValueKind, number>()
  return played.filter(({ kind, raised, cleared }) => {
    const of = spans.get(kind) ?? []
    let at = reached.get(kind) ?? 0
    while (at < of.length && of[at]!.to < raised) at += 1
    reached.set(kind, at)
    return at === of.length || of[at]!.from > (cleared ?? Infinity)
  }).length
}
