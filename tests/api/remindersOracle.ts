import type pg from 'pg'
import { judgeFiles } from './scoped/fileOracle.ts'
import { type Answering, readAnswering } from './scoped/responsibleOracle.ts'

/*
 * Which reminders must be there by rule RM-1 as docs/reminders.md says it, from the rows in memory. It shares nothing with the server
 * but the tables.
 */

type Row = Readonly<Record<string, string | null>> & { readonly id: number; readonly enterprise: number }
interface Enterprise {
  readonly id: number
  readonly grid: number | null
  readonly department: number | null
  readonly strict: boolean
  readonly class: string | null
  readonly opened: string
  readonly standardized: string | null
  readonly override: string | null
}
/** What runs out, and when. */
type Term = readonly [kind: string, subject: string, lastDay: string]

const EIGHT_HOURS = 8 * 3_600_000
const DAY = 86_400_000
const dayOf = (moment: number) => new Date(moment + EIGHT_HOURS).toISOString().slice(0, 10)
const plusDays = (day: string, days: number) => new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10)
/** Months later, to the end of a shorter month. */
function plusMonths(moment: number, months: number): number {
  const local = new Date(moment + EIGHT_HOURS)
  const last = new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + months + 1, 0)).getUTCDate()
  const day = Math.min(local.getUTCDate(), last)
  const time = (moment + EIGHT_HOURS) % DAY
  return Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + months, day) + time - EIGHT_HOURS
}

function grouped<Of, Key>(rows: readonly Of[], keyOf: (row: Of) => Key): Map<Key, Of[]> {
  const groups = new Map<Key, Of[]>()
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row])
  return groups
}

/** Days by kind: those on which the enterprise, its grid and its department are told. */
const TOLD: Readonly<Record<string, readonly [enterprise: number[], grid: number[], department: number[]]>> = {
  licence: [[-90, -30, -7, 0, 1], [1], [7]],
  certificate: [[-30, -7, 0, 1], [1], [7]],
  equipment: [[-30, -7, 0, 1], [1], [7]],
  insurance: [[-30, -7, 0, 1], [1], [7]],
  drill: [[-30, -7, 0, 1], [1], [7]],
  standardization: [[-90, -30, -7, 0, 1], [1], [7]],
  assessment: [[-90, -30, -7, 0, 1], [1], [7]],
  filing: [[-7, 0, 1], [1], [7]],
  'responsible-check': [[-1, 0, 1], [1], [7]],
  gap: [[-7, 0, 1], [1], [7]],
  'supervisor-gap': [[], [1], [7]],
  visit: [[], [1], [30]],
  override: [[], [], [-30, -7, 0]],
}

/** Of each group the row that lasts longest; one without end lasts for ever. */
function newest(rows: readonly Row[], keys: readonly string[], column: string): Row[] {
  const groups = grouped(rows, (row) => keys.map((key) => row[key]).join('|'))
  const end = (row: Row) => row[column] ?? '9999-12-31'
  return [...groups.values()].map((group) => group.toSorted((a, b) => end(b).localeCompare(end(a)) || b.id - a.id)[0]!)
}

