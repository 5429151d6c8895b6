import type { IncomingMessage } from 'node:http'
import type pg from 'pg'
import type { Post } from '#core/contract/accounts.ts'
import { conditionsOf, filterKey, partsOf } from '#core/contract/conditions.ts'
import { Filter } from '#core/contract/filter.ts'
import { AS_HEADER, whoKey } from '#core/contract/session.ts'
import { POSTS } from '#core/domain/posts.ts'
import type { Actor } from '../db/actor.ts'
import { asSession } from '../db/db.ts'
import type { ChangeHub } from '../live/hub.ts'
import { goOn } from './atOnce.ts'
import { cookieOf, IDENTITY_COOKIE, SESSION_COOKIE, WALL_COOKIE } from './cookies.ts'
import { type DemoIdentity, demoIdentities } from './demoIdentities.ts'
import type { ActorAtOnce, ActorOf } from './kit.ts'
import { fromThisMachine } from './loopback.ts'
import { originOf } from './origin.ts'
import { problem } from './problems.ts'
import { bearerOf, holderOf } from './signIn/apiTokens.ts'
import { gathered } from './signIn/gathered.ts'
import { personName, readSession, readSessions, type SignedIn } from './signIn/sessionRows.ts'
import { readWall, type WallHere, wallName } from './signIn/wallTokens.ts'

/** Who asks, as the screen names them. */
export interface Identity {
  readonly actor: Actor
  readonly label: string
  readonly labelEn: string
  /** The book holds demo data, whoever looks at it. */
  readonly demo: boolean
  /** A demo identity that nobody chose. */
  readonly unasked?: boolean
  /** The session of an account, complete or not yet. */
  readonly session?: SignedIn
  /** A machine or a wall that may only read. */
  readonly readsOnly?: true
}

const readsOnlyWords = [
  '此令牌只可读取；如需写入，请在“我的账号”中另建可写的令牌。',
  'This token may only read: make one that may write under “My account”.',
] as const

/** Who asks each request; one for the whole process. */
export interface Sessions {
  identify(req: IncomingMessage): Promise<Identity>
  readonly actorOf: ActorOf
  readonly actorAtOnce: ActorAtOnce
  /** The demo identities that this request may take: none off the loopback. */
  offered(req: IncomingMessage): Promise<readonly DemoIdentity[]>
}

/** Anybody: reads what is disclosed and nothing else. */
const publicIdentity = (demo: boolean): Identity => ({
  actor: { role: 'public', person: '公众', grids: [] },
  label: '公众',
  labelEn: 'Public',
  demo,
})

/** An account in the post it wears; without a post, or before sign-in is complete, it sees what anybody sees. */
export function accountIdentity(session: SignedIn, demo: boolean): Identity {
  const worn = session.posts.find(({ id }) => id === session.post) ?? session.posts[0]
  if (session.step !== 'done' || !worn) return { ...publicIdentity(demo), session }
  const { zh, en } = POSTS[worn.kind]
  const own = { ...session, post: worn.id }
  return {
    actor: actorIn(worn, session),
    label: `${session.name} · ${zh}`,
    labelEn: `${session.name} · ${en}`,
    demo,
    session: own,
  }
}

/** A wall: the district without what is only for some, and of the scenes those of its link. */
export const wallIdentity = (wall: WallHere, demo: boolean): Identity => ({
  actor: {
    role: 'wall',
    person: wallName(wall),
    grids: [],
    scenes: wall.scenes,
    conditions: wall.states.map((state) => filterKey(Filter.parse(conditionsOf(partsOf(state))))),
  },
  label: wall.name,
  labelEn: wall.name,
  demo,
  readsOnly: true,
})

/** Who acts in a post: its scope, and the name under which changes are kept. */
export function actorIn(
  worn: Post,
  { account, name, userName, assigned }: Pick<SignedIn, 'account' | 'name' | 'userName' | 'assigned'>,
): Actor {
  return {
    role: POSTS[worn.kind].scope,
    person: personName({ name, userName }),
    grids: worn.grids,
    ...(worn.department !== null && { department: worn.department }),
    ...(worn.enterprise !== null && { enterprise: worn.enterprise }),
    ...(worn.kind === 'expert' && { enterprises: assigned }),
    account,
    post: worn.kind,
  }
}

