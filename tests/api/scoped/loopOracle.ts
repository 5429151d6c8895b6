import type pg from 'pg'
import { INDICATORS, type IndicatorId } from '#core/contract/indicators.ts'
import { monthAfter, monthStart } from '#core/domain/calendar.ts'
import { type DueThen, readDues } from '../dueLog.ts'
import { monthsBefore } from './months.ts'

/*
 * The figures of the loop from its log alone, in plain arithmetic. It reads no column of a hazard that follows from the log.
 */

/** A hazard as the events of its log tell it. */
export interface LoggedHazard {
  readonly id: number
  readonly enterprise: number
  readonly state: string
  readonly kind: string | null
  readonly major: boolean
  readonly found: Date
  readonly due: Date
  readonly dueThen: DueThen
  readonly dispatched: Date | null
  readonly submitted: Date | null
  readonly closed: Date | null
  /** It is the return of a closed one, whose log says so under the same request. */
  readonly rebound: boolean
}

/** Events from the last back to the first; each fact is what was said of it last. When one was found that was recorded, no event tells. */
const LOGS = `
  select h.id, h.enterprise,
    (select e.to_state from hazard_event e where e.hazard = h.id order by e.n desc limit 1) as state,
    (select e.major from hazard_event e where e.hazard = h.id and e.major is not null order by e.n desc limit 1) as major,
    (select e.kind from hazard_event e where e.hazard = h.id and e.kind is not null order by e.n desc limit 1) as kind,
    (select case e.act when 'report' then e.at else h.found_at end from hazard_event e where e.hazard = h.id and e.n = 1) as found,
    (select e.due_at from hazard_event e where e.hazard = h.id and e.act in ('report', 'record', 'dispatch', 'grant-extension')
      and e.due_at is not null order by e.n desc limit 1) as due,
    (select e.at from hazard_event e where e.hazard = h.id and e.act = 'dispatch' order by e.n desc limit 1) as dispatched,
    (select e.at from hazard_event e where e.hazard = h.id and e.act in ('submit', 'fix-on-spot') order by e.n desc limit 1) as submitted,
    (select coalesce(e.closed_at, e.at) from hazard_event e where e.hazard = h.id and e.to_state = 'closed' and e.act in ('pass', 'record')
      order by e.n desc limit 1) as closed,
    exists (select from hazard_event e where e.act = 'rebound' and e.request = h.request) as rebound
  from hazard h order by h.id`

type Told = Record<'found' | 'due', string> & Record<'dispatched' | 'submitted' | 'closed', string | null>
const moment = (text: string | null) => (text === null ? null : new Date(text))

export async function readLogs(owner: pg.Pool): Promise<LoggedHazard[]> {
  const { rows } = await owner.query<Omit<LoggedHazard, keyof Told | 'dueThen'> & Told>(LOGS)
  const dues = await readDues(owner)
  return rows.map((row) => ({
    ...row,
    found: new Date(row.found),
    due: new Date(row.due),
    dueThen: dues.get(row.id)!,
    dispatched: moment(row.dispatched),
    submitted: moment(row.submitted),
    closed: row.state === 'closed' ? moment(row.closed) : null,
  }))
}

interface Logs {
  readonly logged: readonly LoggedHazard[]
  readonly now: Date
}
interface Wanted {
  readonly id: IndicatorId
  readonly part: string
  readonly side: 'n' | 'of'
}

const DAY = 86_400_000
/** Open states in the order of the loop. */
export const OPEN = ['reported', 'verified', 'dispatched', 'rectifying', 'extension-requested', 'pending-review', 'rejected'] as const // prettier-ignore
const isOpen = ({ state }: LoggedHazard) => (OPEN as readonly string[]).includes(state)
const lately = (moment: Date | null, now: Date): moment is Date =>
  moment !== null && moment <= now && now.getTime() - moment.getTime() < 90 * DAY

/** Seconds that a clock shows; undefined where it does not count. */
const CLOCKS: { readonly [Id in IndicatorId]?: (row: LoggedHazard, now: Date) => number | undefined } = {
  'clock-dispatch': ({ state, found, dispatched }, now) =>
    state !== 'voided' && lately(dispatched, now) ? between(found, dispatched) : undefined,
  'clock-submit': ({ state, dispatched, submitted }, now) =>
    ['pending-review', 'closed'].includes(state) && lately(submitted, now) ? between(dispatched, submitted) : undefined,
  'clock-close': ({ submitted, closed }, now) => (lately(closed, now) ? between(submitted, closed) : undefined),
  'review-waiting': ({ state, submitted }, now) => (state === 'pending-review' ? between(submitted, now) : undefined),
}
function between(from: Date | null, to: Date): number | undefined {
  const seconds = from === null ? -1 : (to.getTime() - from.getTime()) / 1000
  return seconds >= 0 ? seconds : undefined
}

