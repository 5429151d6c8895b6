import { z } from 'zod'
import { CoverageTask } from '#core/contract/coverageTasks.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import type { PageAsked } from './enterpriseRows.ts'
import { pageOf, readKey } from './key.ts'

const owner = (desk: Sql, id: Sql, name: Sql): Sql =>
  sql`json_build_object('desk', ${desk}, 'id', ${id}, 'name', ${name})`

/** The task `k` is not done and not withdrawn. */
export const openTask = sql`(k.withdrawn_at is null and k.cleared_at is null)`
/** … and its day is over. */
export const lateTask = sql`(${openTask} and k.due_on < app.today())`

/** Columns of CoverageTask over the task `k`. */
export const taskColumns = sql`k.id, k.fault, k.kind, k.told, ${owner(sql`k.desk`, sql`coalesce(k.department, k.grid)`, sql`k.owner`)} as owner,
  case when k.withdrawn_at is not null then 'withdrawn' when k.cleared_at is not null then 'cleared' when k.due_on < app.today() then 'late' else 'open' end as state,
  k.due_on::text as "dueOn", k.due_on - app.today() as "daysLeft", k.note, k.version, app.iso(k.given_at) as "givenAt", k.given_by as "givenBy",
  app.iso(k.seen_at) as "seenAt", app.iso(k.cleared_at) as "clearedAt", app.owns_task(k.desk, k.department, k.grid) as mine,
  (select coalesce(json_agg(json_build_object('kind', v.kind, 'at', app.iso(v.made_at), 'by', v.made_by, 'note', v.note, 'dueOn', v.due_on,
      'owner', case when v.desk is not null then ${owner(sql`v.desk`, sql`coalesce(v.department, v.grid)`, sql`v.owner`)} end) order by v.id), '[]')
    from coverage_task_event v where v.task = k.id) as history`

const Key = z.tuple([z.number().int()])
/** Tasks in scope under `where`, the latest first. */
export async function coverageTaskPage(db: Db, where: Sql, { after, limit }: PageAsked) {
  const from = after === undefined ? undefined : readKey(Key, after)
  const rows = await db.many(
    CoverageTask,
    sql`select ${taskColumns} from coverage_task k where ${where} and ${from ? sql`k.id < ${from[0]}::integer` : sql`true`}
      order by k.id desc limit ${limit + 1}::integer`,
  )
  return pageOf(rows, limit, ({ id }) => [id])
}