function termsOf(
  e: Enterprise,
  of: (table: string) => readonly Row[],
  now: number,
  { offices: checks, filings }: Answering,
): Term[] {
  const ends = (kind: string, rows: readonly Row[], column: string): Term[] =>
    rows.flatMap((row) => (row[column] ? [[kind, String(row.id), row[column]] as const] : []))
  const policies = of('insurance').filter((one) => !of('insurance').some((other) =>
    [other.until_on!, other.id].join('|').localeCompare([one.until_on!, one.id].join('|'), undefined, { numeric: true }) > 0
      && (other.from_on! <= plusDays(one.until_on!, 1) || other.from_on! <= dayOf(now)))) // prettier-ignore
  const drilled = of('emergency_plan').flatMap(({ drilled_on }) => (drilled_on && drilled_on <= dayOf(now) ? [drilled_on] : [])).sort().at(-1) // prettier-ignore
  const visits = of('inspection').flatMap(({ at }) => (Date.parse(at!) <= now ? [Date.parse(at!)] : []))
  const cycle = { A: 1, B: 3, C: 6 }[e.class ?? '']
  return [
    ...ends('licence', newest(of('licence'), ['kind'], 'expires_on'), 'expires_on'),
    ...ends('certificate', newest(of('certificate'), ['kind', 'holder', 'subject'], 'expires_on'), 'expires_on'),
    ...ends('equipment', of('special_equipment'), 'inspection_due_on'),
    ...ends('insurance', policies, 'until_on'),
    ...of('hazard_source').flatMap(({ id, at }): Term[] => (at ? [['assessment', String(id), dayOf(plusMonths(Date.parse(at), 36) - 1)]] : [])), // prettier-ignore
    ...checks
      .filter(({ enterprise, due }) => enterprise === e.id && due !== null)
      .map(({ source, office, due }): Term => ['responsible-check', `${source}-${office}`, due!]),
    ...filings
      .filter(({ enterprise }) => enterprise === e.id)
      .map(({ source, due }): Term => ['filing', String(source), due]),
    ...(drilled ? [['drill', 'plans', dayOf(plusMonths(Date.parse(`${drilled}T00:00:00+08:00`), e.strict ? 6 : 12))] as const] : []), // prettier-ignore
    ...(e.standardized ? [['standardization', 'standardization', e.standardized] as const] : []),
    ...(e.override ? [['override', 'class', e.override] as const] : []),
    ...(visits.length > 0 && cycle ? [['visit', 'inspections', dayOf(plusMonths(Math.max(...visits), cycle) - 1)] as const] : []), // prettier-ignore
  ]
}

const TABLES = {
  licence: 'kind, expires_on::text',
  certificate: 'kind, holder, subject, expires_on::text',
  special_equipment: 'inspection_due_on::text',
  insurance: 'from_on::text, until_on::text',
  emergency_plan: 'drilled_on::text',
  hazard_source: 'assessed_at as at',
  inspection: 'inspected_at as at',
} as const

/** Every reminder that must be there at `now` where none was made before, as text: enterprise, kind, subject, last day, side, days. */
export async function remindersDue(owner: pg.Pool, now: Date): Promise<string[]> {
  const { rows: enterprises } = await owner.query<Enterprise & { active: boolean }>(
    `select id, grid, lead_department as department, high_risk or crowded as strict, class, opened_at as opened, status = 'active' as active,
      standardization_until::text as standardized, class_override_until::text as override from enterprise where status <> 'closed'`,
  )
  const hanging = new Map<string, Map<number, Row[]>>()
  for (const [table, columns] of Object.entries(TABLES)) {
    const where = table === 'inspection' ? "where kind <> 'self'" : ''
    const { rows } = await owner.query<Row>(`select id, enterprise, ${columns} from ${table} ${where}`)
    hanging.set(
      table,
      grouped(rows, ({ enterprise }) => enterprise),
    )
  }
  const verdicts = await judgeFiles(owner, now)
  const answering = await readAnswering(owner, now)
  const today = dayOf(now.getTime())
  const due = new Set<string>()
  for (const e of enterprises) {
    const found = termsOf(e, (table) => hanging.get(table)?.get(e.id) ?? [], now.getTime(), answering)
    const terms = found.filter(([kind]) => kind !== 'visit' || e.active)
    for (const [section, verdict] of Object.entries(verdicts.get(e.id)!)) {
      const kind = ['class', 'hazards', 'inspections', 'penalties', 'accidents'].includes(section) ? 'supervisor-gap' : 'gap'
      if (verdict === 'missing') terms.push([kind, section, dayOf(Date.parse(e.opened) + 30 * DAY - 1)])
    }
    for (const [kind, subject, lastDay] of terms) {
      const sides = new Map<string, number>()
      TOLD[kind]!.forEach((days, at) => {
        const wanted = at === 1 && e.grid === null ? 2 : at
        const side = wanted === 2 && e.department === null ? 'district' : ['enterprise', 'grid', 'department'][wanted]!
        for (const day of days)
          if (plusDays(lastDay, day) <= today) sides.set(side, Math.max(day, sides.get(side) ?? -999))
      })
      for (const [side, days] of sides) due.add([e.id, kind, subject, lastDay, side, days].join(' '))
    }
  } // prettier-ignore
  return [...due].sort()
}
