/** An alarm to ten thousand open pages of one process, beside bare Node sending the same bytes to as many sockets. */
import { createHash, randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { makePool } from '#server/db/pools.ts'
import { SESSION_COOKIE } from '#server/http/cookies.ts'
import type { PostKind } from '#core/domain/posts.ts'
import { addGateways, endSenders, type Place } from './gatewayBook.ts'
import type { Logins } from './policiesBench.ts'
import { type Listeners, listeners, type Measured, serve } from './processes.ts'
import { shareOf, table } from './tables.ts'

/** Who listens: every one but the last sees the source that alarms. */
const POSTS: readonly { kind: PostKind; share: number; of: (place: Place) => [grids: number[], department: number | null, enterprise: number | null] }[] = [
  { kind: 'duty-officer', share: 0.25, of: () => [[], null, null] },
  { kind: 'leader', share: 0.25, of: () => [[], null, null] },
  { kind: 'department-officer', share: 0.2, of: ({ department }) => [[], department, null] },
  { kind: 'grid-chief', share: 0.2, of: ({ grid }) => [[grid], null, null] },
  { kind: 'safety-manager', share: 0.1, of: ({ enterprise }) => [[], null, enterprise] },
] // prettier-ignore
const OUTSIDE = 200
/** Sessions of one account. */
const SESSIONS = 10
const PATIENCE_MS = 20_000

/** Sessions of so many in posts, a session each, made past sign-in. @returns their cookies */
async function sessionsIn(owner: string, kind: PostKind, bound: readonly unknown[], n: number): Promise<string[]> {
  const pool = makePool(owner, { size: 1 })
  const tokens = Array.from({ length: n }, () => randomBytes(32).toString('base64url'))
  await pool.query(
    `with made as (insert into account (user_name, name, state) select $1 || '-' || i, '测速' || i, 'active' from generate_series(1, $2::integer) i returning id),
      post as (insert into post (account, kind, grids, department, enterprise) select id, $3, $4, $5, $6 from made returning id, account),
      wearing as (select id, account, row_number() over () as n from post)
     insert into session (token_hash, account, post, step, entry, assured, made_at, seen_at, ends_at)
     select h, w.account, w.id, 'done', 'password', true, app.now(), app.now(), app.now() + interval '1 hour'
     from unnest($7::bytea[]) with ordinality g (h, i) join wearing w on w.n = 1 + (i - 1) / ${SESSIONS}`,
    [`${kind}-${tokens[0]!.slice(0, 6)}`.toLowerCase(), Math.ceil(n / SESSIONS), kind, ...bound, tokens.map((token) => createHash('sha256').update(token).digest())], // prettier-ignore
  )
  await pool.end()
  return tokens.map((token) => `${SESSION_COOKIE}=${token}`)
}

/** Milliseconds from sending until half, nearly all and all of those have heard whose it is. */
interface Round {
  readonly p50: number
  readonly p99: number
  readonly last: number
}
const ROUND = ['p50', 'p99', 'last'] as const

/** Says it, and waits until the first `expected` listeners have heard. @throws where one of them does not, or one after them does */
async function round(client: Listeners, expected: number, say: () => Promise<number>): Promise<Round> {
  await client.arm()
  const sent = await say()
  const at = await client.take(expected, PATIENCE_MS)
  const [mine, others] = [at.slice(0, expected), at.slice(expected)]
  const deaf = mine.filter((one) => one < 0).length
  if (deaf > 0) throw new Error(`${deaf} of ${expected} did not hear within ${PATIENCE_MS / 1000} s`)
  const told = others.filter((one) => one >= 0).length
  if (told > 0) throw new Error(`${told} listeners heard of an alarm that is not theirs`)
  const times = mine.map((one) => one - sent)
  return { p50: shareOf(times, 0.5), p99: shareOf(times, 0.99), last: shareOf(times, 1) }
}

/** All listeners opened, so many rounds at random moments, and what each listener costs the server. */
async function heard(server: Measured, path: string, cookies: readonly string[], { rounds, expected, say }: { rounds: number; expected: number; say: () => Promise<number> }) {
  const client = listeners()
  const before = await server.memory()
  const { seconds } = await client.open({ port: server.port, path, cookies })
  const after = await server.memory()
  const found: Round[] = []
  for (let n = 0; n < rounds; n += 1) {
    await pause(300 + Math.random() * 900)
    found.push(await round(client, expected, say))
  }
  await client.close()
  const each = (what: 'rss' | 'heapUsed') => (after[what] - before[what]) / cookies.length / 1024
  return { seconds, found, rss: each('rss'), heap: each('heapUsed') }
} // prettier-ignore

/** From the reading that a gateway sends to the last of `n` listeners, over `rounds` alarms. */
export async function listenersTable(logins: Logins, n: number, rounds: number): Promise<string> {
  const { place, alarm } = await addGateways(logins.owner, 0, rounds)
  const cookies: string[] = []
  for (const { kind, share, of } of POSTS) cookies.push(...(await sessionsIn(logins.owner, kind, of(place), Math.round(n * share)))) // prettier-ignore
  const expected = cookies.length
  cookies.push(...(await sessionsIn(logins.owner, 'grid-chief', [[place.grid === 100 ? 101 : 100], null, null], OUTSIDE))) // prettier-ignore
  const server = await serve({ is: 'product', url: logins.server, live: true })
  const product = await heard(server, '/api/live', cookies, { rounds, expected, say: async () => (await alarm(server.port)).sent }) // prettier-ignore
  endSenders()
  await server.stop()
  const floor = await serve({ is: 'broadcast', bytes: `event: change\ndata: {"layer":"alarms","version":123,"ids":[${place.enterprise}]}\n\n`, page: '' }) // prettier-ignore
  const post = async () => {
    const sent = performance.timeOrigin + performance.now()
    await fetch(`http://127.0.0.1:${floor.port}/say`, { method: 'POST' })
    return sent
  }
  const bare = await heard(floor, '/live', cookies.slice(0, expected).map(() => ''), { rounds, expected, say: post }) // prettier-ignore
  await floor.stop()
  const row = (name: string, { seconds, found, rss, heap }: typeof product) => [
    name,
    ...ROUND.flatMap((which) => {
      const values = found.map((one) => one[which])
      return which === 'last' ? [shareOf(values, 0.5), shareOf(values, 0.99), shareOf(values, 1)] : [shareOf(values, 0.5)]
    }),
    rss, heap, seconds,
  ] // prettier-ignore
  const head = ['to', 'half of them, ms', '99 %', 'the last: p50', 'p99', 'max', 'KB resident a listener', 'KB heap', 's to open all'] // prettier-ignore
  const rows = [row(`${expected.toLocaleString('en')} listeners of the product, a reading sent by HTTP`, product), row('as many sockets of bare Node, the same bytes', bare)] // prettier-ignore
  return `${table(head, rows)}\n\n${rounds} alarms. Listeners have a session each, in five posts that see the source; ${OUTSIDE} more of another grid are open beside them and hear nothing.` // prettier-ignore
}
