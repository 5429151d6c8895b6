import { z } from 'zod'
import type { Filter } from '#core/contract/filter.ts'
import {
  InspectionPlan,
  type inspectionPlans,
  MOST_PLAN_YEARS,
  MOST_TARGETS,
  PlanTarget,
} from '#core/contract/inspectionPlans.ts'
import type { Input, Output } from '#core/contract/route.ts'
import type { Db } from '../../db/db.ts'
import { holdRequest } from '../../http/holdRequest.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { ask, enterprisesAsked } from '../../filter/asked.ts'
import { ownerlessPlace } from '../../filter/parts/ownerlessPlaces.ts'
import { planTargets, targetLate, targetOverdue } from '../../filter/parts/planTargets.ts'
import { problem } from '../../http/problems.ts'

const plansUnder = (db: Db, where: Sql) =>
  db.many(
    InspectionPlan,
    sql`select q.id, q.kind, q.name, q.from_on::text as "fromOn", q.until_on::text as "untilOn", q.checklist, d.name as "departmentName",
        q.made_by as "madeBy", q.made_at as "madeAt", counted.* from inspection_plan q left join department d on d.id = q.department
      cross join lateral (select count(*)::int as total, count(by_visit.id)::int as done, (count(*) filter (where ${targetOverdue}))::int as overdue, (count(*) filter (where ${targetLate}))::int as late,
        (count(*) filter (where t.ownerless))::int as ownerless from ${planTargets} where t.plan = q.id) counted
      where ${where} order by q.until_on desc, q.id desc limit 100`,
  )

/** Plans with enterprises in scope, those that end last first. */
export const listPlans = (db: Db) => plansUnder(db, sql`true`)

/** One plan with its list, what is overdue first. @throws Problem not-found */
export async function readPlan(db: Db, id: number): Promise<Output<typeof inspectionPlans.targets>> {
  const [plan] = await plansUnder(db, sql`q.id = ${id}::integer`)
  if (!plan) throw problem('not-found')
  const rows = await db.many(
    PlanTarget,
    sql`select t.enterprise, e.name as "enterpriseName", (select g.name from grid g where g.id = t.grid) as "gridName",
        (select d.name from department d where d.id = t.department) as "departmentName", t.due_on::text as "dueOn", t.side, t.named, t.ownerless,
        case when ${targetOverdue} then 'overdue' when by_visit.id is null then 'due' when ${targetLate} then 'late' else 'done' end as state,
        case when by_visit.id is not null then jsonb_build_object('id', by_visit.id, 'request', by_visit.request, 'kind', by_visit.kind,
          'inspector', by_visit.inspector, 'inspectedAt', to_char(by_visit.inspected_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) end as "doneBy"
      from ${planTargets} join enterprise e on e.id = t.enterprise where t.plan = ${id}::integer
      order by by_visit.id is not null, t.due_on, t.enterprise`,
  )
  return { ...plan, targets: rows }
}

const Kept = z.object({ id: z.number().int() })
type Asked = Input<typeof inspectionPlans.make>['body']

/** Makes a plan and freezes its list. The same request again answers with the plan it made. @throws Problem inspection-refused, request-taken */
export async function makePlan(db: Db, body: Asked): Promise<InspectionPlan> {
  await holdRequest(db, body)
  const before = await db.maybe(Kept, sql`select id from inspection_plan where request = ${body.request}::uuid`)
  if (before) return planOf(db, before.id)
  await refuseNonsense(db, body)
  const { request, kind, name, fromOn, untilOn, checklist, filter } = body
  const { id } = await db.one(
    Kept,
    sql`insert into inspection_plan (request, kind, name, from_on, until_on, filter, checklist, department)
      values (${request}::uuid, ${kind}, ${name}, ${fromOn}::date, ${untilOn}::date, ${JSON.stringify({ ...filter, ...(body.ownerlessPlaces && { ownerlessPlaces: true }) })}::jsonb, ${checklist ?? null}::integer, app.department())
      returning id`,
  )
  await freeze(db, id, body)
  return planOf(db, id)
}

async function planOf(db: Db, id: number): Promise<InspectionPlan> {
  const { targets: _, ...plan } = await readPlan(db, id)
  return plan
}

