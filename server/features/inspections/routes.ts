import { inspectionLeftovers } from '#core/contract/inspectionLeftovers.ts'
import { inspectionPlans } from '#core/contract/inspectionPlans.ts'
import { inspectionRecords } from '#core/contract/inspectionRecords.ts'
import { inspections } from '#core/contract/inspections.ts'
import type { Serve } from '../../http/serve.ts'
import { addRecord } from './addRecord.ts'
import { listChecklists } from './checklists.ts'
import { listDues } from './dues.ts'
import { expectInspection } from './file.ts'
import { listLeftovers } from './leftovers.ts'
import { listInspections } from './list.ts'
import { listPlans, makePlan, readPlan, sizePlan } from './plans.ts'
import { readRecord } from './records.ts'
import { writeInspection } from './write.ts'

/** Routes of inspections 检查 that are made here, and of checklists. */
export function inspectionRoutes(serve: Serve): void {
  serve(inspections.checklists, ({ query }, db) => listChecklists(db, query.state))
  serve(inspections.list, ({ query }, db) => listInspections(db, query))
  serve(inspections.read, ({ params }, db) => expectInspection(db, params.request))
  serve(inspections.write, ({ params, body }, db) => writeInspection(db, params.request, body))
  serve(inspectionRecords.read, ({ params }, db) => readRecord(db, params))
  serve(inspectionRecords.add, ({ params, body }, db) => addRecord(db, params, body))
  serve(inspectionLeftovers.list, ({ query }, db) => listLeftovers(db, query))
  serve(inspectionPlans.dues, ({ query }, db) => listDues(db, query))
  serve(inspectionPlans.list, (_input, db) => listPlans(db))
  serve(inspectionPlans.size, ({ query }, db) => sizePlan(db, query))
  serve(inspectionPlans.targets, ({ params }, db) => readPlan(db, params.id))
  serve(inspectionPlans.make, ({ body }, db) => makePlan(db, body))
}
