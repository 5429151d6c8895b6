import type pg from 'pg'
import type { Filter } from '#core/contract/filter.ts'
import type { Actor } from '../../server/db/actor.ts'

/*
 * The whole book in memory, and the filter written once more in plain arithmetic: the oracle that the SQL is held against.
 * It shares nothing with the server but the meaning of a filter.
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
}
export interface KeptHazard {
  readonly id: number
  readonly enterprise: number
  readonly state: string
  readonly foundAt: Date
  readonly dueAt: Date
  readonly closedAt: Date | null
}
interface KeptSource {
  readonly id: number
  readonly enterprise: number
  readonly level: number | null
}
interface KeptInspection {
  readonly enterprise: number
  readonly kind: string
  readonly at: Date
}

export interface Ledger {
  readonly enterprises: readonly KeptEnterprise[]
  readonly hazards: readonly KeptHazard[]
  readonly sources: readonly KeptSource[]
  readonly inspections: readonly KeptInspection[]
  readonly now: Date
}

type Row = Record<string, unknown>
const date = (text: unknown) => new Date(text as string)

/** Reads the book past every policy. */
export async function readLedger(owner: pg.Pool): Promise<Ledger> {
  const rows = async (text: string) => (await owner.query<Row>(text)).rows
  const enterprises = await rows(
    `select id, identifier, name, initials, industry, status, class, risk, lead_department as department, grid, place,
       standardization, st_x(geom) as x, st_y(geom) as y from enterprise`,
  )
  const hazards = await rows('select id, enterprise, state, found_at, due_at, closed_at from hazard')
  const inspections = await rows('select enterprise, kind, inspected_at from inspection')
  const [clock] = await rows('select app.now() as now')
  return {
    enterprises: enterprises as unknown as KeptEnterprise[],
    hazards: hazards.map((row) => ({
      id: row.id as number,
      enterprise: row.enterprise as number,
      state: row.state as string,
      foundAt: date(row.found_at),
      dueAt: date(row.due_at),
      closedAt: row.closed_at === null ? null : date(row.closed_at),
    })),
    sources: (await rows('select id, enterprise, level from hazard_source')) as unknown as KeptSource[],
    inspections: inspections.map((row) => ({
      enterprise: row.enterprise as number,
      kind: row.kind as string,
      at: date(row.inspected_at),
    })),
    now: date(clock?.now),
  }
}

/** Whose enterprises an actor sees. */
export function inScopeOf({ role, grids, department, enterprise }: Actor, row: KeptEnterprise): boolean {
  if (role === 'government') return true
  if (role === 'department') return row.department === department
  if (role === 'grid') return row.grid !== null && grids.includes(row.grid)
  return role === 'enterprise' && row.id === enterprise
}

export const isOpen = ({ state, closedAt }: KeptHazard) => closedAt === null && state !== 'voided'
export const isOverdue = (hazard: KeptHazard, now: Date) => isOpen(hazard) && hazard.dueAt < now
export const isDueSoon = (hazard: KeptHazard, now: Date) =>
  isOpen(hazard) && hazard.dueAt >= now && hazard.dueAt.getTime() < now.getTime() + 7 * 86_400_000

/** Even-odd rule, by crossings of a ray to the east. */
function inRing(corners: readonly (readonly number[])[], x: number, y: number): boolean {
  let inside = false
  corners.forEach(([x1 = 0, y1 = 0], at) => {
    const [x2 = 0, y2 = 0] = corners[(at + 1) % corners.length] ?? []
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside
  })
  return inside
}

const oneOf = (values: readonly number[], value: number | null) => values.includes(value ?? 0)

/** Enterprises of an actor and a filter. */
export function enterprisesOf(ledger: Ledger, actor: Actor, filter: Filter): KeptEnterprise[] {
  const owners = <Row extends { readonly enterprise: number }>(rows: readonly Row[], counts: (row: Row) => boolean) =>
    new Set(rows.filter(counts).map(({ enterprise }) => enterprise))
  const overdue = owners(ledger.hazards, (row) => isOverdue(row, ledger.now))
  const dueSoon = owners(ledger.hazards, (row) => isDueSoon(row, ledger.now))
  const levelled = owners(ledger.sources, ({ level }) => level !== null && filter.sourceLevel?.includes(level) === true)
  const text = filter.search?.toLowerCase()
  return ledger.enterprises.filter((row) => {
    const { x, y } = row
    if (!inScopeOf(actor, row)) return false
    if (filter.class && !filter.class.some((name) => name === row.class)) return false
    if (filter.risk && !oneOf(filter.risk, row.risk)) return false
    if (filter.industry && !filter.industry.some((code) => row.industry?.startsWith(code))) return false
    if (filter.department && !oneOf(filter.department, row.department)) return false
    if (filter.grid && !oneOf(filter.grid, row.grid)) return false
    if (filter.place && !oneOf(filter.place, row.place)) return false
    if (filter.sourceLevel && !levelled.has(row.id)) return false
    if (filter.overdue && !overdue.has(row.id)) return false
    if (filter.dueSoon && !dueSoon.has(row.id)) return false
    const texts = [row.name.toLowerCase(), row.initials]
    if (text && !texts.some((held) => held.includes(text)) && !row.identifier.toLowerCase().startsWith(text))
      return false
    if ((filter.bbox || filter.polygon) && (x === null || y === null)) return false
    if (filter.bbox) {
      const [west, south, east, north] = filter.bbox
      if (x! < west || x! > east || y! < south || y! > north) return false
    }
    return !filter.polygon || inRing(filter.polygon, x!, y!)
  })
}

/** Worst risk first, then by id: the order of every list of enterprises. */
export const worstFirst = (rows: readonly KeptEnterprise[]): number[] =>
  [...rows].sort((a, b) => (a.risk ?? 5) - (b.risk ?? 5) || a.id - b.id).map(({ id }) => id)
