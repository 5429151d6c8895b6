import { indicators } from '#core/contract/indicators.ts'
import type { Serve } from '../../http/serve.ts'
import { readFigures } from './figures.ts'
import { readRows } from './rows.ts'

/** Routes of indicators 指标: figures, and the rows behind each part of one. */
export function indicatorRoutes(serve: Serve): void {
  serve(indicators.read, ({ query }, db) => readFigures(db, query))
  serve(indicators.rows, ({ params, query: { part, side, ...query } }, db) =>
    readRows(db, { id: params.id, part, side }, query),
  )
}
