import type { IndicatorId } from '#core/contract/indicators.ts'
import { sql } from '../../db/sql.ts'
import { fileComplete, fileDue } from '../file/sections.ts'
import { COVERAGE_TASK_DEFINITIONS } from './coverageTaskDefinitions.ts'
import { hazardDueSoonAt, hazardOpen, hazardOverdueAt } from '../predicate.ts'
import { ALARM_DEFINITIONS } from './alarmDefinitions.ts'
import { ASSIGNMENT_DEFINITIONS } from './assignmentDefinitions.ts'
import { ATTENDANCE_DEFINITIONS } from './attendanceDefinitions.ts'
import { COVERAGE_RATE_DEFINITIONS } from './coverageRates.ts'
import { LOOP_DEFINITIONS } from './loopDefinitions.ts'
import { RESPONSIBLE_DEFINITIONS } from './responsibleDefinitions.ts'
import { QUALITY_DEFINITIONS } from './qualityDefinitions.ts'
import { SENSOR_DEFINITIONS } from './sensorDefinitions.ts'
import type { OfAlarms, OfFaults, OfHazards, OfOthers, OfStreets } from './part.ts'
import { VISIT_DEFINITIONS } from './visitDefinitions.ts'
import { coverable, visited } from './visits.ts'

const kept = sql`h.state <> 'voided'`

const everyEnterprise = { rows: 'enterprise', where: () => sql`true` } as const

/**
 * The rows of each part of each figure: exactly those that the figure counts. How they are counted fast is said in
 * server/features/indicators/figures.ts, and the tests hold the two against each other.
 */
export const DEFINITIONS = {
  enterprises: everyEnterprise,
  'risk-distribution': {
    rows: 'enterprise',
    where: (part) => sql`e.urgency = ${part === '0' ? 5 : Number(part)}::smallint`,
  },
  'hazard-source-levels': {
    rows: 'hazard-source',
    where: (part) => (part === 'all' ? sql`s.level is not null` : sql`s.level = ${Number(part)}::smallint`),
  },
  'hazards-new': {
    rows: 'hazard',
    order: 'found',
    where: ({ now, start, end }) =>
      sql`${kept} and h.found_at >= ${start} and h.found_at < ${end} and h.found_at <= ${now}`,
  },
  'hazards-closed': {
    rows: 'hazard',
    order: 'closed',
    where: ({ now, start, end }) => sql`h.closed_at >= ${start} and h.closed_at < ${end} and h.closed_at <= ${now}`,
  },
  'hazards-overdue': {
    rows: 'hazard',
    order: 'due',
    byDue: true,
    where: ({ until, due }) => sql`${kept} and ${due} < ${until} and (h.closed_at is null or h.closed_at > ${until})`,
  },
  'hazards-on-time': {
    rows: 'hazard',
    order: 'due',
    byDue: true,
    where: ({ start, until, due }, side) =>
      sql`${kept} and ${due} >= ${start} and ${due} < ${until} and ${side === 'n' ? sql`h.closed_at <= ${due}` : sql`true`}`,
  },
  'hazards-open': { rows: 'hazard', order: 'due', where: () => hazardOpen },
  'hazards-overdue-now': { rows: 'hazard', order: 'due', where: ({ now }) => hazardOverdueAt(now) },
  'hazards-due-soon': { rows: 'hazard', order: 'due', where: ({ now }) => hazardDueSoonAt(now) },
  'grid-coverage': {
    rows: 'enterprise',
    where: (part, now, side) =>
      sql`${coverable} and ${part === 'all' ? sql`true` : sql`e.grid = ${Number(part)}::integer`}
        and ${side === 'n' ? visited(now) : sql`true`}`,
  },
  'standardization-passed': { rows: 'enterprise', where: () => sql`e.standardization is not null` },
  'file-completeness': {
    rows: 'enterprise',
    where: (_, now, side) => (side === 'n' ? fileComplete(now) : sql`true`),
  },
  places: { rows: 'place', where: () => sql`true` },
  'tenants-without-file': { rows: 'tenant', where: () => sql`true` },
  'file-due': { rows: 'enterprise', where: (_, now) => fileDue(now) },
  ...LOOP_DEFINITIONS,
  ...VISIT_DEFINITIONS,
  ...ATTENDANCE_DEFINITIONS,
  ...RESPONSIBLE_DEFINITIONS,
  ...ASSIGNMENT_DEFINITIONS,
  ...SENSOR_DEFINITIONS,
  ...QUALITY_DEFINITIONS,
  ...ALARM_DEFINITIONS,
  'coverage-faults': { rows: 'fault' },
  'streets-unwalked': { rows: 'street' },
  ...COVERAGE_RATE_DEFINITIONS,
  ...COVERAGE_TASK_DEFINITIONS,
  'hazards-overdue-major': {
    rows: 'hazard',
    order: 'due',
    where: ({ now }) => sql`${hazardOverdueAt(now)} and h.major`,
  },
  'visits-overdue-a': {
    rows: 'enterprise',
    where: (_, now) => sql`${coverable} and e.class = 'A' and not coalesce(${visited(now)}, false)`,
  },
} as const satisfies { readonly [Id in IndicatorId]: OfHazards | OfOthers | OfAlarms | OfFaults | OfStreets }