function ofMonth({ id, part, side }: Wanted, now: Date) {
  const [start, end] = [monthStart(part), monthStart(monthAfter(part))]
  const until = end < now ? end : now
  return ({ state, due: dueNow, dueThen, submitted, closed }: LoggedHazard): boolean => {
    if (state === 'voided') return false
    const due = until < now ? dueThen(until) : dueNow
    const dueIn = due >= start && due < until
    const closedIn = closed !== null && closed >= start && closed < end && closed <= now
    if (id === 'hazards-rectified') return dueIn && (side === 'of' || (closed !== null && closed <= until))
    if (id === 'hazards-settled')
      return closedIn || (side === 'of' && due < until && (closed === null || closed > until))
    const inTime = submitted !== null && submitted <= due && ['pending-review', 'closed'].includes(state)
    return dueIn && inTime && !(closed !== null && closed <= due)
  }
}

const LOOP: readonly IndicatorId[] = [
  'clock-dispatch', 'clock-submit', 'clock-close', 'review-waiting', 'hazards-rectified', 'hazards-settled', 'hazards-review-late',
  'hazards-repeat', 'hazards-rebound', 'hazards-state', 'hazards-overdue-major',
] // prettier-ignore
export const isOfLoop = (id: IndicatorId): boolean => LOOP.includes(id)

/** Hazards of some enterprises that one side of one part of a figure of the loop counts. */
export function loopRows({ logged, now }: Logs, enterprises: ReadonlySet<number>, wanted: Wanted): LoggedHazard[] {
  const own = logged.filter(({ enterprise }) => enterprises.has(enterprise))
  const { id, part } = wanted
  const clock = CLOCKS[id]
  if (clock) return own.filter((row) => clock(row, now) !== undefined)
  if (INDICATORS[id].part === 'month') return own.filter(ofMonth(wanted, now))
  if (id === 'hazards-state') return own.filter((row) => isOpen(row) && row.state === part)
  if (id === 'hazards-overdue-major') return own.filter((row) => isOpen(row) && row.major && row.due < now)
  const year = monthsBefore(now, 12)
  const found = own.filter((row) => row.state !== 'voided' && row.found > year && row.found <= now)
  if (id === 'hazards-rebound') return found.filter(({ rebound }) => rebound)
  const alike = new Map<string, LoggedHazard[]>()
  for (const row of own)
    if (row.kind !== null && row.state !== 'voided') {
      const key = `${row.enterprise} ${row.kind}`
      alike.set(key, [...(alike.get(key) ?? []), row])
    }
  return found.filter((row) => {
    if (row.kind === null || (part !== 'all' && String(row.enterprise) !== part)) return false
    const from = monthsBefore(row.found, 12)
    return alike.get(`${row.enterprise} ${row.kind}`)!.some((one) => one.found > from && isBefore(one, row))
  })
}
const isBefore = (one: LoggedHazard, other: LoggedHazard) =>
  one.found < other.found || (one.found.getTime() === other.found.getTime() && one.id < other.id)

/** The middle and the ninth tenth of what a clock shows, as values that occur; null over nothing, as for the times of alarms, of which this book has none. */
export function spanOf(logs: Logs, enterprises: ReadonlySet<number>, id: IndicatorId) {
  const clock = CLOCKS[id]
  if (!clock) return null
  const seconds = loopRows(logs, enterprises, { id, part: 'all', side: 'n' })
    .map((row) => clock(row, logs.now)!)
    .sort((a, b) => a - b)
  const at = (tenths: number) => seconds[Math.ceil((tenths * seconds.length) / 10) - 1]!
  return seconds.length > 0 ? { median: at(5), p90: at(9) } : null
}

/** The ten enterprises with most repeats, most first. */
export function rankedOf(logs: Logs, enterprises: ReadonlySet<number>): { part: string; n: number }[] {
  const counts = new Map<number, number>()
  for (const { enterprise } of loopRows(logs, enterprises, { id: 'hazards-repeat', part: 'all', side: 'n' }))
    counts.set(enterprise, (counts.get(enterprise) ?? 0) + 1)
  const ranked = [...counts].sort(([a, n], [b, m]) => m - n || a - b).slice(0, 10)
  return ranked.map(([enterprise, n]) => ({ part: String(enterprise), n }))
}
