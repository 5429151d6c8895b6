import { type Filter, RISKS, SOURCE_LEVELS } from '#core/contract/filter.ts'
import { type IndicatorId, INDICATORS } from '#core/contract/indicators.ts'
import { monthAfter, monthsBack, monthStart } from '#core/domain/calendar.ts'
import {
  isDueSoon,
  isOpen,
  isOverdue,
  type KeptEnterprise,
  type KeptHazard,
  type KeptSource,
  type Ledger,
} from '../ledger.ts'
import { coverageParts, coverageRows } from './coverageOracle.ts'
import { enterprisesOf } from './filtering.ts'
import { isOfLoop, loopRows, OPEN, rankedOf } from './loopOracle.ts'
import { stretchesOf, streetKeys, streetShare, toldOfStreets } from './patrolsOracle.ts'
import { placesOf, tenantsOf } from './placesOracle.ts'
import { answeringRows, isOfAnswering } from './responsibleOracle.ts'
import { type Eyes, SIGHTS } from './sights.ts'
import { inspectorsOf, isOfVisits, plansOf, visitRows, visitState } from './visitOracle.ts'
import type { KeptPlace, KeptStretch, KeptTenant, Territory } from './territory.ts'

/** The whole book in memory. */
export interface Book extends Ledger, Territory {
  /** Enterprises visited within the cycle of their class. */
  readonly visited: ReadonlySet<number>
}

/** What somebody sees of the book under a filter. */
export interface Seen {
  readonly rows: readonly KeptEnterprise[]
  readonly hazards: readonly KeptHazard[]
  /** Major hazard sources; a wanted level narrows the sources themselves, too. */
  readonly sources: readonly KeptSource[]
  /** Parks and towers, and tenants without a file. */
  readonly places: readonly KeptPlace[]
  readonly tenants: readonly KeptTenant[]
  readonly stretches: readonly KeptStretch[]
}

export function seenOf(book: Book, eyes: Eyes, filter: Filter): Seen {
  const rows = enterprisesOf(book, eyes, filter)
  const ids = new Set(rows.map(({ id }) => id))
  return {
    rows,
    hazards: book.hazards.filter(({ enterprise }) => ids.has(enterprise)),
    sources: book.sources.filter(
      ({ enterprise, level }) => ids.has(enterprise) && level !== null && (filter.sourceLevel?.includes(level) ?? true),
    ),
    places: placesOf(book, eyes, filter),
    tenants: tenantsOf(book, eyes, filter),
    stretches: stretchesOf(book, eyes, filter),
  }
}

const dueForVisit = (row: KeptEnterprise) => row.status === 'active' && row.class !== null && row.grid !== null

/** Enterprises visited within the cycle of their class. */
export function visitedOf({ enterprises, visiting }: Ledger): Set<number> {
  const kept = enterprises.filter((row) => dueForVisit(row) && visitState(visiting, row.id, row.class!) !== 'overdue')
  return new Set(kept.map(({ id }) => id))
}

/** The edges of a month of China, and min(end, now). */
function edges(month: string, now: Date) {
  const [start, end] = [monthStart(month), monthStart(monthAfter(month))]
  return { start, end, until: end < now ? end : now }
}

/** By the due time that was in force at the end of a month, or is now. */
const dueBy = ({ dueAt, dueThen }: KeptHazard, until: Date, now: Date) => (until < now ? dueThen(until) : dueAt)

type Side = 'n' | 'of'
type Counts = (row: KeptHazard) => boolean
const kept = ({ state }: KeptHazard) => state !== 'voided'

/** Whether a hazard is one of those that a part counts. */
const HAZARDS: { readonly [Id in IndicatorId]?: (now: Date, part: string, side: Side) => Counts } = {
  'hazards-new'(now, month) {
    const { start, end } = edges(month, now)
    return (row) => kept(row) && row.foundAt >= start && row.foundAt < end && row.foundAt <= now
  },
  'hazards-closed'(now, month) {
    const { start, end } = edges(month, now)
    return (row) => {
      const { closedAt } = row
      return kept(row) && closedAt !== null && closedAt >= start && closedAt < end && closedAt <= now
    }
  },
  'hazards-overdue'(now, month) {
    const { until } = edges(month, now)
    return (row) => kept(row) && dueBy(row, until, now) < until && (row.closedAt === null || row.closedAt > until)
  },
  'hazards-on-time'(now, month, side) {
    const { start, until } = edges(month, now)
    return (row) => {
      const due = dueBy(row, until, now)
      const onTime = row.closedAt !== null && row.closedAt <= due
      return kept(row) && due >= start && due < until && (side === 'of' || onTime)
    }
  },
  'hazards-open': () => isOpen,
  'hazards-overdue-now': (now) => (row) => isOverdue(row, now),
  'hazards-due-soon': (now) => (row) => isDueSoon(row, now),
}

