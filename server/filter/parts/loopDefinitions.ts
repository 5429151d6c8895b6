import { CLOCK_DAYS, type LOOP_INDICATORS } from '#core/contract/loopIndicators.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { hazardOpen } from '../predicate.ts'
import type { OfHazards } from './part.ts'

const kept = sql`h.state <> 'voided'`
const yearBefore = (moment: Sql) =>
  sql`((${moment} at time zone 'Asia/Shanghai' - interval '1 year') at time zone 'Asia/Shanghai')`
/** Found within the year before now. */
const ofTheYear = (now: Sql) => sql`${kept} and h.found_at > ${yearBefore(now)} and h.found_at <= ${now}`
/** A moment within the days before now in which clocks are counted. */
const lately = (moment: Sql, now: Sql) =>
  sql`${moment} > ${now} - ${CLOCK_DAYS * 24}::int * interval '1 hour' and ${moment} <= ${now}`

/** A hazard `o` before `h` of the same kind at the same enterprise, within a year: of which `h` is the repeat. The latest is its `repeat_of`. */
export const alikeBefore = sql`o.enterprise = h.enterprise and o.kind = h.kind and o.state <> 'voided'
  and (o.found_at, o.id) < (h.found_at, h.id) and o.found_at > ${yearBefore(sql`h.found_at`)}`

/**
 * The rows of each part of each figure of the loop. A clock counts where its log has both ends, in their order: records that correct a
 * hazard beside the loop may leave them otherwise.
 */
export const LOOP_DEFINITIONS = {
  'clock-dispatch': {
    rows: 'hazard',
    order: 'dispatched',
    where: ({ now }) => sql`${kept} and ${lately(sql`h.dispatched_at`, now)} and h.dispatched_at >= h.found_at`,
    span: () => sql`h.dispatched_at - h.found_at`,
  },
  'clock-submit': {
    rows: 'hazard',
    order: 'submitted',
    where: ({ now }) => sql`h.state in ('pending-review', 'closed') and ${lately(sql`h.submitted_at`, now)}
      and h.submitted_at >= h.dispatched_at`,
    span: () => sql`h.submitted_at - h.dispatched_at`,
  },
  'clock-close': {
    rows: 'hazard',
    order: 'closed',
    where: ({ now }) => sql`${lately(sql`h.closed_at`, now)} and h.closed_at >= h.submitted_at`,
    span: () => sql`h.closed_at - h.submitted_at`,
  },
  'review-waiting': {
    rows: 'hazard',
    order: 'submitted',
    where: ({ now }) => sql`${hazardOpen} and h.state = 'pending-review' and h.submitted_at <= ${now}`,
    span: ({ now }) => sql`${now} - h.submitted_at`,
  },
  'hazards-rectified': {
    rows: 'hazard',
    order: 'due',
    byDue: true,
    where: ({ start, until, due }, side) =>
      sql`${kept} and ${due} >= ${start} and ${due} < ${until} and ${side === 'n' ? sql`h.closed_at <= ${until}` : sql`true`}`,
  },
  'hazards-settled': {
    rows: 'hazard',
    order: 'due',
    byDue: true,
    where: ({ now, start, end, until, due }, side) => {
      const closed = sql`(h.closed_at >= ${start} and h.closed_at < ${end} and h.closed_at <= ${now})`
      if (side === 'n') return closed
      return sql`${kept} and (${closed} or (${due} < ${until} and (h.closed_at is null or h.closed_at > ${until})))`
    },
  },
  'hazards-review-late': {
    rows: 'hazard',
    order: 'due',
    byDue: true,
    where: ({ start, until, due }) =>
      sql`h.state in ('pending-review', 'closed') and ${due} >= ${start} and ${due} < ${until}
      and h.submitted_at <= ${due} and (h.closed_at is null or h.closed_at > ${due})`,
  },
  'hazards-repeat': {
    rows: 'hazard',
    order: 'found',
    where: ({ now }, _, part) => sql`${ofTheYear(now)} and h.repeat_of is not null
      and ${part === 'all' ? sql`true` : sql`h.enterprise = ${Number(part)}::integer`}`,
  },
  'hazards-rebound': {
    rows: 'hazard',
    order: 'found',
    where: ({ now }) => sql`${ofTheYear(now)} and h.rebound_of is not null`,
  },
  'hazards-state': {
    rows: 'hazard',
    order: 'due',
    where: (_, __, part) => sql`${hazardOpen} and h.state = ${part}`,
  },
} as const satisfies { readonly [Id in keyof typeof LOOP_INDICATORS]: OfHazards }
