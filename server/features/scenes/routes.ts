import { scenes } from '#core/contract/scenes.ts'
import type { Serve } from '../../http/serve.ts'
import { addScene, changeScene, dropScene, listScenes, orderScenes, shownScenes } from './queries.ts'

/** Routes of the scenes 大屏场景 that walls show; policies say who makes them, and which of them a wall sees. */
export function sceneRoutes(serve: Serve): void {
  serve(scenes.list, (_, db) => listScenes(db))
  serve(scenes.shown, (_, db) => shownScenes(db))
  serve(scenes.add, ({ body }, db) => addScene(db, body))
  serve(scenes.order, ({ body }, db) => orderScenes(db, body.scenes))
  serve(scenes.change, ({ params: { id }, body }, db) => changeScene(db, id, body))
  serve(scenes.drop, async ({ params: { id } }, db) => {
    await dropScene(db, id)
    return { done: true }
  })
}
