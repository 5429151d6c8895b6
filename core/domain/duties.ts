/** Duty 值班: its seats, who may do what, and the kinds of entries of its log. The table duty_right holds the same rights, and a test compares them. */
import type { PostKind } from './posts.ts'

/** Seats of the rota: the duty officer, and the leader who answers for the day. */
export const DUTY_SEATS = ['officer', 'leader'] as const
export type DutySeat = (typeof DUTY_SEATS)[number]

type DutyAct = 'plan' | 'hand-over' | 'log'
/** What each post does with the rota, handovers and the log. Posts that are not named do nothing. */
export const DUTY_RIGHTS: Readonly<Partial<Record<PostKind, readonly DutyAct[]>>> = {
  leader: ['plan', 'hand-over', 'log'],
  'duty-officer': ['plan', 'hand-over', 'log'],
}

/** Kinds of entries that people write. */
export const DUTY_LOG_KINDS = ['call', 'order', 'report', 'event', 'other'] as const
/** Kinds of entries that follow from what was done. */
export const DUTY_DONE_KINDS = ['handover', 'takeover', 'withdrawal', 'alarm'] as const
/** Minutes before its turn begins from which a seat is handed over at the earliest, given and taken. */
export const MOST_DUTY_LEAD_MINUTES = 60
/** Minutes after its turn began from which the leader may end a handover that nobody took. */
export const DUTY_PATIENCE_MINUTES = 30
/** What of the rota presses: the own turn is near, that of somebody without an account is, nobody is planned, a handover is not taken. */
export const DUTY_DUES = ['soon', 'call', 'unplanned', 'untaken'] as const
/** Days from now within which turns end at the latest. */
export const MOST_DUTY_AHEAD_DAYS = 400
/** Longest turn of duty, hours. */
export const MOST_DUTY_HOURS = 72
