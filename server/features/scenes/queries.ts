import { Scene, ShownScene } from '#core/contract/scenes.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'

const columns = sql`id, name, state, seconds, made_by as "madeBy", made_at as "madeAt"`

/** Every scene, in the order of the playlist. */
export const listScenes = (db: Db): Promise<Scene[]> =>
  db.many(Scene, sql`select ${columns} from scene order by place, id`)

/** The scenes that whoever asks may show, in the order of the playlist. */
export const shownScenes = (db: Db): Promise<ShownScene[]> =>
  db.many(ShownScene, sql`select id, name, state, seconds from scene order by place, id`)

/** A refusal of the database by the name of its constraint. */
async function refusing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const { constraint } = error as { constraint?: unknown }
    throw constraint === 'scene_name_taken' ? problem('scene-taken', undefined, 'body.name') : error
  }
}

/** A new scene, the last of the playlist. @throws Problem scene-taken */
export const addScene = (db: Db, { name, state, seconds }: Pick<Scene, 'name' | 'state' | 'seconds'>): Promise<Scene> =>
  refusing(
    db.one(
      Scene,
      sql`insert into scene (name, state, seconds, place)
        select ${name}, ${state}, ${seconds}::integer, coalesce(max(place), 0) + 1 from scene returning ${columns}`,
    ),
  )

/** @throws Problem not-found, scene-taken */
export async function changeScene(
  db: Db,
  id: number,
  { name, seconds }: Pick<Scene, 'name' | 'seconds'>,
): Promise<Scene> {
  const changed = db.maybe(
    Scene,
    sql`update scene set name = ${name}, seconds = ${seconds}::integer where id = ${id}::integer returning ${columns}`,
  )
  const scene = await refusing(changed)
  if (!scene) throw problem('not-found')
  return scene
}

/** Places the scenes as given; those not named come after them, in the order they had. */
export async function orderScenes(db: Db, ids: readonly number[]): Promise<Scene[]> {
  await db.run(sql`
    update scene set place = wanted.place
    from (select id, row_number() over (order by array_position(${[...ids]}::integer[], id) nulls last, place, id) as place
      from scene) wanted
    where wanted.id = scene.id and wanted.place <> scene.place`)
  return listScenes(db)
}

/** @throws Problem not-found */
export async function dropScene(db: Db, id: number): Promise<void> {
  if ((await db.run(sql`delete from scene where id = ${id}::integer`)) === 0) throw problem('not-found')
}
