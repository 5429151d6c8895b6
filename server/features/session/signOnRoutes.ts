import type { IncomingMessage } from 'node:http'
import type { Response, Router } from 'express'
import type { Session } from '#core/contract/session.ts'
import { singleSignOn } from '#core/contract/singleSignOn.ts'
import { asSession } from '../../db/db.ts'
import { cookieName, cookieOf, cookieOptions, SESSION_COOKIE, SIGN_ON_COOKIE } from '../../http/cookies.ts'
import type { Kit } from '../../http/kit.ts'
import { originOf, whoOf } from '../../http/origin.ts'
import { problem } from '../../http/problems.ts'
import { answerRoute } from '../../http/serve.ts'
import type { Sessions } from '../../http/session.ts'
import { provePassword } from '../../http/signIn/ownPassword.ts'
import { endSession, type From, type SignedIn } from '../../http/signIn/sessionRows.ts'
import { newToken } from '../../http/signIn/tokens.ts'
import { link, linkedAt, unlink } from '../../http/singleSignOn/bindings.ts'
import { beginFlow, type Flow, FLOW_MINUTES, secretsOf, takeFlow } from '../../http/singleSignOn/flows.ts'
import { provider, type Provider, type Told } from '../../http/singleSignOn/provider.ts'
import { recordRefusal, signOn } from '../../http/singleSignOn/signOn.ts'

/** What the routes of sessions know how to do. */
export interface SessionAnswers {
  /** Sets the cookie of a session and says who that is. */
  answerAs(token: string, req: IncomingMessage, res: Response): Promise<Session>
  /** Who asks, as the session says it. */
  whoIs(req: IncomingMessage): Promise<Session>
  fromOf(req: IncomingMessage): From
}

const notOffered = [
  '本系统没有设置单点登录；请用口令登录，或联系管理员。',
  'No single sign-on is set up here: sign in by password, or ask the administrator.',
] as const

/** Sign-in by a provider, and what links an account to it. */
export function signOnRoutes(router: Router, kit: Kit, who: Sessions, answers: SessionAnswers): void {
  const { pool, hub } = kit
  const offered = provider(kit)

  function theProvider(): Provider {
    if (!offered) throw problem('not-allowed', notOffered)
    return offered
  }
  async function signedIn(req: IncomingMessage): Promise<SignedIn> {
    const { session } = await who.identify(req)
    if (session?.step !== 'done') throw problem('sign-in-needed')
    return session
  }
  function flowCookie(req: IncomingMessage) {
    const options = cookieOptions(req)
    // over TLS it is bound to this host, which browsers do for cookies of every path alone
    const path = options.secure ? '/' : '/api/single-sign-on'
    return { ...options, path, maxAge: FLOW_MINUTES * 60_000 }
  }
  /** Sends a browser to the provider; what has to come back with it is bound to it by a cookie. */
  async function begin(flow: Flow, req: IncomingMessage, res: Response) {
    const to = theProvider()
    const token = newToken()
    const address = await to.address(secretsOf(token))
    await asSession(pool, (db) => beginFlow(db, token, flow))
    res.cookie(cookieName(req, SIGN_ON_COOKIE), token, flowCookie(req))
    return { address }
  }
  /** Who came back, and from what; each flow serves once, whatever comes of it. */
  async function comeBack(answer: string, req: IncomingMessage, res: Response): Promise<{ told: Told; flow: Flow }> {
    const from = theProvider()
    const token = cookieOf(req, SIGN_ON_COOKIE)
    res.clearCookie(cookieName(req, SIGN_ON_COOKIE), flowCookie(req))
    const flow = token === undefined ? undefined : await asSession(pool, (db) => takeFlow(db, token))
    if (token === undefined || !flow) throw problem('sign-on-refused')
    return { told: await from.told(secretsOf(token), answer), flow }
  }

  answerRoute(router, singleSignOn.read, async () => ({ offered: offered !== undefined, name: offered?.name ?? null }))

  answerRoute(router, singleSignOn.begin, ({ body: { back } }, req, res) => begin({ account: null, back }, req, res))

  answerRoute(router, singleSignOn.complete, async ({ body: { answer } }, req, res) => {
    const { told, flow } = await comeBack(answer, req, res).catch(async (error: unknown) => {
      await recordRefusal(pool, originOf(req))
      throw error
    })
    const { account, back } = flow
    if (account !== null) {
      const session = await signedIn(req)
      if (session.account !== account) throw problem('sign-on-refused')
      await asSession(pool, (db) => link(db, account, told), whoOf(session, req))
      return { session: await answers.whoIs(req), linked: true, back }
    }
    const token = await signOn(pool, told, answers.fromOf(req), originOf(req))
    const before = cookieOf(req, SESSION_COOKIE)
    if (before) await asSession(pool, (db) => endSession(db, before), originOf(req))
    const session = await answers.answerAs(token, req, res)
    hub.recheck()
    return { session, linked: false, back }
  })

  answerRoute(router, singleSignOn.own, async (_input, req) => {
    const { account } = await signedIn(req)
    if (!offered) return { offered: false, name: null, linkedAt: null }
    const at = await asSession(pool, (db) => linkedAt(db, account, offered.issuer))
    return { offered: true, name: offered.name, linkedAt: at }
  })

  answerRoute(router, singleSignOn.link, async ({ body: { password } }, req, res) => {
    const session = await signedIn(req)
    theProvider()
    await provePassword(pool, session.account, password, whoOf(session, req))
    return begin({ account: session.account, back: null }, req, res)
  })

  answerRoute(router, singleSignOn.unlink, async (_input, req) => {
    const session = await signedIn(req)
    const { issuer } = theProvider()
    const done = await asSession(pool, (db) => unlink(db, session.account, issuer), whoOf(session, req))
    if (!done) throw problem('not-found')
    return { done }
  })
}
