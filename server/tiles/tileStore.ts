import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { type Actor, scopeKey } from '../db/actor.ts'
import { type Db, inScope } from '../db/db.ts'
import { goOn } from '../http/atOnce.ts'
import type { Kit } from '../http/kit.ts'
import { statementsOf, type TileAsk } from './ask.ts'
import { LAYER_TILES } from './layers.ts'
import { type Moment, type MomentRow, type Moments, moments } from './moments.ts'
import { recent } from './recent.ts'

/** Bytes of encoded tiles kept in memory at most. */
const MOST_BYTES = 64 * 2 ** 20
/** Bytes that an entry takes beside its tile, roughly; the tile itself counts twice, for it is kept as sent, too. */
const ENTRY_BYTES = 1_500
/** Fast enough to be done while someone waits. */
const GZIP = { level: 4 }
const compress = promisify(gzip)

/** One encoded tile, as sent. */
export interface Tile {
  /** Gzipped; undefined where nothing is in the tile. */
  readonly body: Buffer | undefined
  /** Names the content; undefined where the data moved on while it was made, so that nobody may keep it. */
  readonly etag: string | undefined
  /** What it was made from, as text. */
  readonly stamp: string | undefined
}

export interface TileStore {
  /** The tile as it is at present: kept, being made, or made now. */
  tile(ask: TileAsk, actor: Actor): Tile | Promise<Tile>
  /** Its ETag at present, without making it. */
  etag(ask: TileAsk, actor: Actor): string | Promise<string>
}

/** A tile that is kept. */
interface Kept {
  readonly tile: Tile
  /** The moment of which it was found to be last: while that stays the present one, nothing needs comparing. */
  moment: Moment | undefined
}

/** What a tile depends on, of a moment. */
function stampOf({ layer, address: { z }, filter }: TileAsk, { versions, deadlines }: Moment): string {
  const { reads, timed } = LAYER_TILES[layer]
  const parts = reads(z, filter).map((name) => versions.get(name))
  return `${parts.join(',')};${timed(z, filter) ? deadlines : ''}`
}

function isOf(kept: Kept, moment: Moment, ask: TileAsk): boolean {
  if (kept.moment === moment) return true
  if (kept.tile.stamp !== stampOf(ask, moment)) return false
  kept.moment = moment
  return true
}

const etagOf = (key: string, stamp: string): string =>
  `W/"${createHash('sha1').update(`${key} ${stamp}`).digest('base64url')}"`

/** Tiles of one database. One scope never reads what was made for another: the scope is part of every key. */
export function tileStore({ readPool, hub }: Pick<Kit, 'readPool' | 'hub'>, most = MOST_BYTES): TileStore {
  const clock = moments(readPool)
  hub.onNotice(({ layer }) => layer !== 'readings' && clock.expire()) // they change each second, and no tile shows them
  hub.onRefresh(() => clock.expire())
  const kept = recent<Kept>(most, ({ tile: { body } }) => 2 * (body?.length ?? 0) + ENTRY_BYTES)
  const pending = new Map<string, Promise<Tile>>()

  function begin(ask: TileAsk, actor: Actor, key: string): Promise<Tile> {
    const making = make(readPool, ask, actor, { key, clock }).then((tile) => {
      if (tile.stamp !== undefined) kept.set(key, { tile, moment: undefined })
      return tile
    })
    pending.set(key, making)
    const ended = () => void (pending.get(key) === making && pending.delete(key))
    making.then(ended, ended)
    return making
  }
  /** What is at hand serves where it is of the present moment; what is made now is, by its own snapshot. */
  function at(moment: Moment, ask: TileAsk, actor: Actor, key: string): Tile | Promise<Tile> {
    const found = kept.get(key)
    if (found && isOf(found, moment, ask)) return found.tile
    const making = pending.get(key)
    if (!making) return begin(ask, actor, key)
    const stamp = stampOf(ask, moment)
    return making.then((tile) => (tile.stamp === stamp ? tile : begin(ask, actor, key)))
  }
  return {
    tile(ask, actor) {
      const key = keyOf(ask, actor)
      if (!kept.has(key) && !pending.has(key)) return begin(ask, actor, key)
      return goOn(clock.present(), (moment) => at(moment, ask, actor, key))
    },
    etag: (ask, actor) =>
      goOn(clock.present(), (moment) => {
        const key = keyOf(ask, actor)
        const found = kept.get(key)
        const named = found && isOf(found, moment, ask) ? found.tile.etag : undefined
        return named ?? etagOf(key, stampOf(ask, moment))
      }),
  }
}

const keyOf = (ask: TileAsk, actor: Actor) => `${scopeKey(actor)} ${ask.key}`

/** Gzipped, in a buffer of just its size: what zlib hands out keeps 16 KB alive behind it. */
async function zipped(bytes: Buffer): Promise<Buffer> {
  const roomy = await compress(bytes, GZIP)
  const exact = Buffer.allocUnsafeSlow(roomy.length)
  roomy.copy(exact)
  return exact
}

interface Made extends MomentRow {
  readonly tile: Buffer
}

async function firstFit(db: Db, ask: TileAsk, actor: Actor): Promise<Made> {
  for (const statement of statementsOf(ask, actor)) {
    const { rows } = await db.raw(statement)
    const made = rows[0] as { tile: Buffer | null } & MomentRow
    if (made.tile) return { ...made, tile: made.tile }
  }
  throw new Error(`no statement of the layer ${ask.layer} gave a tile`)
}

async function make(
  pool: Kit['readPool'],
  ask: TileAsk,
  actor: Actor,
  { key, clock }: { key: string; clock: Moments },
): Promise<Tile> {
  const made = await inScope(pool, actor, (db) => firstFit(db, ask, actor))
  const [moment, body] = await Promise.all([clock.of(made), made.tile.length > 0 ? zipped(made.tile) : undefined])
  const stamp = moment && stampOf(ask, moment)
  return { body, stamp, etag: stamp === undefined ? undefined : etagOf(key, stamp) }
}
