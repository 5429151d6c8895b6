import { Wall } from '#core/contract/walls.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'
import { tokenHash } from '../../http/signIn/tokens.ts'
import { newWallToken } from '../../http/signIn/wallTokens.ts'

const columns = sql`
  id, name, scenes, made_by as "madeBy", made_at as "madeAt", expires_at as "expiresAt", used_at as "usedAt", used_from as "usedFrom"`

const noScene = [
  '有场景不存在或已被删除；请重新选择。',
  'A scene is not there or was deleted meanwhile: choose again.',
] as const

/** The links for walls, the latest first. */
export const listWalls = (db: Db): Promise<Wall[]> =>
  db.many(Wall, sql`select ${columns} from wall_token order by id desc`)

/** Makes one. @returns the token itself, kept nowhere, and its row @throws Problem invalid-request where a scene is not there */
export async function addWall(
  db: Db,
  { name, scenes, days }: { name: string; scenes: readonly number[]; days: number },
): Promise<{ token: string; row: Wall }> {
  const token = newWallToken()
  const made = db.one(
    Wall,
    sql`insert into wall_token (token_hash, name, scenes, expires_at)
      values (${tokenHash(token)}, ${name}, ${[...scenes]}::integer[], app.now() + ${`${days} days`}::interval) returning ${columns}`,
  )
  const row = await made.catch((error: unknown) => {
    const { constraint } = error as { constraint?: unknown }
    throw constraint === 'wall_token_scene' ? problem('invalid-request', noScene, 'body.scenes') : error
  })
  return { token, row }
}

/** @throws Problem not-found */
export async function endWall(db: Db, id: number): Promise<void> {
  if ((await db.run(sql`delete from wall_token where id = ${id}::integer`)) === 0) throw problem('not-found')
}
