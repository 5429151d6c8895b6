import type { PostKind } from '#core/domain/posts.ts'
import { POSTS } from '#core/domain/posts.ts'
import { asSession } from '../../../server/db/db.ts'
import { addToken } from '../../../server/http/signIn/apiTokens.ts'
import { openSession } from '../../../server/http/signIn/sessionRows.ts'
import type { FreshDatabase } from '../database.ts'
import type { KeptEnterprise } from '../ledger.ts'
import { accountIn } from '../people.ts'
import type { Book } from './parts.ts'
import type { Eyes } from './sights.ts'

/** One who asks: whose eyes, and the headers by which the server knows it. */
export interface Asker {
  readonly name: string
  readonly eyes: Eyes
  /** By the cookie of a session, and by the token of a machine. */
  readonly ways: readonly Readonly<Record<string, string>>[]
}

type Bound = {
  readonly grids?: readonly number[]
  readonly department?: number
  readonly own?: KeptEnterprise
  readonly assigned?: readonly KeptEnterprise[]
}

/** An account in a post, signed in, with a token for a machine beside. */
export async function askerIn(
  database: FreshDatabase,
  name: string,
  kind: PostKind,
  { own, assigned, ...bound }: Bound = {},
): Promise<Asker> {
  const made = await accountIn(database, name, kind, { ...bound, ...(own && { enterprise: own.id }) })
  for (const { id } of assigned ?? [])
    await database.owner.query(
      "insert into expert_assignment (enterprise, account, task, until_at) values ($1, $2, '诊断', app.now() + interval '1 day')",
      [id, made.account],
    )
  const from = { address: '127.0.0.1', agent: 'test' }
  const [cookie, { token }] = await asSession(database.pool, async (db) => [
    await openSession(db, { ...made, step: 'done', assured: true }, from),
    await addToken(db, made.account, { name: 'machine', post: made.post, writes: false, days: 1 }),
  ])
  const eyes = {
    role: POSTS[kind].scope,
    grids: bound.grids ?? [],
    department: bound.department,
    enterprise: own?.id,
    own,
    ...(kind === 'grid-worker' && { worker: true }),
    ...(assigned && { assigned }),
  }
  return {
    name,
    eyes: eyes as Eyes,
    ways: [{ cookie: `anjian_session=${cookie}` }, { authorization: `Bearer ${token}` }],
  }
}

export const NOBODY: Asker = { name: 'nobody', eyes: { role: 'public', grids: [] }, ways: [{}] }

/** Spread over a list: the first, the last and what lies evenly between. */
const spread = <Item>(items: readonly Item[], count: number): Item[] =>
  Array.from({ length: count }, (_, at) => items[Math.round((at * (items.length - 1)) / Math.max(count - 1, 1))]!)

/** People of every role: departments large and small, chiefs of one to three grids, enterprises with and without what others have. */
export async function askersOf(database: FreshDatabase, book: Book): Promise<readonly Asker[]> {
  const many = (count: (row: KeptEnterprise) => boolean) => book.enterprises.filter(count).length
  const departments = book.departments
    .map(({ id }) => ({ id, n: many(({ department }) => department === id) }))
    .sort((a, b) => b.n - a.n)
  const grids = book.grids
    .filter(({ level }) => level === 3)
    .map(({ id }) => ({ id, n: many(({ grid }) => grid === id) }))
    .sort((a, b) => b.n - a.n)
    .map(({ id }) => id)
  const sourceOwners = new Set(book.sources.map(({ enterprise }) => enterprise))
  const owns = [
    book.enterprises.find(({ id }) => sourceOwners.has(id)),
    book.enterprises.find(({ id, place }) => place !== null && book.overdue.has(id)),
    book.enterprises.find(({ grid }) => grid === null),
    book.enterprises.find(({ x }) => x === null),
    book.enterprises.find(({ department }) => department === null),
  ].filter((row) => row !== undefined)
  const make = (name: string, kind: PostKind, bound?: Bound) => askerIn(database, name, kind, bound)
  const askers = [NOBODY]
  for (const kind of ['leader', 'duty-officer', 'data-steward'] as const) askers.push(await make(kind, kind))
  for (const [at, { id }] of spread(departments, 5).entries())
    askers.push(await make(`department-${at}`, 'department-officer', { department: id }))
  for (const [at, first] of spread(grids, 7).entries()) {
    const from = grids.indexOf(first)
    const own = [...new Set([from, from + 5, from + 11].slice(0, 1 + (at % 3)).map((i) => grids[i % grids.length]!))]
    askers.push(await make(`grids-${at}`, at % 2 === 0 ? 'grid-chief' : 'grid-worker', { grids: own }))
  }
  for (const [at, own] of owns.entries())
    askers.push(await make(`enterprise-${at}`, at % 2 === 0 ? 'safety-manager' : 'worker', { own }))
  askers.push(await make('assigned', 'expert', { assigned: owns.slice(0, 3) }))
  for (const kind of ['expert', 'system-administrator', 'security-administrator', 'audit-administrator'] as const)
    askers.push(await make(kind, kind))
  return askers
}