const YEAR_MS = 366 * 86_400_000
const Ahead = z.object({ past: z.boolean(), far: z.boolean() })
/** @throws Problem inspection-refused where its days are past, far or the wrong way round, or a name is missing or needless */
async function refuseNonsense(db: Db, { kind, fromOn, untilOn, side, named, ownerlessPlaces }: Asked): Promise<void> {
  if (ownerlessPlaces && kind !== 'joint')
    throw problem('inspection-refused', ['无主场所的单位只编入联合检查计划；请改选联合检查。', 'Enterprises of ownerless places go into joint plans alone: make it a joint one.'], 'body.ownerlessPlaces') // prettier-ignore
  const { past, far } = await db.one(
    Ahead,
    sql`select ${fromOn}::date < app.day_of(app.now()) as past, ${untilOn}::date > app.day_of(app.now()) + ${MOST_PLAN_YEARS}::integer * interval '1 year' as far`,
  )
  if (past)
    throw problem('inspection-refused', ['开始日不能早于今天：计划之前的检查不算完成计划；请改正。', 'The first day cannot be past, for earlier visits do not do what a plan asks for: correct it.'], 'body.fromOn') // prettier-ignore
  if (far)
    throw problem('inspection-refused', [`截止日最远为 ${MOST_PLAN_YEARS} 年之后；请改正。`, `The last day lies at most ${MOST_PLAN_YEARS} years ahead: correct it.`], 'body.untilOn') // prettier-ignore
  const span = Date.parse(untilOn) - Date.parse(fromOn)
  if (span < 0 || span > YEAR_MS)
    throw problem('inspection-refused', ['截止日应在开始日之后一年之内；请改正。', 'The last day has to lie within a year after the first: correct it.'], 'body.untilOn') // prettier-ignore
  if ((side === 'person') !== (named !== undefined))
    throw problem('inspection-refused', ['由个人负责时须写明姓名，否则不写；请改正。', 'Give a name where it is a person’s, and only there.'], 'body.named') // prettier-ignore
}

interface Listed {
  readonly kind: Asked['kind']
  readonly filter: Filter
  readonly ownerlessPlaces: boolean
}
/** Active enterprises `e` of the filter in scope; of a joint plan those that no unit leads, too, and where asked those of all places that none leads. */
async function listed(db: Db, { kind, filter, ownerlessPlaces }: Listed): Promise<Sql> {
  const wanted = enterprisesAsked(await ask(db, filter), filter)
  if (kind !== 'joint') return sql`${wanted} and e.status = 'active'`
  const there = ownerlessPlaces ? sql`e.place in (select p.id from place p where ${ownerlessPlace})` : sql`false`
  return sql`(${wanted} or e.lead_department is null or ${there}) and e.status = 'active'`
}

const Size = z.object({ total: z.number().int(), ownerless: z.number().int() })
/** How many enterprises a plan would freeze now. */
export async function sizePlan(
  db: Db,
  { kind, ownerlessPlaces, ...filter }: Input<typeof inspectionPlans.size>['query'],
) {
  const all = await listed(db, { kind, filter, ownerlessPlaces: ownerlessPlaces === '1' })
  return db.one(
    Size,
    sql`select count(*)::int as total, (count(*) filter (where e.lead_department is null))::int as ownerless from enterprise e where ${all}`,
  )
}

async function freeze(db: Db, plan: number, asked: Asked): Promise<void> {
  const all = await listed(db, asked)
  const { untilOn, side, named } = asked
  const frozen = await db.run(
    sql`insert into inspection_target (plan, enterprise, due_on, side, named, ownerless)
      select ${plan}::integer, e.id, ${untilOn}::date, ${side}, ${named ?? null}, e.lead_department is null
      from enterprise e where ${all} order by e.id limit ${MOST_TARGETS + 1}::integer`,
  )
  if (frozen === 0)
    throw problem('inspection-refused', ['没有符合条件的在营单位；请放宽筛选。', 'No active enterprise fits: widen the filter.'], 'body.filter') // prettier-ignore
  if (frozen > MOST_TARGETS)
    throw problem('inspection-refused', [`超过 ${MOST_TARGETS} 家；请收窄筛选或分成几个计划。`, `More than ${MOST_TARGETS} enterprises: narrow the filter, or make several plans.`], 'body.filter') // prettier-ignore
}
