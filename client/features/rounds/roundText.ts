import type { Output } from '#core/contract/route.ts'
import type { RoundEntry, rounds, RoundStop } from '#core/contract/rounds.ts'
import { dayEnd, longDay } from '#client/ui/districtTime.ts'
import type { RoundReason } from '#core/domain/visitRounds/terms.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
type RoundAnswer = Output<typeof rounds.read>
type Say = (key: string, values?: Record<string, unknown>, choice?: number) => string

/** `09:05` of a minute of the day. */
export const hourText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/**
 * How the hours of the day stand at `now`, epoch milliseconds by the server's clock, by the last answer for a round of that day: over, no round of
 * today begins any more; unknown where there is no such answer.
 */
export function hoursAt(
  answer: Pick<RoundAnswer, 'on' | 'today' | 'begins' | 'ends'> | undefined,
  now: number,
): 'open' | 'over' | 'unknown' {
  if (!answer || answer.on !== answer.today || answer.on !== longDay(now)) return 'unknown'
  const end = Date.parse(dayEnd(answer.on)) - DAY_MS + answer.ends * MINUTE_MS
  return answer.begins >= answer.ends || now >= end ? 'over' : 'open'
}

/** A factor as it is shown: at most two decimals. */
export const factorText = (value: number): string => String(Math.round(value * 100) / 100)

/** A reason in words, with its number where it has one. */
export function reasonText(
  reason: RoundReason,
  { dueAt, hazards, overdueHazards }: RoundEntry,
  judgedAt: string,
  say: Say,
): string {
  // prettier-ignore
  const days = dueAt ? Math.max(0, Math.floor((Date.parse(judgedAt) - Date.parse(dueAt)) / DAY_MS)) : 0
  if (reason === 'overdue') return say('rounds.reason.overdue', { n: days }, days)
  const n = reason === 'hazard-open' ? hazards : overdueHazards
  return say(`rounds.reason.${reason}`, { n }, n)
}

/** What would have taken a stop off the round; undefined where no single reason would. */
export function removalText({ kept }: Pick<RoundStop, 'kept'>, say: Say): string | undefined {
  const ifs = kept.map((reason) => say(`rounds.if.${kindOf(reason)}`))
  return ifs.length > 0 ? say('rounds.removed', { ifs: ifs.join(say('rounds.or')) }) : undefined
}
const kindOf = (reason: RoundReason) => {
  if (reason.startsWith('class')) return 'class'
  if (reason.startsWith('risk')) return 'risk'
  return reason.startsWith('hazard') ? 'hazard' : 'visit'
}
