import { inspections } from '#core/contract/inspections.ts'
import type { Serve } from '../../http/serve.ts'
import { listChecklists } from './checklists.ts'
import { expectInspection } from './file.ts'
import { listInspections } from './list.ts'
import { writeInspection } from './write.ts'

/** Routes of inspections 检查 that are made here, and of checklists. */
export function inspectionRoutes(serve: Serve): void {
  serve(inspections.checklists, (_input, db) => listChecklists(db))
  serve(inspections.list, ({ query }, db) => listInspections(db, query))
  serve(inspections.read, ({ params }, db) => expectInspection(db, params.request))
  serve(inspections.write, ({ params, body }, db) => writeInspection(db, params.request, body))
}
