/** What row-level policies cost: the product's statements as the role they bind, against the same with the scope written into them by hand, as the owner. */
import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import type pg from 'pg'
import { Filter } from '#core/contract/filter.ts'
import type { Actor } from '#server/db/actor.ts'
import { inScope } from '#server/db/db.ts'
import { makePool } from '#server/db/pools.ts'
import { listEnterprises } from '#server/features/enterprises/queries.ts'
import { askOf, statementsOf } from '#server/tiles/ask.ts'
import { tilePaths } from './plan.ts'
import { median, table } from './tables.ts'

/** Logins of one book. */
export interface Logins {
  readonly server: string
  readonly owner: string
}

const BINDING = `set_config('role', 'anjian_actor', true)`
const UNBOUND = `set_config('role', 'none', true)`

/** A pool of the owner's, whose transactions begin as all others do but take no role that policies bind. */
function unboundPool(url: string): pg.Pool {
  const pool = makePool(url, { size: 1 })
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (text: unknown, ...rest: unknown[]) => unknown
    const free = (text: unknown) => (typeof text === 'string' ? text.replace(BINDING, UNBOUND) : text)
    client.query = ((text: unknown, ...rest: unknown[]) => query(free(text), ...rest)) as typeof client.query
  })
  return pool
}

/** Who asks, and the scope as a filter writes it. */
const ACTORS: readonly (Actor & { readonly name: string; readonly byHand: string })[] = [
  { name: 'government', role: 'government', person: '测速', grids: [], byHand: '' },
  { name: 'department', role: 'department', person: '测速', grids: [], department: 3, byHand: 'department=3' },
  { name: 'six grids', role: 'grid', person: '测速', grids: [140, 141, 142, 158, 159, 160], byHand: 'grid=140,141,142,158,159,160' },
] // prettier-ignore

type Ask = (pool: pg.Pool, actor: Actor, filter: string) => Promise<unknown>

const tile =
  (path: string): Ask =>
  (pool, actor, filter) =>
    inScope(pool, actor, async (db) => {
      for (const statement of statementsOf(askOf(`${path}?${filter}`), filter === '' ? actor : undefined)) {
        const { tile: bytes } = (await db.raw(statement)).rows[0] as { tile: Buffer | null }
        if (bytes) return bytes
      }
      return undefined
    })

/** The list says the scope by hand already, in a form that indexes serve, beside what policies do: for the owner that is all there is. */
const list: Ask = (pool, actor) =>
  inScope(pool, actor, async (db) => (await listEnterprises(db, { ...Filter.parse({}), limit: 50 })).rows, {
    snapshot: true,
  })

const CASES = (tiles: number): readonly { name: string; asks: readonly Ask[] }[] => [
  { name: 'tiles of points, z12–15', asks: tilePaths([12, 13, 14, 15], tiles).map(tile) },
  { name: 'tiles of clusters, z9–11', asks: tilePaths([9, 10, 11], Math.ceil(tiles / 3)).map(tile) },
  { name: 'list, 50 rows', asks: Array.from({ length: tiles }, () => list) },
] // prettier-ignore

/** What an answer tells, in no order: features of a tile come as the plan finds them. */
function told(answer: unknown): string {
  if (!Buffer.isBuffer(answer)) return JSON.stringify(answer)
  const layers = Object.values(new VectorTile(new PbfReader(answer)).layers)
  const features = layers.flatMap((layer) =>
    Array.from({ length: layer.length }, (_, at) => JSON.stringify(layer.feature(at).properties)),
  )
  return features.sort().join('\n')
}

async function timed(work: () => Promise<unknown>): Promise<[milliseconds: number, answer: unknown]> {
  const begun = performance.now()
  const answer = await work()
  return [performance.now() - begun, answer]
}

/**
 * One connection each, question by question in turn, so that both meet the same caches; the ratio is the median over the questions.
 * @throws where an answer differs
 */
export async function policiesTable({ server, owner }: Logins, tiles: number): Promise<string> {
  const bound = makePool(server, { size: 1 })
  const unbound = unboundPool(owner)
  const rows: (string | number)[][] = []
  const pairs = CASES(tiles).flatMap((asked) => ACTORS.map((actor) => ({ ...asked, actor })))
  for (const { name, asks, actor } of pairs) {
      const times: { policies: number; byHand: number }[] = []
      for (const [at, ask] of asks.entries()) {
        const asActor = () => timed(() => ask(bound, actor, ''))
        const asOwner = () => timed(() => ask(unbound, actor, actor.byHand))
        await asActor() // what both read is in memory then, whoever begins
        const [first, second] = at % 2 === 0 ? [asActor, asOwner] : [asOwner, asActor]
        const [one, other] = [await first(), await second()]
        if (told(one[1]) !== told(other[1])) throw new Error(`${name}, ${actor.name}: answers differ`)
        times.push(at % 2 === 0 ? { policies: one[0], byHand: other[0] } : { policies: other[0], byHand: one[0] })
      }
      const policies = median(times.map((one) => one.policies))
      const byHand = median(times.map((one) => one.byHand))
      rows.push([name, actor.name, String(times.length), policies, byHand, median(times.map((one) => one.policies / one.byHand))])
  }
  await bound.end()
  await unbound.end()
  return table(['question', 'as', 'questions', 'by policies, ms', 'by hand, ms', 'ratio'], rows)
} // prettier-ignore
