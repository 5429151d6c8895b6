import type { IncomingMessage } from 'node:http'
import type pg from 'pg'
import { z } from 'zod'
import { ROLES } from '#core/contract/session.ts'
import type { Actor } from '../db/actor.ts'
import { asSession } from '../db/db.ts'
import { sql } from '../db/sql.ts'
import type { ChangeHub } from '../live/hub.ts'
import { goOn } from './atOnce.ts'
import { cookieOf, IDENTITY_COOKIE, SESSION_COOKIE } from './cookies.ts'
import type { ActorAtOnce, ActorOf } from './kit.ts'
import { fromThisMachine } from './loopback.ts'
import { ADMINISTRATOR, sessionOf } from './setup.ts'

/** Who asks, as the screen names them. */
export interface Identity {
  readonly actor: Actor
  readonly label: string
  readonly labelEn: string
  /** The book holds demo data, whoever looks at it. */
  readonly demo: boolean
}

const DemoRow = z.object({
  key: z.string(),
  label: z.string(),
  labelEn: z.string(),
  role: z.enum(ROLES),
  grids: z.array(z.number().int()),
  department: z.number().int().nullable(),
  enterprise: z.number().int().nullable(),
})
/** One whom a demo lets one look as, with the key that names it. */
export interface DemoIdentity extends Identity {
  readonly key: string
}

/** Longest that demo identities which are gone still serve, where no notice of it arrives. */
const KEPT_MS = 5_000

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

/** A demo identity as who asks; changes made as it are kept under its label. */
function asIdentity({
  key,
  label,
  labelEn,
  role,
  grids,
  department,
  enterprise,
}: z.infer<typeof DemoRow>): DemoIdentity {
  const actor: Actor = {
    role,
    person: label,
    grids,
    ...(department !== null && { department }),
    ...(enterprise !== null && { enterprise }),
  }
  return { key, actor, label, labelEn, demo: true }
}

/** The local administrator of a book of real data. */
export const administrator = (person = ADMINISTRATOR): Identity => ({
  actor: { role: 'government', person, grids: [] },
  label: person,
  labelEn: 'Local administrator',
  demo: false,
})

/** Demo identities read at most once in KEPT_MS, by one query however many ask; dropped when the district changes. */
function demoIdentities(pool: pg.Pool, hub: ChangeHub) {
  type Rows = readonly DemoIdentity[]
  let kept: { rows: Rows | Promise<Rows>; readonly until: number } | undefined
  const drop = () => (kept = undefined)
  hub.onNotice(({ layer }) => void (layer === 'district' && drop()))
  hub.onRefresh(drop)
  async function read(): Promise<Rows> {
    const statement = sql`
      select key, label, label_en as "labelEn", role, grids, department, enterprise
      from demo_identity order by position, key`
    return (await asSession(pool, (db) => db.many(DemoRow, statement))).map(asIdentity)
  }
  return (): Rows | Promise<Rows> => {
    if (kept && performance.now() < kept.until) return kept.rows
    const reading = read()
    const fresh: typeof kept = { rows: reading, until: performance.now() + KEPT_MS }
    kept = fresh
    reading.then(
      (rows) => (fresh.rows = rows),
      () => kept === fresh && drop(),
    )
    return reading
  }
}

/**
 * With demo data: at this machine the identity of the cookie, or the first one; from elsewhere the public.
 * With real data: the administrator where the session cookie is good, else the public.
 */
export function sessions(pool: pg.Pool, hub: ChangeHub): Sessions {
  const demo = demoIdentities(pool, hub)
  /** Whoever is signed in, read afresh each time. */
  async function signedIn(req: IncomingMessage): Promise<Identity> {
    const cookie = cookieOf(req, SESSION_COOKIE)
    const session = cookie ? await sessionOf(pool, cookie) : undefined
    return session ? administrator(session.person) : publicIdentity(false)
  }
  const identify = (req: IncomingMessage): Identity | Promise<Identity> =>
    goOn(demo(), (identities) => {
      const [first] = identities
      if (!first) return signedIn(req)
      if (!fromThisMachine(req)) return publicIdentity(true)
      const key = cookieOf(req, IDENTITY_COOKIE)
      return identities.find((identity) => identity.key === key) ?? first
    })
  const actorAtOnce: ActorAtOnce = (req) => goOn(identify(req), ({ actor }) => actor)
  return {
    identify: async (req) => identify(req),
    actorOf: async (req) => actorAtOnce(req),
    actorAtOnce,
    offered: async (req) => (fromThisMachine(req) ? demo() : []),
  }
}
