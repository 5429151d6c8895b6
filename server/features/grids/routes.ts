import { basemapLines } from '#core/contract/basemapLines.ts'
import { grids } from '#core/contract/grids.ts'
import type { Serve } from '../../http/serve.ts'
import { linesWithin } from './lines.ts'
import { listDepartments, listGrids, readDistrict } from './queries.ts'

/** Routes of the safety grid, the member units and the district. */
export function gridRoutes(serve: Serve): void {
  serve(grids.list, (_, db) => listGrids(db))
  serve(grids.departments, (_, db) => listDepartments(db))
  serve(basemapLines.list, ({ query: { box } }, db) => linesWithin(db, box))
  serve(grids.district, (_, db) => readDistrict(db))
}
