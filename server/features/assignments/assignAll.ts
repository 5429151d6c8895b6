import { z } from 'zod'
import type { assignments } from '#core/contract/assignments.ts'
import type { Input, Output } from '#core/contract/route.ts'
import type { Db } from '../../db/db.ts'
import { holdRequest } from '../../http/holdRequest.ts'
import { sql } from '../../db/sql.ts'
import { ask, enterprisesAsked } from '../../filter/asked.ts'
import { isLed } from '../../filter/parts/assignments.ts'
import { changed, refusingAssignment } from './refusals.ts'
import { leaderOf, TAKEN_OVER } from './write.ts'

const Count = z.object({ n: z.number().int() })
const Ids = z.object({ ids: z.array(z.number().int()) })

type Asked = Input<typeof assignments.assignAll>['body']
/** Makes a leader answer for all of a filter that have none, in one act. @throws Problem not-allowed, assignment-refused, assignment-changed, request-taken */
export async function assignAll(db: Db, body: Asked): Promise<Output<typeof assignments.assignAll>> {
  await holdRequest(db, body)
  const { request, leader, fromOn, note, filter, leaderless } = body
  const made = () => db.one(Count, sql`select count(*)::int as n from assignment a where a.request = ${request}::uuid`)
  const before = await made()
  if (before.n > 0) return { assigned: before.n }
  const wanted = enterprisesAsked(await ask(db, filter), filter)
  const { ids } = await db.one(
    Ids,
    sql`select coalesce(array_agg(e.id order by e.id), '{}') as ids from enterprise e where ${wanted} and e.status <> 'closed' and not ${isLed}`,
  )
  if (ids.length !== leaderless) throw changed({ leaderless: ids.length })
  const { account, person } = leaderOf(leader)
  const write = async () => {
    // of one who is no leader any more what stands is ended first
    await db.run(sql`update assignment set until_on = ${fromOn}::date, ended_at = app.now(), ended_by = '—', end_reason = ${TAKEN_OVER}
      where enterprise = any (${ids}::integer[]) and until_on is null`)
    await db.run(sql`insert into assignment (request, enterprise, account, person, from_on, note)
      select ${request}::uuid, e.id, ${account}::integer, ${person}, ${fromOn}::date, ${note}
      from unnest(${ids}::integer[]) with ordinality e (id, n) order by e.n`)
  } // prettier-ignore
  await refusingAssignment(write(), { leaderless })
  return { assigned: ids.length }
}
