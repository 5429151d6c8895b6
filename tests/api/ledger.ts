import type pg from 'pg'
import { type Answering, readAnswering } from './scoped/responsibleOracle.ts'
import { isComplete, judgeFiles } from './scoped/fileOracle.ts'
import { type DueThen, readDues } from './dueLog.ts'
import { type LoggedHazard, readLogs } from './scoped/loopOracle.ts'
import { readVisits, type VisitLedger } from './scoped/visitOracle.ts'

/*
 * The whole book in memory: what the oracle of scoped/filtering.ts filters. It shares nothing with the server but the tables.
 */

export interface KeptEnterprise {
  readonly id: number
  readonly identifier: string
  readonly name: string
  readonly initials: string
  readonly industry: string | null
  readonly status: string
  readonly class: string | null
  readonly risk: number | null
  readonly department: number | null
  readonly grid: number | null
  readonly place: number | null
  readonly standardization: number | null
  readonly x: number | null
  readonly y: number | null
  /** Metres of EPSG:3857. */
  readonly east: number | null
  readonly north: number | null
}
export interface KeptHazard {
  readonly id: number
  readonly enterprise: number
  readonly state: string
  readonly foundAt: Date
  readonly dueAt: Date
  /** By its log. */
  readonly dueThen: DueThen
  readonly closedAt: Date | null
}
export interface KeptSource {
  readonly id: number
  readonly enterprise: number
  readonly name: string
  readonly level: number | null
  readonly principal: string | null
  readonly east: number
  readonly north: number
}
/** A sensor, with how old its newest value is; null where it never sent any. */
interface KeptSensor {
  readonly id: number
  readonly enterprise: number
  readonly enabled: boolean
  readonly cadence: number
  readonly age: number | null
  /** Since when it is in use, epoch milliseconds; nothing in the book was switched since. */
  readonly since: number
}
interface KeptInspection {
  readonly id: number
  readonly enterprise: number
  readonly kind: string
  readonly at: Date
}

export interface Ledger {
  readonly enterprises: readonly KeptEnterprise[]
  readonly hazards: readonly KeptHazard[]
  readonly sources: readonly KeptSource[]
  readonly sensors: readonly KeptSensor[]
  readonly inspections: readonly KeptInspection[]
  readonly now: Date
  /** Who answers for sources, pledges, special works. */
  readonly answering: Answering
  /** Hazards as their logs tell them. */
  readonly logged: readonly LoggedHazard[]
  /** What the figures of visits follow from. */
  readonly visiting: VisitLedger
  /** Enterprises that have such a hazard at `now`. */
  readonly overdue: ReadonlySet<number>
  readonly dueSoon: ReadonlySet<number>
  /** Enterprises whose file is complete at `now`. */
  readonly complete: ReadonlySet<number>
  /** Enterprises whose file lacks something, or loses it within 90 days of `now`. */
  readonly fileDue: ReadonlySet<number>
  /** By enterprise; no entry where there is none. */
  readonly hazardsOf: ReadonlyMap<number, readonly KeptHazard[]>
}

type Row = Record<string, unknown>
const date = (text: unknown) => new Date(text as string)

function byEnterprise(hazards: readonly KeptHazard[]): Map<number, KeptHazard[]> {
  const found = new Map<number, KeptHazard[]>()
  for (const hazard of hazards) {
    const own = found.get(hazard.enterprise)
    if (own) own.push(hazard)
    else found.set(hazard.enterprise, [hazard])
  }
  return found
}

/** Reads the book past every policy. */
export async function readLedger(owner: pg.Pool): Promise<Ledger> {
  const rows = async (text: string) => (await owner.query<Row>(text)).rows
  const enterprises = await rows(
    `select id, identifier, name, initials, industry, status, class, risk, lead_department as department, grid, place,
       standardization, st_x(geom) as x, st_y(geom) as y, st_x(st_transform(geom, 3857)) as east, st_y(st_transform(geom, 3857)) as north
     from enterprise order by id`,
  )
  const found = await rows('select id, enterprise, state, found_at, due_at, closed_at from hazard')
  const inspections = await rows('select id, enterprise, kind, inspected_at from inspection')
  const sources = await rows(
    `select id, enterprise, name, level, principal, st_x(st_transform(geom, 3857)) as east, st_y(st_transform(geom, 3857)) as north
     from hazard_source`,
  )
  const [clock] = await rows('select app.now() as now')
  const now = date(clock?.now)
  const files = await judgeFiles(owner, now)
  const soon = await judgeFiles(owner, now, new Date(now.getTime() + 90 * 86_400_000))
  const dues = await readDues(owner)
  const hazards = found.map((row) => ({
    id: row.id as number,
    enterprise: row.enterprise as number,
    state: row.state as string,
    foundAt: date(row.found_at),
    dueAt: date(row.due_at),
    dueThen: dues.get(row.id as number)!,
    closedAt: row.closed_at === null ? null : date(row.closed_at),
  }))
  const owners = (counts: (row: KeptHazard, now: Date) => boolean) =>
    new Set(hazards.filter((row) => counts(row, now)).map(({ enterprise }) => enterprise))
  return {
    enterprises: enterprises as unknown as KeptEnterprise[],
    hazards,
    sources: sources as unknown as KeptSource[],
    sensors: (await rows(
      `select m.id, s.enterprise, m.enabled, m.cadence, extract(epoch from app.now() - n.at)::float8 as age,
          (select extract(epoch from min(v.from_at)) * 1000 from sensor_service v where v.sensor = m.id)::float8 as since
        from sensor m join hazard_source s on s.id = m.hazard_source left join sensor_now n on n.sensor = m.id where m.kind <> 'video'`,
    )) as unknown as KeptSensor[],
    inspections: inspections.map((row) => ({
      id: row.id as number,
      enterprise: row.enterprise as number,
      kind: row.kind as string,
      at: date(row.inspected_at),
    })),
    now,
    logged: await readLogs(owner),
    visiting: await readVisits(owner),
    answering: await readAnswering(owner, now),
    overdue: owners(isOverdue),
    dueSoon: owners(isDueSoon),
    complete: new Set([...files].flatMap(([id, verdicts]) => (isComplete(verdicts) ? [id] : []))),
    fileDue: new Set([...soon].flatMap(([id, verdicts]) => (isComplete(verdicts) ? [] : [id]))),
    hazardsOf: byEnterprise(hazards),
  }
}

export const isOpen = ({ state, closedAt }: KeptHazard) => closedAt === null && state !== 'voided'
export const isOverdue = (hazard: KeptHazard, now: Date) => isOpen(hazard) && hazard.dueAt < now
export const isDueSoon = (hazard: KeptHazard, now: Date) =>
  isOpen(hazard) && hazard.dueAt >= now && hazard.dueAt.getTime() < now.getTime() + 7 * 86_400_000
