/** `/tiles/…`: vector tiles and their TileJSON, answered before Express, for it would cost more than a kept tile. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { Actor } from '../db/actor.ts'
import { answerProblem } from '../http/answerProblem.ts'
import { goOn } from '../http/atOnce.ts'
import type { ActorAtOnce, Kit } from '../http/kit.ts'
import { problem, problemOf } from '../http/problems.ts'
import { DATA_HEADERS, protectData } from '../http/protect.ts'
import { giveId, loggedUrl, nameRequest, REQUEST_ID } from '../http/requests.ts'
import { refuseOtherConditions } from '../http/wallConditions.ts'
import { askOf, type TileAsk } from './ask.ts'
import { LAYER_TILES } from './layers.ts'
import { recent } from './recent.ts'
import { isTileJson, tileJson } from './tileJson.ts'
import { type Tile, tileStore } from './tileStore.ts'

const PREFIX = '/tiles/'
const TYPE = 'application/vnd.mapbox-vector-tile'
/** Whose it is and that it must be asked again each time; a 304 costs next to nothing. */
const CACHING = 'private, max-age=0, must-revalidate'
const VARY = 'Cookie, Accept-Encoding'
/** Characters of addresses whose reading is remembered. */
const MOST_ADDRESSES = 2 ** 21
const decompress = promisify(gunzip)

/** Answers requests below `/tiles/` and passes all others on; stands before Express or, mounted, within it. */
export type TileRoutes = (
  req: IncomingMessage & { originalUrl?: string },
  res: ServerResponse,
  next: () => void,
) => void

/**
 * Vector tiles as the actor of the request may see them.
 * @param keptBytes bytes of tiles kept in memory at most; the benchmark of uncached tiles keeps none
 */
export function tileRoutes(
  kit: Pick<Kit, 'readPool' | 'hub' | 'log'>,
  actorOf: ActorAtOnce,
  keptBytes?: number,
): TileRoutes {
  const store = tileStore(kit, keptBytes)
  const asks = recent<TileAsk>(MOST_ADDRESSES, (_ask, url) => url.length)

  function understood(url: string): TileAsk {
    const ask = askOf(url)
    asks.set(url, ask)
    return ask
  }
  function answerWhole(ask: TileAsk, actor: Actor, exchange: Exchange): void | Promise<void> {
    return goOn(store.tile(ask, actor), (tile) =>
      takesGzip(exchange.req) ? send(exchange, tile) : sendPlain(exchange, tile),
    )
  }
  function answerTile(ask: TileAsk, actor: Actor, exchange: Exchange): void | Promise<void> {
    if (LAYER_TILES[ask.layer].filtered) refuseOtherConditions(actor, ask.filter)
    const held = exchange.req.headers['if-none-match']
    if (held === undefined) return answerWhole(ask, actor, exchange)
    return goOn(store.etag(ask, actor), (etag) =>
      matches(held, etag) ? sendUnchanged(exchange, etag) : answerWhole(ask, actor, exchange),
    )
  }
  /** No promise where all is at hand: who asks, what, and the tile as it is at present. */
  function answer(exchange: Exchange, url: string): void | Promise<void> {
    const { req } = exchange
    return goOn(actorOf(req), (actor) => {
      if (actor.role === 'public') throw problem('not-allowed') // reads disclosed views, never tiles of the house
      const known = asks.get(url)
      if (known) return answerTile(known, actor, exchange)
      if (!isTileJson(url)) return answerTile(understood(url), actor, exchange)
      return tileJson(kit.readPool, actor, { url, req }).then((body) => sendJson(exchange, body))
    })
  }
  function refuse({ req, res }: Exchange, url: string, error: unknown): void {
    const failure = problemOf(error)
    if (!res.headersSent) {
      nameRequest(req, res)
      protectData(res)
    }
    const about = { request: req.id, method: req.method, url: loggedUrl(url), err: error }
    if (failure.status >= 500) kit.log.error(about, `answered ${failure.code}`)
    if (res.headersSent) res.destroy()
    else answerProblem(res, failure)
  }
  return (req, res, next) => {
    const { method, url = '', originalUrl = url } = req
    if (!originalUrl.startsWith(PREFIX) || (method !== 'GET' && method !== 'HEAD')) return next()
    const exchange = { req, res }
    try {
      answer(exchange, originalUrl)?.catch((error: unknown) => refuse(exchange, originalUrl, error))
    } catch (error) {
      refuse(exchange, originalUrl, error)
    }
  }
}