/** The stream and tiles ask by themselves, and pages where something changed: one that is open alone does not keep a session from lying idle. */
const byItself = ({ url, headers }: IncomingMessage) =>
  url === undefined || headers['x-by-itself'] !== undefined || /^\/(tiles\/|live|api\/live)/.test(url)

/** Tiles are very many, come before Express, and do not know a proxy's visitor: none of them counts as a use of a wall's link. */
const usedFrom = (req: IncomingMessage) =>
  req.url?.startsWith('/tiles/') ? undefined : (originOf(req).address ?? 'unknown')

const ANOTHER = [
  '这台设备上登录的已是另一个人；这份工作仍在原来那个人名下，请由其本人登录后发送。',
  'Somebody else is signed in here by now: this work stays with whoever did it, who has to sign in to send it.',
] as const
/** What one person left to be sent is never taken in another's name. @throws Problem sign-in-needed */
function refuseForAnother({ headers }: IncomingMessage, { session, label }: Identity): void {
  const meant = headers[AS_HEADER]
  const account = session ? { id: session.account, post: session.post } : null
  if (meant !== undefined && meant !== whoKey({ account, label })) throw problem('sign-in-needed', ANOTHER)
}

/**
 * Whoever is signed in; else the wall of the cookie; else, with demo data and at this machine, the identity of the cookie or the
 * first one; else the public. A browser that is a wall is nobody else once its link has ended.
 */
export function sessions(pool: pg.Pool, hub: ChangeHub): Sessions {
  const demo = demoIdentities(pool, hub)
  const look = gathered((tokens) => asSession(pool, (db) => readSessions(db, tokens)))
  async function signedIn(req: IncomingMessage, isDemo: boolean): Promise<Identity | undefined> {
    const cookie = cookieOf(req, SESSION_COOKIE)
    const session = cookie && (await (byItself(req) ? look(cookie) : asSession(pool, (db) => readSession(db, cookie))))
    return session ? accountIdentity(session, isDemo) : undefined
  }
  function demoIdentity(req: IncomingMessage, identities: readonly DemoIdentity[]): Identity {
    const [first] = identities
    if (!first || !fromThisMachine(req)) return publicIdentity(first !== undefined)
    const key = cookieOf(req, IDENTITY_COOKIE)
    return identities.find((identity) => identity.key === key) ?? { ...first, unasked: true }
  }
  /** Nobody, unless the link is good. */
  async function wallHere(req: IncomingMessage, token: string, isDemo: boolean): Promise<Identity> {
    const wall = await asSession(pool, (db) => readWall(db, token, usedFrom(req)))
    return wall ? wallIdentity(wall, isDemo) : publicIdentity(isDemo)
  }
  const unsigned = (req: IncomingMessage, identities: readonly DemoIdentity[]): Identity | Promise<Identity> => {
    const wall = cookieOf(req, WALL_COOKIE)
    return wall === undefined ? demoIdentity(req, identities) : wallHere(req, wall, identities.length > 0)
  }
  /** A machine by its token; one that is not good is nobody, never somebody else by a cookie. */
  async function machine(token: string, isDemo: boolean): Promise<Identity> {
    const holder = await asSession(pool, (db) => holderOf(db, token))
    const [post] = holder?.posts ?? []
    if (!holder || !post) return publicIdentity(isDemo)
    const label = `${holder.name} · ${holder.userName}`
    return {
      actor: actorIn(post, holder),
      label,
      labelEn: label,
      demo: isDemo,
      ...(!holder.writes && { readsOnly: true }),
    }
  }
  const identify = (req: IncomingMessage): Identity | Promise<Identity> =>
    goOn(demo(), (identities) => {
      const token = bearerOf(req)
      if (token !== undefined) return machine(token, identities.length > 0)
      if (cookieOf(req, SESSION_COOKIE) === undefined) return unsigned(req, identities)
      return signedIn(req, identities.length > 0).then((identity) => identity ?? unsigned(req, identities))
    })
  const actorAtOnce: ActorAtOnce = (req) => goOn(identify(req), ({ actor }) => actor)
  return {
    identify: async (req) => identify(req),
    async actorOf(req) {
      const identity = await identify(req)
      const { actor, readsOnly } = identity
      refuseForAnother(req, identity)
      if (readsOnly && req.method !== 'GET' && req.method !== 'HEAD') throw problem('not-allowed', readsOnlyWords)
      return actor
    },
    actorAtOnce,
    offered: async (req) => (fromThisMachine(req) ? demo() : []),
  }
}
