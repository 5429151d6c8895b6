import { timelines } from '#core/contract/timelines.ts'
import type { Serve } from '../../http/serve.ts'
import { readTimeline } from './queries.ts'

/** Everything that happened to an enterprise 时间线. */
export function timelineRoutes(serve: Serve): void {
  serve(timelines.list, ({ params, query }, db) => readTimeline(db, params.id, query))
}