/** A request and its answer. */
interface Exchange {
  readonly req: IncomingMessage
  readonly res: ServerResponse
}

/** Names and values in turn: Node takes such a list as it is, where headers set one by one cost more than all else. */
type Head = readonly string[]
const flat = (headers: Readonly<Record<string, string>>): Head => Object.entries(headers).flat()
const PROTECTED = flat(DATA_HEADERS)

/** Writes the head of an answer, all of it. */
function open({ req, res }: Exchange, status: number, head: Head): void {
  res.writeHead(status, [REQUEST_ID, giveId(req), ...PROTECTED, ...head])
}

/** Weak comparison of RFC 9110, 13.1.2; our ETags hold no comma. */
const matches = (held: string, etag: string): boolean =>
  held === etag || held.split(',').some((one) => one.trim() === etag || one.trim() === '*')

/** Whether gzip is among the accepted encodings and not refused by q=0. */
function takesGzip({ headers }: IncomingMessage): boolean {
  const accepted = headers['accept-encoding']
  if (accepted === undefined || !accepted.includes('gzip')) return false
  return !/gzip\s*;\s*q=0(\.0*)?\s*(,|$)/.test(accepted)
}

function sendUnchanged(exchange: Exchange, etag: string): void {
  open(exchange, 304, ['etag', etag, 'cache-control', CACHING, 'vary', VARY])
  exchange.res.end()
}

/** A tile as Node writes it down fastest. */
interface Ready {
  readonly head: Head
  /** A short body as latin1 text leaves in one piece with the head, where bytes would make a second one. */
  readonly body: string | Buffer | undefined
}
const SHORT_BYTES = 16_384
/** Tiles that were sent before: making their head costs more than all else that a kept tile does. */
const ready = new WeakMap<Tile, Ready>()

/** Head of a tile, its content as it is or gzipped. */
function headOf({ etag }: Tile, content?: Buffer, encoding?: 'gzip'): Head {
  return flat({
    ...(etag === undefined ? { 'cache-control': 'private, no-store' } : { etag, 'cache-control': CACHING }),
    vary: VARY,
    ...(content && { 'content-type': TYPE }),
    ...(encoding && { 'content-encoding': encoding }),
    ...(content && { 'content-length': String(content.length) }),
  })
}

function readied(tile: Tile): Ready {
  const { body } = tile
  const made = {
    head: headOf(tile, body, body && 'gzip'),
    body: body && body.length < SHORT_BYTES ? body.toString('latin1') : body,
  }
  ready.set(tile, made)
  return made
}

function send(exchange: Exchange, tile: Tile): void {
  const { head, body } = ready.get(tile) ?? readied(tile)
  open(exchange, body === undefined ? 204 : 200, head)
  exchange.res.end(body, 'latin1')
}

/** For the few that take no gzip. */
async function sendPlain(exchange: Exchange, tile: Tile): Promise<void> {
  if (!tile.body) return send(exchange, tile)
  const body = await decompress(tile.body)
  open(exchange, 200, headOf(tile, body))
  exchange.res.end(body)
}

const JSON_HEAD = flat({
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'private, no-store',
  vary: 'Cookie',
})

function sendJson(exchange: Exchange, body: string): void {
  open(exchange, 200, [...JSON_HEAD, 'content-length', String(Buffer.byteLength(body))])
  exchange.res.end(body)
}
