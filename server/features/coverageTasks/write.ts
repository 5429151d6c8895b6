import { z } from 'zod'
import type { CoverageTask, coverageTasks, TaskOwner } from '#core/contract/coverageTasks.ts'
import { Id, type Input } from '#core/contract/route.ts'
import type { Db } from '../../db/db.ts'
import { holdRequest } from '../../http/holdRequest.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { ask } from '../../filter/asked.ts'
import { faultOfKey } from '../../filter/coverage/byKey.ts'
import { findTask, readTask } from './read.ts'
import { changed, needsReason, notFound, refusingTask } from './refusals.ts'

const ownerColumns = ({ desk, id }: TaskOwner): Sql =>
  sql`${desk}, ${desk === 'department' ? id : null}::integer, ${desk === 'grid' ? id : null}::integer`

type Given = Input<typeof coverageTasks.give>['body']
/**
 * Gives a fault that the prover finds. Of two who give it at once the second is told what stands.
 * @throws Problem coverage-task-refused, coverage-task-changed, request-taken
 */
export async function giveTask(db: Db, body: Given): Promise<CoverageTask> {
  await holdRequest(db, body)
  const { request, fault: key, owner, dueOn, note } = body
  const before = await findTask(db, sql`k.request = ${request}::uuid`)
  if (before) return before
  const asked = await ask(db, {})
  const fault = await faultOfKey(db, asked, key)
  if (!fault) throw notFound()
  const standing = () => findTask(db, sql`k.fault = ${key} and k.withdrawn_at is null`)
  const stands = await standing()
  if (stands) throw changed(stands)
  const { shape: _, owner: proposed, task: __, ...told } = fault
  const given = await refusingTask(
    db.maybe(
      z.object({ id: Id }),
      sql`insert into coverage_task (request, fault, kind, told, enterprise, grids, geom, desk, department, grid, owner, note, due_on)
        select ${request}::uuid, ${key}, ${fault.kind}, ${JSON.stringify(told)}::jsonb, ${fault.enterprise}::integer,
          ${fault.grids}::integer[], ${fault.position ? sql`st_setsrid(st_makepoint(${fault.position[0]}::float8, ${fault.position[1]}::float8), 4326)` : sql`null`},
          ${ownerColumns(owner ?? proposed)}, '', ${note}, coalesce(${dueOn}::date, app.today() + r."limit")
        from coverage_task_rule r where r.kind = ${fault.kind}
        on conflict (fault) where withdrawn_at is null do nothing returning id`,
    ),
  )
  if (!given) throw changed(await standing())
  return readTask(db, given.id)
}

/** The owner has it before the eyes. @throws Problem not-found */
export async function seeTask(db: Db, id: number): Promise<CoverageTask> {
  await readTask(db, id)
  await db.run(sql`select app.see_task(${id}::integer)`)
  return readTask(db, id)
}

type Answered = Input<typeof coverageTasks.answer>['body']
/** Never ends a task: the prover alone does. @throws Problem not-found, not-allowed, coverage-task-refused */
export async function answerTask(db: Db, id: number, { note, owner }: Answered): Promise<CoverageTask> {
  await readTask(db, id)
  await db.run(sql`select app.see_task(${id}::integer)`)
  const proposed = owner ? ownerColumns(owner) : sql`null::text, null::integer, null::integer`
  await refusingTask(
    db.run(sql`insert into coverage_task_event (task, kind, note, desk, department, grid) select ${id}::integer, 'answered', ${note}, ${proposed}`), // prettier-ignore
  )
  return readTask(db, id)
}

/** The task, held until the act is over, as it was seen. @throws Problem not-found, coverage-task-changed */
async function holdTask(db: Db, id: number, seen: number): Promise<CoverageTask> {
  await db.run(sql`select from coverage_task k where k.id = ${id}::integer for update`)
  const task = await readTask(db, id)
  if (task.version !== seen || task.state === 'withdrawn') throw changed(task)
  return task
}

type Moved = Input<typeof coverageTasks.move>['body']
/** @throws Problem not-found, coverage-task-refused, coverage-task-changed */
export async function moveTask(db: Db, id: number, { seen, owner, dueOn, note }: Moved): Promise<CoverageTask> {
  const task = await holdTask(db, id, seen)
  if (task.state === 'cleared') throw changed(task)
  await db.run(sql`select set_config('app.task_note', ${note ?? ''}, true)`)
  await refusingTask(
    db.run(sql`update coverage_task set (desk, department, grid) = (select ${ownerColumns(owner)}), due_on = ${dueOn}::date where id = ${id}::integer`), // prettier-ignore
  )
  return readTask(db, id)
}

const Mine = z.object({ mine: z.boolean() })
type Withdrawn = Input<typeof coverageTasks.withdraw>['body']
/** @throws Problem not-found, coverage-task-refused, coverage-task-changed */
export async function withdrawTask(db: Db, id: number, { seen, reason }: Withdrawn): Promise<CoverageTask> {
  await holdTask(db, id, seen)
  const { mine } = await db.one(
    Mine,
    sql`select (k.given_by, k.account) is not distinct from (app.person(), app.account()) as mine from coverage_task k where k.id = ${id}::integer`,
  )
  if (reason === null && !mine) throw needsReason()
  await refusingTask(
    db.run(sql`update coverage_task set withdrawn_at = app.now(), withdrawn_by = '—', withdrawn_reason = ${reason} where id = ${id}::integer`), // prettier-ignore
  )
  return readTask(db, id)
}
