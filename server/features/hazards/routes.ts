import { hazards } from '#core/contract/hazards.ts'
import type { Serve } from '../../http/serve.ts'
import { actOn } from './act.ts'
import { readHazard } from './file.ts'
import { listHazards } from './queries.ts'
import { reportHazard } from './report.ts'

/** Routes of hazards 隐患. */
export function hazardRoutes(serve: Serve): void {
  serve(hazards.list, ({ query }, db) => listHazards(db, query))
  serve(hazards.report, ({ body }, db) => reportHazard(db, body))
  serve(hazards.read, ({ params }, db) => readHazard(db, params.id))
  serve(hazards.act, ({ params, body }, db) => actOn(db, params.id, body))
}
