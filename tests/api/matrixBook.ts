import { POST_KINDS, type PostKind, POSTS } from '#core/domain/posts.ts'
import { asSession } from '../../server/db/db.ts'
import { makeClient } from '../../server/db/pools.ts'
import type { Kit } from '../../server/http/kit.ts'
import { openSession } from '../../server/http/signIn/sessionRows.ts'
import { listen } from '../../server/live/listen.ts'
import { type WholeServer, wholeServer } from './asking.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { kitOn } from './kit.ts'
import { type KeptEnterprise, readLedger } from './ledger.ts'
import { type Asker, askerIn, NOBODY } from './scoped/askers.ts'
import { type Book, visitedOf } from './scoped/parts.ts'
import { SIGHTS } from './scoped/sights.ts'
import { readTerritory } from './scoped/territory.ts'

/** One of each post and one who is nobody, by their names. */
export const KINDS = [...POST_KINDS, 'nobody'] as const
export type Kind = (typeof KINDS)[number]

export interface Matrix {
  readonly database: FreshDatabase
  readonly book: Book
  readonly server: WholeServer
  readonly people: ReadonlyMap<Kind, Asker>
  /** An enterprise that departments, chiefs and enterprises of the matrix see, and one that none of them does. */
  readonly inside: KeptEnterprise
  readonly outside: KeptEnterprise
  /** What shares notices among this server's streams; it listens to the book. */
  readonly hub: Kit['hub']
  /** A new session of somebody: some questions end the one they are asked with. */
  renew(kind: PostKind): Promise<Asker>
  close(): Promise<void>
}

/** The demo district at a moment that stands still, the whole server, and people of every post about one enterprise that has rows of every kind. */
export async function matrixOf(): Promise<Matrix> {
  const database = await freshDatabase({ demo: true })
  await database.owner.query('truncate demo_identity')
  const ledger = await readLedger(database.owner)
  await database.clock.set(ledger.now)
  const book: Book = { ...ledger, ...(await readTerritory(database.owner)), visited: visitedOf(ledger) }
  const [inside, outside] = await twoApart(database, book)
  await askerIn(database, 'somebody', 'expert') // whose account, session and token are those of the number 1
  const given = {
    district: {},
    department: { department: inside.department! },
    grids: { grids: [inside.grid!] },
    enterprise: { own: inside },
    nothing: {},
  }
  const people = new Map<Kind, Asker>([['nobody', NOBODY]])
  for (const kind of POST_KINDS) people.set(kind, await askerIn(database, kind, kind, given[POSTS[kind].of]))
  const kit = kitOn(database)
  const server = await wholeServer(kit)
  const listening = new Promise<void>((resolve) => kit.hub.onRefresh(resolve))
  const listener = listen(() => makeClient(database.urls.server), kit.hub, kit.log)
  await listening
  return {
    database,
    hub: kit.hub,
    book,
    server,
    people,
    inside,
    outside,
    async renew(kind) {
      const { rows } = await database.owner.query<{ account: number; id: number }>(
        `select p.account, p.id from post p join account a on a.id = p.account where a.user_name = $1`,
        [kind],
      )
      const { account, id } = rows[0]!
      const from = { address: '127.0.0.1', agent: 'test' }
      const token = await asSession(database.pool, (db) =>
        openSession(db, { account, post: id, step: 'done', assured: true }, from),
      )
      return { ...people.get(kind)!, ways: [{ cookie: `anjian_session=${token}` }] }
    },
    async close() {
      await listener.close()
      await server.close()
      await database.drop()
    },
  }
}

/** Two enterprises with rows of every kind that share neither grid nor department nor place; the book is arranged where it has none. */
async function twoApart({ owner }: FreshDatabase, book: Book): Promise<[KeptEnterprise, KeptEnterprise]> {
  const owners = new Set(book.sources.map(({ enterprise }) => enterprise))
  const whole = book.enterprises.filter(
    (row) => row.grid !== null && row.department !== null && owners.has(row.id) && book.hazardsOf.has(row.id),
  )
  for (const one of whole) {
    const other = whole.find((row) => row.grid !== one.grid && row.department !== one.department && (row.place === null || row.place !== one.place))
    if (!other) continue
    const { rows } = await owner.query<{ id: number }>('select id from enterprise where id = any ($1) and id in (select enterprise from inspection) and id in (select enterprise from risk_point)', [[one.id, other.id]])
    if (rows.length === 2) return [one, other]
  }
  throw new Error('the demo district has no two such enterprises')
} // prettier-ignore

/** An enterprise that somebody does not see, and an id that nobody bears where there is none. */
export const unseenBy = ({ eyes }: Asker, { book, outside }: Matrix): number => {
  const sees = SIGHTS[eyes.role].enterprises
  if (!sees(outside, eyes)) return outside.id
  return book.enterprises.find((row) => !sees(row, eyes))?.id ?? 999_999
}
