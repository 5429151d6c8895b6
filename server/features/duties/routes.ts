import { duties } from '#core/contract/duties.ts'
import type { Serve } from '../../http/serve.ts'
import { endHandover, giveDuty, listHandovers } from './handovers.ts'
import { listLog, writeLog } from './log.ts'
import { changeDuty, dropDuty, planDuties } from './plan.ts'
import { dutyDues, dutyNow, dutyPeople, listDuties } from './rota.ts'

/** Routes of the duty rota, its handovers and its log. */
export function dutyRoutes(serve: Serve): void {
  serve(duties.now, (_, db) => dutyNow(db))
  serve(duties.dues, (_, db) => dutyDues(db))
  serve(duties.people, (_, db) => dutyPeople(db))
  serve(duties.handovers, ({ query }, db) => listHandovers(db, query))
  serve(duties.give, ({ body }, db) => giveDuty(db, body))
  serve(duties.end, ({ params, body }, db) => endHandover(db, params.id, body))
  serve(duties.log, ({ query }, db) => listLog(db, query))
  serve(duties.write, ({ body }, db) => writeLog(db, body))
  serve(duties.list, ({ query }, db) => listDuties(db, query))
  serve(duties.plan, ({ body }, db) => planDuties(db, body.turns))
  serve(duties.change, ({ params, body }, db) => changeDuty(db, params.id, body))
  serve(duties.drop, ({ params, query }, db) => dropDuty(db, params.id, query.seen))
}
