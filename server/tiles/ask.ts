import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Filter } from '#core/contract/filter.ts'
import { type Issue, Problem } from '#core/contract/problem.ts'
import { DEEPEST_TILE_ZOOM, TILE_LAYERS, type TileLayer } from '#core/contract/tiles.ts'
import type { Actor } from '../db/actor.ts'
import { type Sql, sql } from '../db/sql.ts'
import { reach } from '../filter/ground.ts'
import { problem } from '../http/problems.ts'
import type { TileAddress } from './bounds.ts'
import { LAYER_TILES } from './layers.ts'

/** One tile that was asked for, understood. */
export interface TileAsk {
  readonly layer: TileLayer
  readonly address: TileAddress
  readonly filter: Filter
  /** Stands for the statements and their values: two asks of one key get one answer in one scope and data version. */
  readonly key: string
}

/** A cache-buster of the map's, without meaning here. */
const IGNORED = 'v'
const PATH = /^\/tiles\/([a-z-]+)\/([^/]+)\/([^/]+)\/([^/]+)$/
const StrictFilter = Filter.strict()

const refused = (issues: readonly Issue[]) => new Problem('invalid-request', problem('invalid-request').message, issues)

/** The layer of that name. @throws Problem not-found */
export function layerNamed(name: string): TileLayer {
  const layer = TILE_LAYERS.find((known) => known === name)
  if (!layer) throw problem('not-found')
  return layer
}

/** Reads the address of a tile, path and query. @throws Problem not-found, invalid-request */
export function askOf(url: string): TileAsk {
  const [path, query] = halves(url)
  const [, name, z, x, y] = PATH.exec(path) ?? []
  if (name === undefined) throw problem('not-found')
  const layer = layerNamed(name)
  const address = addressOf(z ?? '', x ?? '', y ?? '')
  const given = filterOf(query)
  const filter = LAYER_TILES[layer].filtered ? given : {}
  const statements = statementsOf({ layer, address, filter }).map((statement) => statement.toQuery())
  const key = createHash('sha1').update(JSON.stringify(statements)).digest('base64url')
  return { layer, address, filter, key }
}

/** Path and query of an address. */
export function halves(url: string): [path: string, query: string] {
  const mark = url.indexOf('?')
  return mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)]
}

function addressOf(z: string, x: string, y: string): TileAddress {
  const zoom = wholeUpTo(DEEPEST_TILE_ZOOM).safeParse(z)
  if (!zoom.success) throw refused([{ at: 'path.z', message: between(DEEPEST_TILE_ZOOM) }])
  const last = 2 ** zoom.data - 1
  const checked = pairUpTo(last).safeParse({ x, y })
  if (checked.success) return { z: zoom.data, ...checked.data }
  throw refused(checked.error.issues.map(({ path }) => ({ at: `path.${path.join('.')}`, message: between(last) })))
}

const between = (most: number) => `应为 0 到 ${most} 的整数；请改正。\nA whole number from 0 to ${most}: correct it.`

const wholeUpTo = (most: number) =>
  z
    .string()
    .regex(/^(0|[1-9][0-9]{0,6})$/)
    .transform(Number)
    .pipe(z.number().max(most))
const pairUpTo = (last: number) => z.object({ x: wholeUpTo(last), y: wholeUpTo(last) })

/** Conditions in one order, values too, so that the same filter has one key however it was written. */
function filterOf(query: string): Filter {
  const given = new URLSearchParams(query)
  given.delete(IGNORED)
  const names = [...given.keys()]
  const repeated = names.find((name, i) => names.indexOf(name) !== i)
  if (repeated !== undefined)
    throw refused([{ at: `query.${repeated}`, message: '给了两次；请只给一次。\nGiven twice: give it once.' }])
  const checked = StrictFilter.safeParse(Object.fromEntries(given))
  if (!checked.success) {
    throw refused(checked.error.issues.map(({ path, message }) => ({ at: ['query', ...path].join('.'), message })))
  }
  const { bbox, polygon, ...lists } = checked.data
  const sorted = Object.fromEntries(
    Object.entries(lists).map(([name, value]) => [name, Array.isArray(value) ? [...value].sort() : value]),
  )
  return { ...(sorted as Filter), ...(bbox && { bbox }), ...(polygon && { polygon }) }
}

/**
 * Statements to try in turn until one gives a tile that is not null. Each is whole, hence of one snapshot: the tile's
 * bytes, the version of each layer of data, and the time by which deadlines were judged.
 * @param asker whose scope is said once more, so that indexes serve it; policies guard it all the same
 */
export const statementsOf = ({ layer, address, filter }: Omit<TileAsk, 'key'>, asker?: Actor): Sql[] =>
  LAYER_TILES[layer]
    .tiles(address, filter, asker && reachOf(asker))
    .map((tile) => sql`select ${tile} as tile, ${momentColumns}`)

const reachOf = ({ role, grids, department, enterprise, enterprises = [] }: Actor): Sql =>
  reach(
    {
      role,
      grids: [...grids],
      department: department ?? null,
      enterprise: enterprise ?? null,
      enterprises: [...enterprises],
    },
    'e',
  )

/** Versions as `layer:version,…` and the judging time, as text. */
export const momentColumns = sql`
  (select string_agg(layer || ':' || version, ',' order by layer) from layer_version) as versions,
  (extract(epoch from app.now()) * 1000000)::bigint::text as at`
