import { z } from 'zod'
import { CoverageTask, type coverageTasks, type TASK_STATES } from '#core/contract/coverageTasks.ts'
import type { Input, Output } from '#core/contract/route.ts'
import { FAULT_KINDS } from '#core/domain/coverage.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { coverageTaskPage, lateTask, openTask, taskColumns } from '../../filter/rows/coverageTaskRows.ts'
import { problem } from '../../http/problems.ts'

const IN_STATE: Readonly<Record<(typeof TASK_STATES)[number], Sql>> = {
  open: openTask,
  late: lateTask,
  cleared: sql`(k.withdrawn_at is null and k.cleared_at is not null)`,
  withdrawn: sql`k.withdrawn_at is not null`,
}
const Head = z.object({ at: z.string(), today: z.string(), gives: z.boolean(), total: z.number().int() })
const Rule = z.object({ kind: z.enum(FAULT_KINDS), version: z.number().int(), days: z.number().int(), source: z.string() }) // prettier-ignore

/** Tasks of whoever asks, the latest first. */
export async function listTasks(
  db: Db,
  { state, fault, ...page }: Input<typeof coverageTasks.list>['query'],
): Promise<Output<typeof coverageTasks.list>> {
  const where = sql`${state ? IN_STATE[state] : sql`true`} and ${fault === undefined ? sql`true` : sql`k.fault = ${fault}`}`
  const head = await db.one(
    Head,
    sql`select app.iso(app.now()) as at, app.today()::text as today, app.may_give_tasks() as gives, (select count(*)::int from coverage_task k where ${where}) as total`,
  )
  const rules = await db.many(
    Rule,
    sql`select r.kind, r.version, r."limit" as days, r.source from coverage_task_rule r`,
  )
  const inOrder = FAULT_KINDS.flatMap((kind) => rules.find((one) => one.kind === kind) ?? [])
  return { ...head, rules: inOrder, ...(await coverageTaskPage(db, where, page)) }
}

/** One task in scope under `where`. */
export const findTask = (db: Db, where: Sql): Promise<CoverageTask | undefined> =>
  db.maybe(CoverageTask, sql`select ${taskColumns} from coverage_task k where ${where}`)

/** @throws Problem not-found */
export async function readTask(db: Db, id: number): Promise<CoverageTask> {
  const found = await findTask(db, sql`k.id = ${id}::integer`)
  if (!found) throw problem('not-found')
  return found
}
