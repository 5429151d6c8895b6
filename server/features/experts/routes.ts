import { z } from 'zod'
import { ExpertAssignment, experts } from '#core/contract/experts.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'
import type { Serve } from '../../http/serve.ts'

const Expert = z.object({ account: z.number().int(), name: z.string() })
const NewId = z.object({ id: z.number().int() })

const noExpert = [
  '此账号现在不是专家；请从专家名单中重新选择。',
  'That account is no expert now: choose one of the list.',
] as const

/** Assignments in scope under `where`, those that end last first. */
const assignments = (db: Db, where: Sql) =>
  db.many(
    ExpertAssignment,
    sql`select x.id, x.enterprise, e.name as "enterpriseName", x.account, x.expert, x.task, x.from_at as "fromAt",
        x.until_at as "untilAt", x.assigned_by as "assignedBy", x.from_at <= app.now() and x.until_at > app.now() as active
      from expert_assignment x join enterprise e on e.id = x.enterprise where ${where} order by x.until_at desc, x.id desc`,
  )

/** @throws Problem not-found */
async function assignment(db: Db, id: number) {
  const [found] = await assignments(db, sql`x.id = ${id}`)
  if (!found) throw problem('not-found')
  return found
}

const isNoExpert = (error: unknown) => (error as { constraint?: unknown }).constraint === 'expert_assignment_expert'

/** Experts 专家 and the enterprises that they are asked to look at; policies say who may ask whom. */
export function expertRoutes(serve: Serve): void {
  serve(experts.list, (_input, db) => db.many(Expert, sql`select account, name from app.experts()`))

  serve(experts.assignments, ({ query: { enterprise } }, db) =>
    assignments(db, enterprise === undefined ? sql`true` : sql`x.enterprise = ${enterprise}`),
  )

  serve(experts.assign, async ({ body: { enterprise, account, task, days } }, db) => {
    const inScope = await db.maybe(NewId, sql`select id from enterprise where id = ${enterprise}`)
    if (!inScope) throw problem('hazard-enterprise-unknown', undefined, 'body.enterprise')
    try {
      const { id } = await db.one(
        NewId,
        sql`insert into expert_assignment (enterprise, account, task, until_at)
          values (${enterprise}, ${account}, ${task}, app.now() + ${`${days} days`}::interval) returning id`,
      )
      return await assignment(db, id)
    } catch (error) {
      if (isNoExpert(error)) throw problem('post-refused', noExpert, 'body.account')
      throw error
    }
  })

  serve(experts.release, async ({ params: { id } }, db) => {
    await assignment(db, id)
    await db.run(
      sql`update expert_assignment set until_at = greatest(from_at, app.now()) where id = ${id} and until_at > app.now()`,
    )
    return assignment(db, id)
  })
}
