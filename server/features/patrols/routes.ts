import { patrols } from '#core/contract/patrols.ts'
import type { Serve } from '../../http/serve.ts'
import { readCells } from './cells.ts'
import { addPoints } from './points.ts'
import { readStreets } from './streets.ts'
import { beginTrack, dropTrack, endTrack, listTracks } from './tracks.ts'

/** Routes of patrol tracks 巡查轨迹. */
export function patrolRoutes(serve: Serve): void {
  serve(patrols.tracks, ({ query }, db) => listTracks(db, query))
  serve(patrols.begin, ({ body }, db) => beginTrack(db, body))
  serve(patrols.points, ({ params, body }, db) => addPoints(db, params.request, body.points))
  serve(patrols.end, ({ params, body }, db) => endTrack(db, params.request, body.endedAt))
  serve(patrols.drop, ({ params }, db) => dropTrack(db, params.request))
  serve(patrols.cells, ({ query }, db) => readCells(db, query))
  serve(patrols.streets, ({ query }, db) => readStreets(db, query.grid))
}
