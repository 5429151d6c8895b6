import type { QUALITY_INDICATORS } from '#core/contract/qualityIndicators.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { clockOff, type QUALITY_SINCE, qualityOf, refusedOf, stuck } from '../sums/sensorQuality.ts'
import type { OfOthers } from './part.ts'

/** Of all, or of one enterprise. */
const within = (enterprise: Sql, part: string) =>
  part === 'all' ? sql`true` : sql`${enterprise} = ${Number(part)}::integer`
const sensorsOf = (part: string) => within(sql`s.enterprise`, part)
/** Sensors of which a share was made: those in which `what` of the quality is above nothing. */
const counted = (span: keyof typeof QUALITY_SINCE, what: Sql) => (part: string, now: Sql) =>
  sql`${sensorsOf(part)} and m.id in (select q.sensor from ${qualityOf(sql`select o.id from sensor o join hazard_source h on h.id = o.hazard_source where ${within(sql`h.enterprise`, part)}`, span, now)} q where ${what} > 0)`

/** The rows of each figure of quality, over the sensor `m` of the source `s`, or the enterprise `e`. */
export const QUALITY_DEFINITIONS = {
  'online-today': { rows: 'sensor', where: counted('today', sql`q.served`) },
  'online-month': { rows: 'sensor', where: counted('month', sql`q.served`) },
  'readings-received': { rows: 'sensor', where: counted('month', sql`q.expected + q.received`) },
  'readings-late': { rows: 'sensor', where: counted('month', sql`q.late`) },
  'readings-refused': {
    rows: 'enterprise',
    where: (part, now) => sql`${within(sql`e.id`, part)} and ${refusedOf(sql`e.id`, 'month', now)} > 0`,
  },
  'sensors-stuck': { rows: 'sensor', where: (part) => sql`${sensorsOf(part)} and ${stuck}` },
  'clocks-skewed': {
    rows: 'enterprise',
    where: (part) =>
      sql`${within(sql`e.id`, part)} and exists (select from gateway g where g.enterprise = e.id and ${clockOff})`,
  },
} as const satisfies { readonly [Id in keyof typeof QUALITY_INDICATORS]: OfOthers }
