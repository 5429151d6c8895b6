import type { Router } from 'express'
import { session } from '#core/contract/session.ts'
import { asSession } from '../../db/db.ts'
import { actAs, record } from '../../db/record.ts'
import { cookieName, cookieOptions, WALL_COOKIE } from '../../http/cookies.ts'
import type { Kit } from '../../http/kit.ts'
import { originOf } from '../../http/origin.ts'
import { problem } from '../../http/problems.ts'
import { answerRoute } from '../../http/serve.ts'
import { type Sessions, wallIdentity } from '../../http/session.ts'
import { readWall, wallName } from '../../http/signIn/wallTokens.ts'
import { asSessionAnswer } from './answer.ts'

const ended = [
  '此大屏链接已失效，请值班员重新生成。',
  'This link for a wall has ended: have the duty officer make another.',
] as const
const occupied = [
  '此浏览器已有人登录；请先退出，或在大屏自己的浏览器中打开链接。',
  'Somebody is signed in at this browser: sign out first, or open the link in the browser of the wall.',
] as const

/** A browser becomes a wall by a link: the token goes into a cookie of its own, which holds for as long as the link does. */
export function wallRoute(router: Router, { pool, settings }: Pick<Kit, 'pool' | 'settings'>, who: Sessions): void {
  answerRoute(router, session.wall, async ({ body: { token } }, req, res) => {
    const { session: signedIn, demo } = await who.identify(req)
    if (signedIn) throw problem('not-allowed', occupied)
    const origin = originOf(req)
    const wall = await asSession(
      pool,
      async (db) => {
        const found = await readWall(db, token, origin.address ?? 'unknown')
        if (found) await actAs(db, { person: wallName(found) })
        const act = found ? 'sign-in' : 'sign-in-failed'
        await record(db, {
          act,
          topic: 'wall_token',
          ...(found ? { ids: [found.id] } : { details: { reason: 'link' } }),
        })
        return found
      },
      { person: '大屏', ...origin },
    )
    if (!wall) throw problem('link-wrong', ended)
    res.cookie(cookieName(req, WALL_COOKIE), token, cookieOptions(req))
    return asSessionAnswer(wallIdentity(wall, demo), settings.PUBLIC_URL)
  })
}
