import { DAY } from './calendar.ts'
import type { InspectionRow } from './inspections.ts'
import type { Random } from './random.ts'

/** Invented leaders: they have no account, as nobody has in a demonstration. */
const LEADERS = ['分管领导', '周岚（演示）', '韩立新（演示）', '于慧（演示）', '唐毅（演示）'] as const
/** One in so many enterprises of class A is left without a leader, and of those with one some are hardly visited. */
const LEFT_OUT = 24
const VISITED = 0.78
/** Days back within which a led visit keeps the rule. */
const RECENT = 85

interface AssignmentRow {
  readonly identifier: string
  readonly request: string
  readonly person: string
  readonly from_on: string
  readonly until_on: string | null
  readonly note: string
}

const dayText = (at: number) => new Date(at).toISOString().slice(0, 10)
const requestOf = (n: number) => `00000000-0000-4000-8000-0000000098${String(n).padStart(2, '0')}`

/** Nearly every one of `codes` with a leader, some of them with another before; a few with none. */
export function assignmentRows(codes: readonly string[], day: Date, random: Random): AssignmentRow[] {
  return codes.flatMap((identifier, n): AssignmentRow[] => {
    if (n % LEFT_OUT === 7) return []
    const since = dayText(day.getTime() - random.whole(120, 300) * DAY)
    const now = LEADERS[n % LEADERS.length]!
    const row = { identifier, request: requestOf(1), person: now, from_on: since, until_on: null, note: '年度领导分包（演示）' }
    if (!random.chance(0.12)) return [row]
    const earlier = dayText(day.getTime() - random.whole(320, 500) * DAY)
    const before = LEADERS[(n + 1) % LEADERS.length]!
    return [{ ...row, request: requestOf(0), person: before, from_on: earlier, until_on: since, note: '上一年度分包（演示）' }, row]
  })
} // prettier-ignore

/** Of many that have a leader the latest visit was led by them; nobody goes anywhere more often than before. */
export function withLedVisits(
  visits: readonly InspectionRow[],
  rows: readonly AssignmentRow[],
  day: Date,
  random: Random,
): InspectionRow[] {
  const leaders = new Map(rows.filter(({ until_on }) => until_on === null).map((row) => [row.identifier, row.person]))
  const led = new Set<InspectionRow>()
  for (const identifier of leaders.keys()) {
    const own = visits.filter((one) => one.identifier === identifier && one.kind !== 'self')
    const latest = own.at(-1)
    if (latest && Date.parse(latest.inspected_at) > day.getTime() - RECENT * DAY && random.chance(VISITED)) led.add(latest) // prettier-ignore
  }
  return visits.map((one) => (led.has(one) ? { ...one, kind: 'leader', inspector: leaders.get(one.identifier)! } : one))
}

/** As `statements` has them: one JSON array, $1. */
export const ASSIGNMENT = `insert into assignment (request, enterprise, person, from_on, until_on, note, made_at, made_by, ended_at, ended_by, end_reason)
  select r.request, e.id, r.person, r.from_on, r.until_on, r.note, (r.from_on + time '09:00') at time zone 'Asia/Shanghai', '分管领导',
    (r.until_on + time '09:00') at time zone 'Asia/Shanghai', case when r.until_on is not null then '分管领导' end,
    case when r.until_on is not null then '改由他人分包' end
  from json_to_recordset($1::json) r (identifier text, request uuid, person text, from_on date, until_on date, note text)
    join enterprise e on e.scheme = 'uscc' and e.identifier = r.identifier order by r.from_on, e.id`
