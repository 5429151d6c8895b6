import type pg from 'pg'
import type { FileSectionName } from '#core/domain/fileSections.ts'
import { cycleEnd } from './visitOracle.ts'

/*
 * Which sections of which files answer, by rule EF-1 as docs/enterprise-file.md says it, from the rows in memory. It shares nothing
 * with the server but the tables.
 */

type Row = Readonly<Record<string, unknown>>
type Verdict = 'answers' | 'missing' | 'over' | 'not-applicable'
export type Verdicts = Readonly<Record<FileSectionName, Verdict>>

const EIGHT_HOURS = 8 * 3_600_000
/** `YYYY-MM-DD` in China. */
const dayOf = (moment: Date) => new Date(moment.getTime() + EIGHT_HOURS).toISOString().slice(0, 10)
/** Months later by the calendar of China, to the end of a shorter month. */
function monthsAfter(moment: Date, months: number): Date {
  const local = new Date(moment.getTime() + EIGHT_HOURS)
  const day = local.getUTCDate()
  local.setUTCDate(1)
  local.setUTCMonth(local.getUTCMonth() + months)
  const last = new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + 1, 0)).getUTCDate()
  local.setUTCDate(Math.min(day, last))
  return new Date(local.getTime() - EIGHT_HOURS)
}

/** What hangs on one enterprise, by table. */
type Hanging = (table: string) => readonly Row[]
const latestOf = (rows: readonly Row[], keys: readonly string[], column: string): string[] => {
  const best = new Map<string, string>()
  for (const row of rows) {
    const key = keys.map((name) => String(row[name])).join('|')
    const until = (row[column] as string | null) ?? '9999-12-31'
    if (until > (best.get(key) ?? '')) best.set(key, until)
  }
  return [...best.values()]
}

/** As of `now`; what holds must hold after `until`, too. */
function judge(e: Row, of: Hanging, now: Date, until: Date): Verdicts {
  const [today, last] = [dayOf(now), dayOf(until)]
  const holds = (days: readonly string[]) => days.every((day) => day >= last)
  const judged = (applies: boolean, there: boolean, valid = true): Verdict =>
    !applies ? 'not-applicable' : !there ? 'missing' : valid ? 'answers' : 'over'
  const [high, staff] = [e.high_risk as boolean, e.staff as number | null]
  const strict = high || (e.crowded as boolean)
  const offices = of('enterprise_person').map(({ office }) => office)
  const sources = of('hazard_source')
  const licences = of('licence')
  const kinds = licences.map(({ kind }) => kind)
  const chemical = sources.length > 0 || kinds.includes('dangerous-chemicals') || ['C25', 'C26', 'G594'].some((begin) => String(e.industry).startsWith(begin))
  const certificates = of('certificate')
  const certified = (kind: string) => certificates.some((row) => row.kind === kind)
  const says = (section: string) => of('file_declaration').some((row) => row.section === section)
  const equipment = of('special_equipment')
  const policies = of('insurance').filter(({ from_on }) => (from_on as string) <= today)
  const plans = of('emergency_plan')
  const drills = plans.map(({ drilled_on }) => drilled_on as string | null).filter((day) => day !== null && day <= today)
  const nextDrill = drills.map((day) => dayOf(monthsAfter(new Date(`${day}T00:00:00+08:00`), strict ? 6 : 12))).sort().at(-1)
  const visits = of('inspection').filter(({ kind, state, at }) => kind !== 'self' && state === 'finished' && (at as Date) <= now).map(({ at }) => (at as Date).getTime())
  const cycle = { A: 1, B: 3, C: 6 }[e.class as 'A']
  const staffed = (least: number, office: string) => judged(staff === null || staff >= least, staff !== null && offices.includes(office))
  return {
    identity: judged(true, e.industry !== null && staff !== null && (Boolean(e.address) || e.place !== null) && e.legal_person !== null),
    class: judged(true, e.class !== null),
    position: judged(true, e.placed === true && (e.fenced === true || sources.length === 0)),
    people: judged(true, offices.includes('responsible-person') && (e.safety_manager !== null || offices.includes('safety-manager'))),
    'safety-director': staffed(high ? 100 : 300, 'safety-director'),
    'safety-committee': staffed(high ? 300 : 1000, 'safety-committee'),
    licences: judged(true, kinds.includes('business') && (!chemical || kinds.includes('safety-production') || kinds.includes('dangerous-chemicals')), holds(latestOf(licences, ['kind'], 'expires_on'))),
    certificates: judged(certificates.length > 0 || (high && !says('certificates')), !high || (certified('responsible-person') && certified('safety-manager')), holds(latestOf(certificates, ['kind', 'holder', 'subject'], 'expires_on'))),
    'risk-points': judged(true, of('risk_point').length > 0),
    'hazard-sources': judged(chemical, sources.length > 0 && sources.every(({ at }) => at !== null), sources.every(({ at }) => at === null || monthsAfter(at as Date, 36) > until)),
    equipment: judged(equipment.length > 0 || !says('equipment'), equipment.length > 0, holds(equipment.map((row) => row.inspection_due_on as string))),
    insurance: judged(high || of('insurance').length > 0, policies.length > 0, policies.some((row) => (row.until_on as string) >= last)),
    funds: judged(high || of('safety_fund').length > 0, of('safety_fund').some(({ year }) => year === Number(today.slice(0, 4)) - 1)),
    plans: judged(true, plans.length > 0 && (!strict || plans.some(({ filed_on }) => filed_on !== null)) && drills.length > 0, (nextDrill ?? '') >= last),
    standardization: judged(high || e.standardization !== null, e.standardization !== null, e.until === null || (e.until as string) >= last),
    hazards: 'answers',
    inspections: judged(e.status === 'active', visits.length > 0, cycle === undefined || cycleEnd(Math.max(...visits), cycle) > until.getTime()),
    penalties: 'answers',
    accidents: 'answers',
  }
} // prettier-ignore

