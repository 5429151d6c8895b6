import type { IncomingMessage } from 'node:http'
import type { Response, Router } from 'express'
import { type Session, session } from '#core/contract/session.ts'
import { asSession, type Db } from '../../db/db.ts'
import { record } from '../../db/record.ts'
import {
  cookieName,
  cookieOf,
  cookieOptions,
  IDENTITY_COOKIE,
  SESSION_COOKIE,
  WALL_COOKIE,
} from '../../http/cookies.ts'
import type { Kit } from '../../http/kit.ts'
import { originOf, whoOf } from '../../http/origin.ts'
import { problem } from '../../http/problems.ts'
import { answerRoute } from '../../http/serve.ts'
import { accountIdentity, type Identity, type Sessions } from '../../http/session.ts'
import { setUp, setupAwaited } from '../../http/setup.ts'
import { endSession, type From, readSession } from '../../http/signIn/sessionRows.ts'
import { giveCode, signIn, wear } from '../../http/signIn/signIn.ts'
import { asSessionAnswer } from './answer.ts'
import { signOnRoutes } from './signOnRoutes.ts'
import { wallRoute } from './wallRoute.ts'

const cannotTake = [
  '演示身份只能在演示数据下、于本机（127.0.0.1 或 localhost，不经代理）切换。',
  'Demo identities may be taken with demo data only, at this machine itself: 127.0.0.1 or localhost, without a proxy.',
] as const

const fromOf = (req: IncomingMessage): From => ({ address: originOf(req).address, agent: req.headers['user-agent'] })

/** Who asks, and how one becomes somebody else. */
export function sessionRoutes(router: Router, kit: Kit, who: Sessions): void {
  const { pool, hub, secrets } = kit
  const answerOf = (identity: Identity) => asSessionAnswer(identity, kit.settings.PUBLIC_URL)
  /** Sets the cookie of a session and says who that is. */
  async function answerAs(token: string, req: IncomingMessage, res: Response): Promise<Session> {
    res.cookie(cookieName(req, SESSION_COOKIE), token, cookieOptions(req))
    const [{ demo }, found] = [await who.identify(req), await asSession(pool, (db) => readSession(db, token))]
    if (!found) throw problem('sign-in-needed')
    return answerOf(accountIdentity(found, demo))
  }

  const whoIs = async (req: IncomingMessage) => answerOf(await who.identify(req))
  signOnRoutes(router, kit, who, { answerAs, whoIs, fromOf })

  answerRoute(router, session.read, (_input, req) => whoIs(req))

  answerRoute(router, session.identities, async (_input, req) =>
    (await who.offered(req)).map(({ key, label, labelEn, actor }) => ({ key, label, labelEn, role: actor.role })),
  )

  answerRoute(router, session.take, async ({ body }, req, res) => {
    const offered = await who.offered(req)
    if (offered.length === 0) throw problem('not-allowed', cannotTake)
    const taken = offered.find(({ key }) => key === body.key)
    if (!taken) throw problem('not-found')
    const { actor } = await who.identify(req)
    const act = { act: 'identity', topic: 'demo_identity', details: { key: taken.key, label: taken.label } } as const
    await asSession(pool, (db) => record(db, act), { person: actor.person, ...originOf(req) })
    res.cookie(cookieName(req, IDENTITY_COOKIE), taken.key, cookieOptions(req))
    res.clearCookie(cookieName(req, WALL_COOKIE), cookieOptions(req))
    return answerOf(taken)
  })

  answerRoute(router, session.awaited, async () => ({ awaited: await setupAwaited(pool) }))

  answerRoute(router, session.setup, async ({ body }, req, res) =>
    answerAs(await setUp(pool, body, fromOf(req), originOf(req)), req, res),
  )

  wallRoute(router, kit, who)

  answerRoute(router, session.signIn, async ({ body }, req, res) => {
    const { token, failures } = await signIn(pool, body, fromOf(req), originOf(req))
    const before = cookieOf(req, SESSION_COOKIE)
    if (before) await asSession(pool, (db) => endSession(db, before), originOf(req))
    return { ...(await answerAs(token, req, res)), failures }
  })

  answerRoute(router, session.code, async ({ body }, req, res) => {
    const cookie = cookieOf(req, SESSION_COOKIE)
    if (!cookie) throw problem('sign-in-needed')
    const answer = await answerAs(
      await giveCode(pool, secrets, { token: cookie, code: body.code }, originOf(req)),
      req,
      res,
    )
    hub.recheck()
    return answer
  })

  answerRoute(router, session.wear, async ({ body }, req, res) => {
    const cookie = cookieOf(req, SESSION_COOKIE)
    const { session: worn } = await who.identify(req)
    if (!cookie || worn?.step !== 'done') throw problem('sign-in-needed')
    await wear(pool, worn, body.post, whoOf(worn, req))
    const answer = await answerAs(cookie, req, res)
    hub.recheck()
    return answer
  })

  answerRoute(router, session.end, async (_input, req, res) => {
    const cookie = cookieOf(req, SESSION_COOKIE)
    const { session: left } = await who.identify(req)
    const signOut = async (db: Db, token: string) => {
      const found = await endSession(db, token)
      if (found) await record(db, { act: 'sign-out', topic: 'session', ids: left ? [left.id] : [] })
      return found
    }
    const ended = cookie ? await asSession(pool, (db) => signOut(db, cookie), whoOf(left, req)) : false
    for (const name of [IDENTITY_COOKIE, SESSION_COOKIE]) res.clearCookie(cookieName(req, name), cookieOptions(req))
    hub.recheck()
    return { ended: ended || cookieOf(req, IDENTITY_COOKIE) !== undefined }
  })
}
