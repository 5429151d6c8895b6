import type { IncomingMessage } from 'node:http'
import type { Router } from 'express'
import { account } from '#core/contract/ownAccount.ts'
import { needsSecondFactor } from '#core/domain/posts.ts'
import { asSession, type Db } from '../../db/db.ts'
import { record } from '../../db/record.ts'
import { sql } from '../../db/sql.ts'
import type { Kit } from '../../http/kit.ts'
import { whoOf } from '../../http/origin.ts'
import { problem } from '../../http/problems.ts'
import { answerRoute } from '../../http/serve.ts'
import type { Sessions } from '../../http/session.ts'
import { guess, opened } from '../../http/signIn/guard.ts'
import { endOthers, followLink, setPassword } from '../../http/signIn/links.ts'
import { provePassword } from '../../http/signIn/ownPassword.ts'
import { addToken, tokensOf } from '../../http/signIn/apiTokens.ts'
import { confirm, enrol, passes } from '../../http/signIn/secondFactor.ts'
import { renewSession, type SignedIn } from '../../http/signIn/sessionRows.ts'
import { lastStep } from '../../http/signIn/steps.ts'
import { cookieName, cookieOptions, SESSION_COOKIE } from '../../http/cookies.ts'
import { accountOf, sessionsOf } from './queries.ts'
import { lend, standInsOf, takeBack } from './standIns.ts'

/** Records a wrong code of one who is signed in. */
const refusedFor = (db: Db) => (reason: 'wrong' | 'locked') =>
  record(db, { act: 'sign-in-failed', topic: 'second_factor', details: { reason } })

/** What a person does with the own account; secrets are read by the role of sign-in alone. */
export function ownAccountRoutes(router: Router, { pool, secrets, hub }: Kit, who: Sessions): void {
  /** The session that asks. @throws Problem sign-in-needed where there is none, or sign-in waits for something else */
  async function signedIn(req: IncomingMessage, steps: readonly SignedIn['step'][] = ['done']): Promise<SignedIn> {
    const { session } = await who.identify(req)
    if (!session || !steps.includes(session.step)) throw problem('sign-in-needed')
    return session
  }

  answerRoute(router, account.read, async (_input, req) => {
    const session = await signedIn(req)
    return asSession(pool, (db) => accountOf(db, session.account))
  })

  answerRoute(router, account.setPassword, async ({ body }, req, res) => {
    const session = await signedIn(req, ['password', 'done'])
    await provePassword(pool, session.account, body.password, whoOf(session, req))
    const renewed = await asSession(
      pool,
      async (db) => {
        await setPassword(db, session.account, body.next)
        await endOthers(db, session.account, session.id)
        return session.step === 'password' ? renewSession(db, session.id, 'done') : undefined
      },
      whoOf(session, req),
    )
    if (renewed !== undefined) res.cookie(cookieName(req, SESSION_COOKIE), renewed, cookieOptions(req))
    hub.recheck()
    return { done: true }
  })

  answerRoute(router, account.followLink, async ({ body }, req) => {
    const userName = await followLink(pool, body.token, body.password, whoOf(undefined, req))
    hub.recheck()
    return { userName }
  })

  answerRoute(router, account.enrol, async (_input, req) => {
    const session = await signedIn(req, ['enrolment', 'done'])
    const begun = await asSession(pool, (db) => enrol(db, secrets, session), whoOf(session, req))
    if (!begun)
      throw problem('not-allowed', [
        '两步验证已启用；要更换请先关闭，或请安全管理员重置。',
        'A second factor is in force: take it off first, or have the security administrator reset it.',
      ])
    return begun
  })

  answerRoute(router, account.confirm, async ({ body }, req, res) => {
    const session = await signedIn(req, ['enrolment', 'done'])
    const outcome = await asSession(
      pool,
      async (db) => {
        const right = async () => {
          const recovery = await confirm(db, secrets, session.account, body.code)
          if (!recovery) return undefined
          const step = session.step === 'done' ? 'done' : await lastStep(db, session)
          await endOthers(db, session.account, session.id)
          return { recovery, token: await renewSession(db, session.id, step, true) }
        }
        return guess(db, `CODE ${session.account}`, right, refusedFor(db))
      },
      whoOf(session, req),
    )
    const { recovery, token } = opened(outcome, 'code-wrong')
    res.cookie(cookieName(req, SESSION_COOKIE), token, cookieOptions(req))
    return { recovery }
  })

  answerRoute(router, account.dropSecondFactor, async ({ body }, req) => {
    const session = await signedIn(req)
    if (needsSecondFactor(session.posts.map(({ kind }) => kind)))
      throw problem('not-allowed', [
        '您的岗位必须使用两步验证；更换设备请安全管理员重置。',
        'A post of yours needs a second factor: to change the device have the security administrator reset it.',
      ])
    const outcome = await asSession(
      pool,
      async (db) => {
        const right = async () => (await passes(db, secrets, session.account, body.code)) || undefined
        const outcome = await guess(db, `CODE ${session.account}`, right, refusedFor(db))
        if ('right' in outcome) await db.run(sql`delete from second_factor where account = ${session.account}`)
        return outcome
      },
      whoOf(session, req),
    )
    opened(outcome, 'code-wrong')
    return { done: true }
  })

  answerRoute(router, account.sessions, async (_input, req) => {
    const session = await signedIn(req)
    return asSession(pool, (db) => sessionsOf(db, session.account, session.id))
  })

  answerRoute(router, account.endSession, async ({ params: { id } }, req) => {
    const session = await signedIn(req)
    const ended = await asSession(
      pool,
      (db) => db.run(sql`delete from session where id = ${id} and account = ${session.account}`),
      whoOf(session, req),
    )
    if (ended === 0) throw problem('not-found')
    hub.recheck()
    return { done: true }
  })

  answerRoute(router, account.standIns, async (_input, req) => {
    const session = await signedIn(req)
    return asSession(pool, (db) => standInsOf(db, session.account))
  })

  answerRoute(router, account.lend, async ({ body }, req) => {
    const session = await signedIn(req)
    const made = await asSession(pool, (db) => lend(db, session, body), whoOf(session, req))
    hub.recheck()
    return made
  })

  answerRoute(router, account.takeBack, async ({ params: { id } }, req) => {
    const session = await signedIn(req)
    await asSession(pool, (db) => takeBack(db, session.account, id), whoOf(session, req))
    hub.recheck()
    return { done: true }
  })

  answerRoute(router, account.tokens, async (_input, req) => {
    const session = await signedIn(req)
    return asSession(pool, (db) => tokensOf(db, session.account))
  })

  answerRoute(router, account.addToken, async ({ body }, req) => {
    const session = await signedIn(req)
    if (!session.posts.some(({ id }) => id === body.post)) throw problem('not-found')
    return asSession(pool, (db) => addToken(db, session.account, body), whoOf(session, req))
  })

  answerRoute(router, account.endToken, async ({ params: { id } }, req) => {
    const session = await signedIn(req)
    const ended = await asSession(
      pool,
      (db) => db.run(sql`delete from api_token where id = ${id} and account = ${session.account}`),
      whoOf(session, req),
    )
    if (ended === 0) throw problem('not-found')
    hub.recheck()
    return { done: true }
  })
}