/** In the book no reading ever came: a sensor counts by how long it was in use, ms, and its cadence; sensorQuality.test.ts has readings. */
export const QUALITY: Partial<Record<IndicatorId, (used: number, cadence: number) => boolean>> = {
  'online-today': (used) => used > 0,
  'online-month': (used) => used > 0,
  'readings-received': (used, cadence) => used >= 1000 * cadence,
  'readings-late': () => false,
  'readings-refused': () => false,
  'sensors-stuck': () => false,
  'clocks-skewed': () => false,
}

const DAY = 86_400_000
const CHINA = 8 * 3_600_000
/** Quality is counted until a whole minute. */
export const counted = (book: Pick<Book, 'now'>) => Math.floor(book.now.getTime() / 60_000) * 60_000
/** What a share is of, to the second: nothing was ever on line or received, so its amount is none. */
export function shareOf(book: Book, seen: Seen, id: IndicatorId, part: string): { n: number; of: number } {
  if (id === 'streets-unwalked') return streetShare(seen.stretches, part)
  const own = book.sensors.filter(
    ({ enterprise, enabled }) => enabled && seen.rows.some((row) => row.id === enterprise),
  )
  const now = counted(book)
  const spent = (most: number) =>
    own.reduce((sum, { since }) => sum + Math.max(0, Math.min(now - since, most)), 0) / 1000
  const expected = () =>
    own.reduce((sum, { since, cadence }) => sum + Math.max(0, Math.floor((now - since) / 1000 / cadence)), 0)
  if (id === 'online-today') return { n: 0, of: Math.round(spent((now + CHINA) % DAY)) }
  if (id === 'online-month') return { n: 0, of: Math.round(spent(Infinity)) }
  return { n: 0, of: id === 'readings-received' ? expected() : 0 }
}

const idsOf = (rows: readonly { readonly id: number }[]) => rows.map(({ id }) => id)

/** Shares of land and of nodes: the demo is whole, so all of what there is. */
export const LAND_SHARES = ['territory-coverage', 'people-coverage'] as const
export const isLandShare = (id: IndicatorId): id is (typeof LAND_SHARES)[number] =>
  LAND_SHARES.some((one) => one === id)
/** m² on the ellipsoid, or nodes, of which all are covered. */
export function landShareOf(book: Book, eyes: Eyes, filter: Filter, id: (typeof LAND_SHARES)[number]) {
  const nodes = book.grids.filter((row) => SIGHTS[eyes.role].grids(row, eyes) && (filter.grid?.includes(row.id) ?? true))
  const land = nodes.filter(({ level }) => level === 3).reduce((sum, { area }) => sum + area, 0)
  const ground = filter.grid || eyes.role === 'grid' ? land : book.district.area
  const of = id === 'people-coverage' ? nodes.length : Math.round(ground)
  return { n: of, of }
} // prettier-ignore

