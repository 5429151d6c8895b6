import { type Sql, sql } from '../../db/sql.ts'

/** Targets `t` of the plan `p` with the inspection that did what it asks for: the first finished one of its kinds, from its first day on. */
export const planTargets = sql`inspection_target t join inspection_plan p on p.id = t.plan
  left join lateral (select i.id, i.request, i.kind, i.inspector, i.inspected_at from inspection i
    where i.enterprise = t.enterprise and i.kind = any (app.plan_kinds(p.kind)) and i.state = 'finished'
      and app.day_of(i.inspected_at) >= p.from_on and i.inspected_at <= app.now()
    order by i.inspected_at, i.id limit 1) by_visit on true`

/** Visited as the plan asks, in time or late. */
export const targetVisited = sql`by_visit.id is not null`
/** Visited, but after the day. */
export const targetLate = sql`coalesce(app.day_of(by_visit.inspected_at) > t.due_on, false)`
/** The day is over and nobody came. */
export const targetOverdue = sql`(by_visit.id is null and t.due_on < app.day_of(app.now()))`

/** An enterprise `e` of a plan that stands so. */
const ofPlan = (part: string, stands: Sql): Sql =>
  sql`e.id in (select t.enterprise from ${planTargets} where t.plan = ${Number(part)}::integer and ${stands})`

/** The rows of the figures of plans. */
export const PLAN_DEFINITIONS = {
  'plan-visited': {
    rows: 'enterprise',
    where: (part: string, _: Sql, side: 'n' | 'of') => ofPlan(part, side === 'n' ? targetVisited : sql`true`),
  },
  'plan-late': { rows: 'enterprise', where: (part: string) => ofPlan(part, targetLate) },
  'plan-overdue': { rows: 'enterprise', where: (part: string) => ofPlan(part, targetOverdue) },
} as const
