import type pg from 'pg'
import { type DueThen, readDues } from './dueLog.ts'

/*
 * The roll-ups counted in memory from nothing but enterprises, inspections and hazards, by another hand than the SQL that keeps
 * them and than the SQL that rebuilds them, which share their sums.
 */

/** Dimensions from the least bit of a lens to the greatest. */
const DIMENSIONS = ['division', 'risk', 'class', 'department', 'grid', 'cell'] as const
type Dimension = (typeof DIMENSIONS)[number]
type Keys = Readonly<Record<Dimension, string | number>>

/** Each table: its moment, its measures, and the dimensions that each of its lenses keeps. */
const TABLES = {
  enterprise_count: {
    moment: undefined,
    measures: ['n', 'passed', 'active'],
    lenses: ['class risk', 'department class risk', 'class risk division', 'grid class risk', 'grid department class risk', 'grid department class risk division', 'cell grid', 'cell grid class risk'],
  },
  visit_day: { moment: 'day', measures: ['n'], lenses: ['grid class', 'grid class risk', 'grid department class'] },
  hazard_month: {
    moment: 'month',
    measures: ['recorded', 'found', 'closed', 'due', 'on_time', 'settled', 'open'],
    lenses: ['class risk', 'department class risk', 'grid class risk', 'class risk division', 'grid department class risk', 'cell grid'],
  },
  hazard_day: {
    moment: 'day',
    measures: ['due', 'on_time', 'open'],
    lenses: ['class risk', 'grid class risk', 'department class risk', 'division'],
  },
} as const // prettier-ignore
type Table = keyof typeof TABLES
/** Rows of each table as sorted text: lens, moment, dimensions, measures. */
type Rollups = Readonly<Record<Table, readonly string[]>>

/** One thing that counts: where, when, and how much of each measure. */
type Fact = readonly [keys: Keys, moment: string, amounts: Readonly<Record<string, number>>]

