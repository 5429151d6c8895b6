/** `/tiles/…`: vector tiles and their TileJSON, answered before Express, for it would cost more than a kept tile. */
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { Actor } from '../db/actor.ts'
import { answerProblem } from '../http/answerProblem.ts'
import type { ActorOf, Kit } from '../http/kit.ts'
import { problem, problemOf } from '../http/problems.ts'
import { loggedUrl, requestId } from '../http/requests.ts'
import { askOf, type TileAsk } from './ask.ts'
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
  actorOf: ActorOf,
  keptBytes?: number,
): TileRoutes {
  const store = tileStore(kit, keptBytes)
  const asks = recent<TileAsk>(MOST_ADDRESSES, (_ask, url) => url.length)

  function understood(url: string): TileAsk {
    const known = asks.get(url)
    if (known) return known
    const ask = askOf(url)
    asks.set(url, ask)
    return ask
  }
  async function answer(req: IncomingMessage, res: ServerResponse, url: string): Promise<void> {
    const actor = await permitted(actorOf, req)
    if (isTileJson(url)) return sendJson(res, await tileJson(kit.readPool, actor, { url, req }))
    const ask = understood(url)
    const held = req.headers['if-none-match']
    if (held !== undefined) {
      const etag = store.etag(ask, actor)
      const present = typeof etag === 'string' ? etag : await etag
      if (matches(held, present)) return sendUnchanged(res, present)
    }
    const tile = store.tile(ask, actor)
    const made = tile instanceof Promise ? await tile : tile
    if (takesGzip(req)) send(res, made)
    else await sendPlain(res, made)
  }
  return (req, res, next) => {
    const { method, url = '', originalUrl = url } = req
    if (!originalUrl.startsWith(PREFIX) || (method !== 'GET' && method !== 'HEAD')) return next()
    answer(req, res, originalUrl).catch((error: unknown) => {
      const failure = problemOf(error)
      const about = { request: requestId(res), method, url: loggedUrl(originalUrl), err: error }
      if (failure.status >= 500) kit.log.error(about, `answered ${failure.code}`)
      if (res.headersSent) res.destroy()
      else answerProblem(res, failure)
    })
  }
}

/** The public reads disclosed views, never tiles of the house. @throws Problem not-allowed */
async function permitted(actorOf: ActorOf, req: IncomingMessage): Promise<Actor> {
  const actor = await actorOf(req)
  if (actor.role === 'public') throw problem('not-allowed')
  return actor
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

function sendUnchanged(res: ServerResponse, etag: string): void {
  res.writeHead(304, { etag, 'cache-control': CACHING, vary: VARY })
  res.end()
}

/** A tile as Node writes it down fastest. */
interface Ready {
  readonly head: OutgoingHttpHeaders
  /** A short body as latin1 text leaves in one piece with the head, where bytes would make a second one. */
  readonly body: string | Buffer | undefined
}
const SHORT_BYTES = 16_384
/** Tiles that were sent before: making their head costs more than all else that a kept tile does. */
const ready = new WeakMap<Tile, Ready>()

function headOf({ etag, body }: Tile): OutgoingHttpHeaders {
  const caching = etag === undefined ? { 'cache-control': 'private, no-store' } : { etag, 'cache-control': CACHING }
  const content = body && { 'content-type': TYPE, 'content-encoding': 'gzip', 'content-length': body.length }
  return { ...caching, vary: VARY, ...content }
}

function readied(tile: Tile): Ready {
  const { body } = tile
  const made = { head: headOf(tile), body: body && body.length < SHORT_BYTES ? body.toString('latin1') : body }
  ready.set(tile, made)
  return made
}

function send(res: ServerResponse, tile: Tile): void {
  const { head, body } = ready.get(tile) ?? readied(tile)
  res.writeHead(body === undefined ? 204 : 200, head)
  res.end(body, 'latin1')
}

/** For the few that take no gzip. */
async function sendPlain(res: ServerResponse, tile: Tile): Promise<void> {
  if (!tile.body) return send(res, tile)
  const body = await decompress(tile.body)
  const { 'content-encoding': _zipped, ...head } = headOf(tile)
  res.writeHead(200, { ...head, 'content-length': body.length })
  res.end(body)
}

function sendJson(res: ServerResponse, body: string): void {
  res.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'private, no-store',
    vary: 'Cookie',
  })
  res.end(body)
}
