import { z } from 'zod'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { newToken, tokenHash } from './tokens.ts'

/** What every token of a wall begins with, so that one that leaked is found by whoever looks for it. */
const PREFIX = 'anjian_wall_'
/** A token for a wall, kept nowhere but in its link and the browser that followed it. */
export const newWallToken = (): string => `${PREFIX}${newToken()}`

const Row = z.object({
  id: z.number().int(),
  name: z.string(),
  scenes: z.array(z.number().int()),
  /** States of the view that the scenes are, as addresses. */
  states: z.array(z.string()),
  ageing: z.boolean(),
})
/** A wall whose link is good at this moment. */
export type WallHere = Omit<z.infer<typeof Row>, 'ageing'>

/** Under which name a wall is kept where people are named. */
export const wallName = ({ name }: { name: string }): string => `大屏（${name}）`

/**
 * The wall of a token, read afresh so that one which was ended opens nothing.
 * @param from address to keep as the last that used it; undefined where this is no use of it
 */
export async function readWall(db: Db, token: string, from: string | undefined): Promise<WallHere | undefined> {
  const hash = tokenHash(token)
  const found = await db.maybe(
    Row,
    sql`select id, name, scenes, array(select s.state from scene s where s.id = any (scenes) order by s.id) as states, coalesce(used_at < app.now() - interval '1 minute', true) as ageing
      from wall_token where token_hash = ${hash} and expires_at > app.now()`,
  )
  if (!found) return undefined
  const { ageing, ...wall } = found
  if (from !== undefined && ageing)
    await db.run(sql`update wall_token set used_at = app.now(), used_from = ${from} where token_hash = ${hash}`)
  return wall
}
