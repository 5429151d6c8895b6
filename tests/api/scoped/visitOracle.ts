import type pg from 'pg'
import type { IndicatorId } from '#core/contract/indicators.ts'
import { monthAfter, monthStart } from '#core/domain/calendar.ts'
import type { Role } from '#core/domain/roles.ts'

/*
 * Figures of visits in plain arithmetic: how each enterprise stood is read from the history of its file, not from the record of the
 * changes that the server asks; cycles are counted from each visit on.
 */

type Row = Record<string, unknown>
interface Standing {
  readonly class: string | null
  readonly status: string
}
interface Visit {
  readonly id: number
  readonly enterprise: number
  readonly key: string
  readonly name: string
  readonly kind: string
  readonly finished: boolean
  readonly at: number
  /** Made here and not of a file; whether somebody checked in, and how far from the enterprise where that is known. */
  readonly here: boolean
  readonly checkedIn: boolean
  readonly metres: number | null
}
interface Target {
  readonly plan: number
  readonly enterprise: number
  readonly dueOn: string
}
interface Plan {
  readonly id: number
  readonly name: string
  readonly kind: string
  readonly fromOn: string
  readonly untilOn: string
}
export interface VisitLedger {
  readonly now: number
  /** By enterprise: since when it is in the book, how it stood first, and each change. */
  readonly stood: ReadonlyMap<number, { openedAt: number; first: Standing; changes: readonly (Standing & { at: number })[] }>
  readonly visits: readonly Visit[]
  readonly found: readonly { id: number; enterprise: number; inspection: number }[]
  readonly plans: readonly Plan[]
  readonly targets: readonly Target[]
} // prettier-ignore

/** Reads what the figures of visits follow from, past every policy. */
export async function readVisits(owner: pg.Pool): Promise<VisitLedger> {
  const rows = async (text: string) => (await owner.query<Row>(text)).rows
  const stood = new Map<number, { openedAt: number; first: Standing; changes: (Standing & { at: number })[] }>()
  for (const row of await rows('select id, opened_at, class, status from enterprise'))
    stood.set(row.id as number, {
      openedAt: Date.parse(row.opened_at as string),
      first: { class: row.class as string | null, status: row.status as string },
      changes: [],
    })
  const history = await rows(`select row_id::int as id, changed_at, before ->> 'class' as former, before ->> 'status' as was,
    after ->> 'class' as class, after ->> 'status' as status from history where table_name = 'enterprise' and after is not null order by history.id`)
  for (const row of history) {
    const one = stood.get(row.id as number)
    if (!one) continue
    if (one.changes.length === 0) one.first = { class: row.former as string | null, status: row.was as string }
    one.changes.push({
      at: Date.parse(row.changed_at as string),
      class: row.class as string | null,
      status: row.status as string,
    })
  }
  const visits = await rows('select id, enterprise, inspector, inspector_account, kind, state, inspected_at, request, checked_in_at, distance_m from inspection')
  const [clock] = await rows('select app.now() as now')
  return {
    now: Date.parse(clock!.now as string),
    stood,
    visits: visits.map((row) => ({
      id: row.id as number,
      enterprise: row.enterprise as number,
      key: row.inspector_account === null ? `name-${row.inspector as string}` : `account-${row.inspector_account as number}`,
      name: row.inspector as string,
      kind: row.kind as string,
      finished: row.state === 'finished',
      at: Date.parse(row.inspected_at as string),
      here: row.request !== null,
      checkedIn: row.checked_in_at !== null,
      metres: row.distance_m as number | null,
    })),
    found: (await rows('select id, enterprise, inspection from hazard where inspection is not null')) as never,
    plans: (await rows(
      `select id, name, kind, from_on::text as "fromOn", until_on::text as "untilOn" from inspection_plan order by until_on desc, id desc`,
    )) as never,
    targets: (await rows('select plan, enterprise, due_on::text as "dueOn" from inspection_target')) as never,
  }
} // prettier-ignore

const sorted = new WeakMap<VisitLedger['visits'], ReadonlyMap<number, readonly Visit[]>>()
/** Visits of one enterprise, in the order of the book; sorted once, for the figures ask for those of every enterprise again and again. */
function visitsOf({ visits }: VisitLedger, id: number): readonly Visit[] {
  const known = sorted.get(visits)
  if (known) return known.get(id) ?? []
  const byEnterprise = new Map<number, Visit[]>()
  for (const visit of visits) {
    const own = byEnterprise.get(visit.enterprise)
    if (own) own.push(visit)
    else byEnterprise.set(visit.enterprise, [visit])
  }
  sorted.set(visits, byEnterprise)
  return byEnterprise.get(id) ?? []
}