const HANGING: Readonly<Record<string, string>> = {
  enterprise_person: 'office',
  licence: 'kind, expires_on::text as expires_on',
  certificate: 'kind, holder, subject, expires_on::text as expires_on',
  special_equipment: 'inspection_due_on::text as inspection_due_on',
  insurance: 'from_on::text as from_on, until_on::text as until_on',
  safety_fund: 'year',
  emergency_plan: 'filed_on, drilled_on::text as drilled_on',
  file_declaration: 'section',
  risk_point: 'id',
  hazard_source: 'assessed_at as at',
  inspection: 'kind, state, inspected_at as at',
}

/** How every section of every file stands, read past every policy. */
export async function judgeFiles(owner: pg.Pool, now: Date, until = now): Promise<Map<number, Verdicts>> {
  const rows = new Map<string, Map<number, Row[]>>()
  for (const [table, columns] of Object.entries(HANGING)) {
    const byEnterprise = new Map<number, Row[]>()
    const { rows: found } = await owner.query<Row & { enterprise: number }>(`select enterprise, ${columns} from ${table}`)
    for (const row of found) {
      const dated = 'at' in row && row.at !== null ? { ...row, at: new Date(row.at as string) } : row
      byEnterprise.set(row.enterprise, [...(byEnterprise.get(row.enterprise) ?? []), dated])
    }
    rows.set(table, byEnterprise)
  }
  const { rows: enterprises } = await owner.query<Row & { id: number }>(
    `select id, industry, staff, address, place, legal_person, class, safety_manager, high_risk, crowded, status, standardization,
      geom is not null as placed, footprint is not null as fenced, standardization_until::text as until from enterprise`,
  )
  return new Map(enterprises.map((e) => [e.id, judge(e, (table) => rows.get(table)?.get(e.id) ?? [], now, until)]))
} // prettier-ignore

export const isComplete = (verdicts: Verdicts): boolean =>
  Object.values(verdicts).every((verdict) => verdict === 'answers' || verdict === 'not-applicable')
