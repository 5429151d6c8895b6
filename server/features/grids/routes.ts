import { grids } from '#core/contract/grids.ts'
import type { Serve } from '../../http/serve.ts'
import { listDepartments, listGrids, readDistrict } from './queries.ts'

/** Routes of the safety grid, the member units and the district. */
export function gridRoutes(serve: Serve): void {
  serve(grids.list, (_, db) => listGrids(db))
  serve(grids.departments, (_, db) => listDepartments(db))
  serve(grids.district, (_, db) => readDistrict(db))
}
