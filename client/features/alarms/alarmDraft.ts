import type { AlarmDeed } from '#core/contract/alarms.ts'
import { type AlarmCause, type AlarmHandAct, type AlarmTurn, MOST_SHELF_HOURS } from '#core/domain/alarmActs.ts'

/** Acts that are told by words; acknowledging and unshelving need none. */
export type DialogAct = Exclude<AlarmHandAct, 'acknowledge' | 'unshelve'>
/** Acts of which something is to be known beforehand. */
export const HINTED: readonly AlarmHandAct[] = ['close', 'shelve', 'mark-false']
export const SHELF_HOURS = [1, 2, 4, 8, 12, MOST_SHELF_HOURS] as const
const NOTED: readonly AlarmHandAct[] = ['shelve', 'note', 'mark-false']
/** Whether words are needed: of such an act, or of a cause that the list does not name. */
export const needsNote = (act: AlarmHandAct, cause: string): boolean =>
  NOTED.includes(act) || (act === 'close' && cause === 'other')

const HOUR_MS = 3_600_000
/** A little less than the hours chosen: a clock that is behind must not ask for more than may be. */
const SLACK_MS = 60_000

interface Draft {
  readonly note: string
  readonly cause: string
  readonly to: string
  readonly hours: string
}
type Borne = Pick<AlarmDeed, 'request' | 'seen'>

/** What is typed, as the contract takes it. `now`: the server's clock. */
export function deedOf(act: AlarmHandAct, { note, cause, to, hours }: Draft, borne: Borne, now: number): AlarmDeed {
  const noted = note.trim() === '' ? {} : { note: note.trim() }
  if (act === 'close') return { ...borne, act, cause: cause as AlarmCause, ...noted }
  if (act === 'hand-over') return { ...borne, act, to: to as AlarmTurn, ...noted }
  if (act === 'shelve')
    return { ...borne, act, until: new Date(now + Number(hours) * HOUR_MS - SLACK_MS).toISOString(), note: note.trim() }
  if (act === 'acknowledge' || act === 'unshelve') return { ...borne, act, ...noted }
  return { ...borne, act, note: note.trim() }
}
