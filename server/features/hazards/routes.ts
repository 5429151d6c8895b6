import { hazards } from '#core/contract/hazards.ts'
import type { Serve } from '../../http/serve.ts'
import { listHazards, reportHazard } from './queries.ts'

/** Routes of hazards 隐患. */
export function hazardRoutes(serve: Serve): void {
  serve(hazards.list, ({ query }, db) => listHazards(db, query))
  serve(hazards.report, ({ body }, db) => reportHazard(db, body))
}