const DAY = 86_400_000
const CHINA = 8 * 3_600_000
const CYCLE: Readonly<Record<string, number>> = { A: 1, B: 3, C: 6 }
const dayOf = (at: number) => new Date(at + CHINA).toISOString().slice(0, 10)

/** When a cycle of months since a visit is over: on the same day and time, or with the last day of a month that has no such day. */
export function cycleEnd(visit: number, months: number): number {
  const local = new Date(visit + CHINA)
  const month = local.getUTCFullYear() * 12 + local.getUTCMonth() + months
  const days = new Date(Date.UTC(Math.floor(month / 12), (month % 12) + 1, 0)).getUTCDate()
  const first = Date.UTC(Math.floor(month / 12), month % 12, 1) - CHINA
  if (local.getUTCDate() > days) return first + days * DAY
  return first + (local.getUTCDate() - 1) * DAY + (local.getTime() % DAY)
}

/** How an enterprise stands with its cycle. */
export function visitState(ledger: VisitLedger, id: number, name: string): 'overdue' | 'due' | 'done' {
  const past = visitsOf(ledger, id).filter((one) => one.finished && one.kind !== 'self' && one.at <= ledger.now) // prettier-ignore
  if (past.length === 0) return 'overdue'
  const end = cycleEnd(Math.max(...past.map(({ at }) => at)), CYCLE[name]!)
  if (end <= ledger.now) return 'overdue'
  return end <= ledger.now + 7 * DAY ? 'due' : 'done'
}

/** In which way a window that ended with a month counts an enterprise; undefined where there is none of it. */
function windowOf(ledger: VisitLedger, id: number, month: string): 'kept' | 'missed' | 'left-out' | undefined {
  const { stood, now } = ledger
  const end = monthStart(monthAfter(month)).getTime()
  const { openedAt, first, changes } = stood.get(id)!
  if (end > now || openedAt >= end) return undefined
  const before = (moment: number) => changes.findLast(({ at }) => at < moment) ?? first
  const last = before(end)
  const months = last.status === 'active' && last.class !== null ? CYCLE[last.class]! : 0
  const [year, number] = month.split('-').map(Number) as [number, number]
  if (months === 0 || number % months !== 0) return undefined
  const begun = new Date(Date.UTC(year, number - months, 1)).getTime() - CHINA
  const stands = ({ class: name, status }: Standing) => name === last.class && status === 'active'
  const within = changes.filter(({ at }) => at > begun && at < end)
  const settled = within.filter((one, at) => within[at + 1]?.at !== one.at)
  if (openedAt > begun || !stands(before(begun + 1)) || !settled.every(stands)) return 'left-out'
  return visitsOf(ledger, id).some((one) => one.finished && one.kind !== 'self' && one.at >= begun && one.at < end) ? 'kept' : 'missed' // prettier-ignore
}

/** Whether an enterprise was due a visit in a month, by its class as the month began, and had it; undefined where it was not due. */
function monthOf(ledger: VisitLedger, id: number, part: string): 'had' | 'missed' | undefined {
  const { stood, now } = ledger
  const [year, number] = part.split('-').map(Number) as [number, number]
  const first = (by: number) => Date.UTC(year, number - 1 + by, 1) - CHINA
  const { openedAt, first: begun, changes } = stood.get(id)!
  const start = changes.findLast(({ at }) => at <= first(0)) ?? begun
  const end = (first(1) <= now ? changes.findLast(({ at }) => at < first(1)) : changes.at(-1)) ?? begun
  if (first(0) > now || openedAt > first(0) || start.status !== 'active' || end.status !== 'active') return undefined
  if (start.class === null || (part.length > 7 && !part.endsWith(`-${start.class}`))) return undefined
  const seen = visitsOf(ledger, id).filter((one) => one.finished && one.kind !== 'self')
  const within = (from: number, until: number) => seen.some(({ at }) => at >= first(from) && at < first(until) && at <= now)
  if (within(1 - CYCLE[start.class]!, 0)) return undefined
  return within(0, 1) ? 'had' : 'missed'
} // prettier-ignore

const KINDS = ['patrol', 'enforcement', 'joint', 'expert', 'leader', 're-inspection']
/** The day on which an enterprise of a plan was first visited as it asks. */
function visitedOn(ledger: VisitLedger, { plan, enterprise }: Target): string | undefined {
  const { plans, now } = ledger
  const { kind, fromOn } = plans.find(({ id }) => id === plan)!
  const kinds = kind === 'campaign' ? KINDS : [kind]
  const days = visitsOf(ledger, enterprise).filter((one) => one.finished && kinds.includes(one.kind) && one.at <= now).map(({ at }) => dayOf(at)) // prettier-ignore
  return days.filter((day) => day >= fromOn).toSorted()[0]
}

