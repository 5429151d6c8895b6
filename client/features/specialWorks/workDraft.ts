import {
  LEVELS_OF,
  levelsAllowed,
  nameKey,
  type WorkKind,
  type WorkLevel,
  type WorkZone,
  workHours,
} from '#core/domain/specialWorks.ts'
import { instantOf, longDay } from '#client/ui/districtTime.ts'

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
/** Hours that are proposed where the standard gives no limit. */
const USUAL_HOURS = 8

/** A moment as a field for date and time takes it, by the clock of the district. */
export const typedAt = (at: number): string =>
  `${longDay(at)}T${new Date(at + 8 * HOUR_MS).toISOString().slice(11, 16)}`

/** A ticket as it is typed. */
export interface WorkDraft {
  kind: WorkKind
  level: WorkLevel | ''
  zone: WorkZone | ''
  /** Whether the source that is chosen is a storage unit of a major hazard. */
  atMajorStorage: boolean
  source: string
  place: string
  from: string
  until: string
  extended: string
  responsible: string
  guardian: string
}

/** A ticket that begins now, as long as the strictest level may. */
export const draftAt = (now: number): WorkDraft => ({
  kind: 'hot',
  level: 'special',
  zone: '',
  atMajorStorage: false,
  source: '',
  place: '',
  from: typedAt(Math.ceil(now / MINUTE_MS) * MINUTE_MS),
  until: typedAt(Math.ceil(now / MINUTE_MS) * MINUTE_MS + USUAL_HOURS * HOUR_MS),
  extended: '',
  responsible: '',
  guardian: '',
})

/** The longest that the ticket may hold, hours; undefined where the standard gives none. */
export const mostHours = ({ kind, level, extended }: WorkDraft): number | undefined =>
  workHours(kind, level === '' ? null : level, extended.trim() !== '')

/** Levels that the ticket may have as it is typed. */
export const levelsOf = ({ kind, zone, atMajorStorage }: WorkDraft) => levelsAllowed(kind, zone || null, atMajorStorage)

type Fault = 'fill' | 'level' | 'order' | 'long' | 'same'
/** What is wrong with a ticket, by field. */
export function faultsOf(draft: WorkDraft): ReadonlyMap<string, Fault> {
  const faults = new Map<string, Fault>()
  for (const name of ['place', 'responsible', 'guardian'] as const)
    if (draft[name].trim() === '') faults.set(name, 'fill')
  if (draft.guardian.trim() !== '' && nameKey(draft.guardian) === nameKey(draft.responsible))
    faults.set('guardian', 'same')
  if (draft.kind === 'hot' && draft.zone === '') faults.set('zone', 'fill')
  if (LEVELS_OF[draft.kind].length > 0 && (draft.level === '' || !levelsOf(draft).includes(draft.level)))
    faults.set('level', 'level')
  const [from, until] = [instantOf(draft.from), instantOf(draft.until)]
  if (from === undefined) faults.set('from', 'fill')
  if (until === undefined) faults.set('until', 'fill')
  if (from === undefined || until === undefined) return faults
  const hours = (Date.parse(until) - Date.parse(from)) / HOUR_MS
  if (hours <= 0) faults.set('until', 'order')
  else if (hours > (mostHours(draft) ?? hours)) faults.set('until', 'long')
  return faults
}
