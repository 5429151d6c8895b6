import { walls } from '#core/contract/walls.ts'
import type { Serve } from '../../http/serve.ts'
import { wallAlarms } from './alarms.ts'
import { addWall, endWall, listWalls } from './queries.ts'

/** Routes of the links by which walls 大屏 show their scenes; the page makes the address, for it knows its own origin. */
export function wallRoutes(serve: Serve): void {
  serve(walls.alarms, (_, db) => wallAlarms(db))
  serve(walls.list, (_, db) => listWalls(db))
  serve(walls.add, ({ body }, db) => addWall(db, body))
  serve(walls.end, async ({ params: { id } }, db) => {
    await endWall(db, id)
    return { done: true }
  })
}