const dayFormat = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' })
const dayOf = (moment: Date) => dayFormat.format(moment)
const monthOf = (moment: Date) => `${dayOf(moment).slice(0, 7)}-01`
const monthAfter = (month: string) => {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, '0')}-01`
}

const endOf = (month: string) => new Date(`${monthAfter(month)}T00:00:00+08:00`)

/**
 * Month by month, from before anything can have been due until nothing changes any more: whether a hazard was due in it by the due time of its
 * end, closed by then, and overdue at its end; settled is by what the overdue ones grew less than those due.
 */
function monthEnds(
  keys: Keys,
  dueThen: DueThen,
  { from, to, closed }: { from: Date; to: Date; closed: Date | null },
): Fact[] {
  const facts: Fact[] = []
  let overdueBefore = 0
  for (let month = monthOf(from); month <= monthAfter(monthOf(to)); month = monthAfter(month)) {
    const end = endOf(month)
    const due = dueThen(end)
    const dueIn = monthOf(due) === month ? 1 : 0
    const overdue = due < end && !(closed && closed <= end) ? 1 : 0
    const settled = dueIn - (overdue - overdueBefore)
    facts.push([keys, month, { due: dueIn, on_time: dueIn && closed && closed <= due ? 1 : 0, settled }])
    overdueBefore = overdue
  }
  return facts
}

function summed(table: Table, facts: readonly Fact[]): string[] {
  const { lenses, measures } = TABLES[table]
  const sums = new Map<string, number[]>()
  for (const lens of lenses) {
    const kept = lens.split(' ')
    const number = DIMENSIONS.reduce((bits, name, at) => bits + (kept.includes(name) ? 0 : 2 ** at), 0)
    for (const [keys, moment, amounts] of facts) {
      const parts = DIMENSIONS.map((name) => (kept.includes(name) ? keys[name] : name === 'class' || name === 'division' ? '' : 0))
      const key = [number, moment, ...parts].join('|')
      const before = sums.get(key) ?? measures.map(() => 0)
      sums.set(key, before.map((sum, at) => sum + (amounts[measures[at]!] ?? 0))) // prettier-ignore
    }
  }
  return [...sums]
    .filter(([, amounts]) => amounts.some((amount) => amount !== 0))
    .map(([key, amounts]) => `${key}: ${amounts.join(' ')}`)
    .sort()
} // prettier-ignore

type Row = Record<string, unknown>
const dateOf = (value: unknown) => new Date(value as string)

/** Where an enterprise counts. A hundred cells, a power of two to a degree, span the district. */
function keysOf(row: Row, span: number): Keys {
  const scale = 2 ** Math.min(10, Math.max(0, Math.round(Math.log2(100 / span))))
  const step = (degrees: number, from: number) => Math.floor(degrees * scale) + from * scale
  return {
    division: String(row.industry ?? '').slice(0, 3),
    risk: Number(row.risk ?? 0),
    class: String(row.class ?? ''),
    department: Number(row.lead_department ?? 0),
    grid: Number(row.grid ?? 0),
    cell: row.x === null ? 0 : step(Number(row.x), 180) * 262_144 + step(Number(row.y), 90),
  }
}

function hazardFacts(
  keys: Keys,
  row: Row,
  { dueThen, last }: { dueThen: DueThen; last: Date },
): { months: Fact[]; days: Fact[] } {
  const [found, due] = [dateOf(row.found_at), dateOf(row.due_at)]
  const closed = row.closed_at === null ? null : dateOf(row.closed_at)
  const kept = row.state === 'voided' ? 0 : 1
  const onTime = closed !== null && closed <= due ? 1 : 0
  const open = closed === null ? kept : 0
  const months: Fact[] = [
    [keys, monthOf(found), { recorded: 1, found: kept }],
    [keys, monthOf(due), { open }],
  ]
  if (closed) months.push([keys, monthOf(closed), { closed: 1 }])
  const to = new Date(Math.max(due.getTime(), last.getTime(), closed?.getTime() ?? 0))
  if (kept) months.push(...monthEnds(keys, dueThen, { from: found, to, closed }))
  return { months, days: kept ? [[keys, dayOf(due), { due: 1, on_time: onTime, open }]] : [] }
}

/** What the roll-ups must hold, counted from the rows. */
export async function countedRollups(owner: pg.Pool): Promise<Rollups> {
  const rows = async (text: string) => (await owner.query<Row>(text)).rows
  const [extent] = await rows(
    'select greatest(max(st_xmax(geom)) - min(st_xmin(geom)), max(st_ymax(geom)) - min(st_ymin(geom))) as span from district',
  )
  const enterprises = await rows('select *, st_x(geom) as x, st_y(geom) as y from enterprise')
  const keys = new Map(enterprises.map((row) => [row.id, keysOf(row, Number(extent?.span))]))
  const visited = new Map<unknown, Date>()
  for (const { enterprise, inspected_at } of await rows("select * from inspection where kind <> 'self' order by inspected_at"))
    visited.set(enterprise, dateOf(inspected_at))
  const dues = await readDues(owner)
  const lasts = new Map((await rows('select hazard, greatest(max(at), max(due_at)) as last from hazard_event group by hazard')).map((row) => [row.hazard, dateOf(row.last)]))
  const hazards = (await rows('select * from hazard')).map((row) =>
    hazardFacts(keys.get(row.enterprise)!, row, { dueThen: dues.get(row.id as number)!, last: lasts.get(row.id)! }),
  )
  const counts = enterprises.map((row): Fact => [
    keys.get(row.id)!,
    '',
    { n: 1, passed: row.standardization === null ? 0 : 1, active: row.status === 'active' ? 1 : 0 },
  ])
  const visits = enterprises
    .filter(({ id, status, class: letter, grid }) => visited.has(id) && status === 'active' && letter !== null && grid !== null)
    .map(({ id }): Fact => [keys.get(id)!, dayOf(visited.get(id)!), { n: 1 }])
  return {
    enterprise_count: summed('enterprise_count', counts),
    visit_day: summed('visit_day', visits),
    hazard_month: summed('hazard_month', hazards.flatMap(({ months }) => months)),
    hazard_day: summed('hazard_day', hazards.flatMap(({ days }) => days)),
  }
} // prettier-ignore

/** What the tables hold, rows of nothing but zeros left out. */
export async function keptRollups(owner: pg.Pool): Promise<Rollups> {
  const entries = await Promise.all(
    Object.entries(TABLES).map(async ([table, { moment, measures }]) => {
      const missing: readonly string[] =
        table === 'visit_day' ? ['division', 'cell'] : table === 'hazard_day' ? ['cell'] : []
      const { rows } = await owner.query<Row>(`select *, ${moment ? `${moment}::text` : "''"} as moment from ${table}`)
      const lines = rows
        .filter((row) => measures.some((name) => row[name] !== 0))
        .map((row) => {
          const parts = DIMENSIONS.map((name) => (missing.includes(name) ? (name === 'division' ? '' : 0) : row[name]))
          return `${[row.lens, row.moment, ...parts].join('|')}: ${measures.map((name) => row[name]).join(' ')}`
        })
      return [table, lines.sort()]
    }),
  )
  return Object.fromEntries(entries) as Rollups
} // prettier-ignore

/** Hazards by enterprise, grid and department: counted in memory, and kept. */
export async function hazardsHeld(owner: pg.Pool): Promise<{ counted: readonly string[]; kept: readonly string[] }> {
  const sums = new Map<string, [recorded: number, closed: number]>()
  const hazards = await owner.query<Row>(
    'select h.enterprise, e.grid, e.lead_department, h.closed_at from hazard h join enterprise e on e.id = h.enterprise',
  )
  for (const { enterprise, grid, lead_department: department, closed_at: closed } of hazards.rows) {
    const key = [enterprise, Number(grid ?? 0), Number(department ?? 0)].join('|')
    const [all, done] = sums.get(key) ?? [0, 0]
    sums.set(key, [all + 1, done + (closed === null ? 0 : 1)])
  }
  const { rows } = await owner.query<Row>('select * from enterprise_hazards where (recorded, closed) <> (0, 0)')
  const line = ([key, amounts]: [string, readonly unknown[]]) => `${key}: ${amounts.join(' ')}`
  const kept = rows.map((row) =>
    line([[row.enterprise, row.grid, row.department].join('|'), [row.recorded, row.closed]]),
  )
  return { counted: [...sums].map(line).sort(), kept: kept.sort() }
}
