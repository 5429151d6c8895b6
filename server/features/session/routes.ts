import type { Router } from 'express'
import { type Session, session } from '#core/contract/session.ts'
import { cookieOf, cookieOptions, IDENTITY_COOKIE, SESSION_COOKIE } from '../../http/cookies.ts'
import type { Kit } from '../../http/kit.ts'
import { problem } from '../../http/problems.ts'
import { answerRoute } from '../../http/serve.ts'
import { administrator, type Identity, type Sessions } from '../../http/session.ts'
import { endSession, redeem } from '../../http/setup.ts'

const asSessionAnswer = ({ actor, label, labelEn, demo }: Identity): Session => ({
  person: actor.person,
  role: actor.role,
  label,
  labelEn,
  grids: [...actor.grids],
  department: actor.department ?? null,
  enterprise: actor.enterprise ?? null,
  demo,
})

const cannotTake = [
  '演示身份只能在演示数据下、于本机（127.0.0.1 或 localhost，不经代理）切换。',
  'Demo identities may be taken with demo data only, at this machine itself: 127.0.0.1 or localhost, without a proxy.',
] as const

/** Who asks, and how one becomes somebody else. */
export function sessionRoutes(router: Router, { pool, hub }: Pick<Kit, 'pool' | 'hub'>, who: Sessions): void {
  answerRoute(router, session.read, async (_input, req) => asSessionAnswer(await who.identify(req)))

  answerRoute(router, session.identities, async (_input, req) =>
    (await who.offered(req)).map(({ key, label, labelEn, actor }) => ({ key, label, labelEn, role: actor.role })),
  )

  answerRoute(router, session.take, async ({ body }, req, res) => {
    const offered = await who.offered(req)
    if (offered.length === 0) throw problem('not-allowed', cannotTake)
    const taken = offered.find(({ key }) => key === body.key)
    if (!taken) throw problem('not-found')
    res.cookie(IDENTITY_COOKIE, taken.key, cookieOptions(req))
    return asSessionAnswer(taken)
  })

  answerRoute(router, session.redeem, async ({ body }, req, res) => {
    res.cookie(SESSION_COOKIE, await redeem(pool, body.token), cookieOptions(req))
    return asSessionAnswer(administrator())
  })

  answerRoute(router, session.end, async (_input, req, res) => {
    const cookie = cookieOf(req, SESSION_COOKIE)
    const ended = cookie ? await endSession(pool, cookie) : false
    for (const name of [IDENTITY_COOKIE, SESSION_COOKIE]) res.clearCookie(name, cookieOptions(req))
    hub.recheck()
    return { ended: ended || cookieOf(req, IDENTITY_COOKIE) !== undefined }
  })
}