/** Ids of the rows that one side of one part of an indicator counts. */
export function rowsOfPart(
  book: Book,
  seen: Seen,
  { id, part, side }: { id: IndicatorId; part: string; side: Side },
): number[] {
  const counts = HAZARDS[id]?.(book.now, part, side)
  if (counts) return idsOf(seen.hazards.filter(counts))
  if (isOfLoop(id)) return loopRows(book, new Set(idsOf(seen.rows)), { id, part, side }).map((row) => row.id)
  if (id.startsWith('alarms-')) return [] // the book has no sensors; alarmFigures.test.ts counts alarms
  if (isOfVisits(id)) return visitRows(book.visiting, seen.rows, { id, part, side })
  if (isOfAnswering(id)) return answeringRows(book.answering, seen, id)
  if (isLandShare(id)) return []
  if (id === 'enterprise-coverage')
    return idsOf(seen.rows.filter(({ status, grid }) => status !== 'closed' && (side === 'of' || grid !== null)))
  if (id.startsWith('coverage-tasks-')) return [] // the book has no task; coverageTasks.test.ts has them
  if (id === 'coverage-faults') return coverageRows(book, seen, part)
  if (id === 'streets-unwalked') return streetKeys(seen.stretches, part).map(() => 0) // told apart by key, without an id
  if (id === 'places') return idsOf(seen.places)
  if (id === 'tenants-without-file') return idsOf(seen.tenants)
  if (id === 'hazard-source-levels')
    return idsOf(seen.sources.filter(({ level }) => part === 'all' || String(level) === part))
  if (id === 'grid-coverage') {
    const due = seen.rows.filter((row) => dueForVisit(row) && (part === 'all' || String(row.grid) === part))
    if (side === 'of') return idsOf(due)
    return idsOf(due.filter((row) => book.visited.has(row.id)))
  }
  const sensors = book.sensors.filter(({ enterprise }) => seen.rows.some((row) => row.id === enterprise))
  if (id === 'sensors-online')
    return idsOf(sensors.filter((one) => one.enabled && (side === 'of' || (one.age ?? Infinity) <= 2 * one.cadence)))
  if (id === 'sensors-silent')
    return idsOf(sensors.filter((one) => one.enabled && (one.age ?? Infinity) > 3 * one.cadence))
  if (id in QUALITY) {
    const own = sensors.filter(({ enterprise }) => part === 'all' || String(enterprise) === part)
    return idsOf(own.filter((one) => one.enabled && QUALITY[id]!(counted(book) - one.since, one.cadence)))
  }
  if (id === 'visits-overdue-a')
    return idsOf(seen.rows.filter((row) => dueForVisit(row) && row.class === 'A' && !book.visited.has(row.id)))
  if (id === 'risk-distribution') return idsOf(seen.rows.filter(({ risk }) => String(risk ?? 0) === part))
  if (id === 'standardization-passed') return idsOf(seen.rows.filter(({ standardization }) => standardization !== null))
  if (id === 'file-due') return idsOf(seen.rows.filter((row) => book.fileDue.has(row.id)))
  if (id === 'file-completeness' && side === 'n') return idsOf(seen.rows.filter((row) => book.complete.has(row.id)))
  return idsOf(seen.rows)
}

/** The last fourteen days of China, the running one included. */
export const lastDays = (now: Date) =>
  Array.from({ length: 14 }, (_, at) =>
    new Date(now.getTime() + (8 - (13 - at) * 24) * 3_600_000).toISOString().slice(0, 10),
  )

/** The parts of an indicator, in their order. */
export function partsOf(
  book: Book,
  eyes: Eyes,
  id: IndicatorId,
  { months, seen: rows }: { months: number; seen: Seen },
) {
  const { grids, now } = book
  const ranked = id === 'hazards-repeat' ? rankedOf(book, new Set(idsOf(rows.rows))) : []
  // of the proof and its tasks nothing is told to whoever may not read its rules
  if (isLandShare(id) || id.startsWith('coverage-tasks-')) return coverageParts(eyes).slice(0, 1)
  switch (INDICATORS[id].part) {
    case 'all':
      return ['all']
    case 'risk':
      return RISKS.map(String)
    case 'level':
      return ['all', ...SOURCE_LEVELS.map(String)]
    case 'month':
    case 'class-month':
      return monthsBack(now, months)
    case 'grid': {
      if (id === 'streets-unwalked' && !toldOfStreets(eyes)) return []
      const seen = grids.filter((row) => row.level === 3 && SIGHTS[eyes.role].grids(row, eyes))
      return ['all', ...idsOf(seen).map(String)]
    }
    case 'grid-or-none': {
      const seen = grids.filter((row) => row.level === 3 && SIGHTS[eyes.role].grids(row, eyes))
      return ['all', '0', ...idsOf(seen).map(String)]
    }
    case 'inspector':
      return ['all', ...inspectorsOf(book.visiting, rows.rows).map(({ part }) => part)]
    case 'plan':
      return plansOf(book.visiting, eyes.role, seenOf(book, eyes, {}).rows).map(({ part }) => part)
    case 'state':
      return [...OPEN]
    case 'alarm-kind':
      return ['high', 'low', 'rate', 'flat', 'silent', 'gateway']
    case 'alarm-cause':
      return ['process', 'equipment', 'leak', 'operation', 'instrument', 'communication', 'maintenance', 'other']
    case 'fault-kind':
      return coverageParts(eyes)
    case 'day':
      return lastDays(now)
    case 'enterprise':
      return ['all', ...ranked.map(({ part }) => part)]
  }
}