const IDS = [
  'visits-overdue', 'visits-due', 'visits-done', 'frequency-kept', 'frequency-left-out', 'visits-made', 'visits-made-at', 'visits-found',
  'plan-visited', 'plan-late', 'plan-overdue', 'visits-unattended', 'visit-coverage',
] as const // prettier-ignore
export type VisitId = (typeof IDS)[number]
export const isOfVisits = (id: IndicatorId): id is VisitId => IDS.some((one) => one === id)

/** An enterprise as it is now. */
interface Now {
  readonly id: number
  readonly status: string
  readonly class: string | null
  readonly grid: number | null
}
interface Wanted {
  readonly id: VisitId
  readonly part: string
  readonly side: 'n' | 'of'
}

/** Ids of the rows that a part counts, of the enterprises that are asked for. */
export function visitRows(ledger: VisitLedger, rows: readonly Now[], { id, part, side }: Wanted): number[] {
  const own = new Set(rows.map((row) => row.id))
  if (id.startsWith('visits-made') || id === 'visits-found') {
    const made = madeOf(ledger, own).filter(({ key }) => part === 'all' || key === part)
    if (id === 'visits-made') return made.map((one) => one.id)
    if (id === 'visits-made-at') return [...new Set(made.map(({ enterprise }) => enterprise))]
    const ids = new Set(made.map((one) => one.id))
    return ledger.found.filter(({ inspection }) => ids.has(inspection)).map((one) => one.id)
  }
  if (id === 'visits-unattended') {
    const alone = ({ checkedIn, metres }: Visit) => !checkedIn || (metres ?? 0) > 1000
    return madeOf(ledger, own).filter((one) => one.here && (side === 'of' || alone(one))).map((one) => one.id) // prettier-ignore
  }
  if (id.startsWith('plan-')) {
    const targets = ledger.targets.filter(({ plan, enterprise }) => String(plan) === part && own.has(enterprise))
    const counts = (target: Target) => {
      const day = visitedOn(ledger, target)
      if (id === 'plan-visited') return side === 'of' || day !== undefined
      return id === 'plan-late' ? day !== undefined && day > target.dueOn : day === undefined && target.dueOn < dayOf(ledger.now) // prettier-ignore
    }
    return targets.filter(counts).map(({ enterprise }) => enterprise)
  }
  if (id === 'visit-coverage') {
    const wanted = side === 'n' ? ['had'] : ['had', 'missed']
    return [...own].filter((one) => wanted.includes(monthOf(ledger, one, part) ?? ''))
  }
  if (id.startsWith('frequency-')) {
    const wanted = id === 'frequency-left-out' ? ['left-out'] : side === 'n' ? ['kept'] : ['kept', 'missed']
    return [...own].filter((one) => wanted.includes(windowOf(ledger, one, part) ?? ''))
  }
  const inPart = ({ grid }: Now) => part === 'all' || String(grid ?? 0) === part
  return rows
    .filter((row) => row.status === 'active' && row.class !== null && inPart(row))
    .filter((row) => `visits-${visitState(ledger, row.id, row.class!)}` === id)
    .map((row) => row.id)
}

/** Visits of the last thirty days at these enterprises. */
const madeOf = ({ visits, now }: VisitLedger, own: ReadonlySet<number>) =>
  visits.filter((one) => own.has(one.enterprise) && one.finished && one.kind !== 'self' && one.at > now - 30 * DAY && one.at <= now) // prettier-ignore

/** Inspectors in the order in which a figure tells them, and plans, each with its name. */
export function inspectorsOf(ledger: VisitLedger, rows: readonly Now[]): { part: string; name: string }[] {
  const made = madeOf(ledger, new Set(rows.map(({ id }) => id)))
  const n = new Map<string, number>()
  for (const { key } of made) n.set(key, (n.get(key) ?? 0) + 1)
  const name = (key: string) => made.filter((one) => one.key === key).map((one) => one.name).toSorted().at(-1)! // prettier-ignore
  const bytes = (text: string) => Buffer.from(text)
  return [...n]
    .toSorted(([a, of], [b, other]) => other - of || Buffer.compare(bytes(a), bytes(b)))
    .slice(0, 100)
    .map(([part]) => ({ part, name: name(part) }))
}
/** Plans that somebody sees: the district all, everybody else those with enterprises in scope, a wall none. */
export const plansOf = ({ plans, targets }: VisitLedger, role: Role, visible: readonly { id: number }[]) =>
  plans
    .filter(({ id }) => {
      if (role === 'government' || role === 'wall') return role === 'government'
      return targets.some(({ plan, enterprise }) => plan === id && visible.some((row) => row.id === enterprise))
    })
    .map(({ id, name }) => ({ part: String(id), name }))
