import { reports } from '#core/contract/reports.ts'
import type { Serve } from '../../http/serve.ts'
import { dropReport, prepareReport, signReport } from './changes.ts'
import { listReports } from './list.ts'
import { readReport, readReportRows } from './read.ts'

/** Statistics of quarters and years 报表: counted, signed by somebody else, and frozen with the rows that they count. */
export function reportRoutes(serve: Serve): void {
  serve(reports.list, ({ query }, db) => listReports(db, query))
  serve(reports.read, ({ params }, db) => readReport(db, params.id))
  serve(reports.rows, ({ params, query }, db) => readReportRows(db, params.id, query))
  serve(reports.prepare, ({ body }, db) => prepareReport(db, body))
  serve(reports.sign, ({ params, body }, db) => signReport(db, params.id, body.hash))
  serve(reports.drop, async ({ params }, db) => {
    await dropReport(db, params.id)
    return { done: true }
  })
}
