import { addProtocol } from 'maplibre-gl'
import type { TileLayer } from '#core/contract/tiles.ts'

/** Tiles of the ground that lie on the device. They are addressed apart from the server's own, so that the map can draw without it. */
const SCHEME = 'pack'
const CACHE = 'anjian-pack'
/** What the ground is made of; what stands on it comes from the book. */
export const PACKED: readonly TileLayer[] = ['basemap', 'district', 'grids']

export const packAddress = (layer: TileLayer): string => `${SCHEME}://${layer}/{z}/{x}/{y}`
const urlOf = (layer: string, z: number, x: number, y: number) => `/tiles/${layer}/${z}/${x}/${y}`

const column = (lng: number, z: number) => Math.floor(((lng + 180) / 360) * 2 ** z)
const row = (lat: number, z: number) => {
  const sine = Math.sin((lat * Math.PI) / 180)
  return Math.floor((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * 2 ** z)
}

/** Addresses of all tiles of `bounds` [west, south, east, north] degrees at the zooms, least first. */
export function packUrls([west, south, east, north]: readonly [number, number, number, number], zooms: readonly number[]): string[] {
  const urls: string[] = []
  for (const z of zooms)
    for (let x = column(west, z); x <= column(east, z); x++)
      for (let y = row(north, z); y <= row(south, z); y++) urls.push(...PACKED.map((layer) => urlOf(layer, z, x, y)))
  return urls
} // prettier-ignore

/** What became of filling the pack. `full`: the rest would be more than was allowed. */
export interface Packed {
  readonly tiles: number
  readonly bytes: number
  readonly full: boolean
}

/**
 * Brings tiles onto the device, until all are there or they would be more than `mostBytes`. What an earlier pack held goes when the new one
 * is whole: broken off, the device keeps what it had.
 *
 * @throws Error where a tile cannot be had
 */
export async function fillPack(urls: readonly string[], mostBytes: number, told: (share: number) => void): Promise<Packed> {
  const coming = await caches.open(`${CACHE}-coming`)
  let bytes = 0
  let tiles = 0
  for (const url of urls) {
    const answer = await fetch(url)
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
    const body = await answer.arrayBuffer()
    if (bytes + body.byteLength > mostBytes) break
    await coming.put(url, new Response(body, { headers: { 'content-type': answer.headers.get('content-type') ?? '' } }))
    bytes += body.byteLength
    told(++tiles / urls.length)
  }
  await dropPack()
  const pack = await caches.open(CACHE)
  for (const request of await coming.keys()) {
    const kept = await coming.match(request)
    if (kept) await pack.put(request, kept)
  }
  await caches.delete(`${CACHE}-coming`)
  return { tiles, bytes, full: tiles < urls.length }
} // prettier-ignore

/** Takes the tiles off the device. */
export const dropPack = (): Promise<boolean> => caches.delete(CACHE)

let isServed = false
/** Lets maps of this page draw tiles of the device, and those that are not there from the server. */
export function servePack(): void {
  if (isServed) return
  isServed = true
  addProtocol(SCHEME, async ({ url }, { signal }) => {
    const [, layer = '', z, x, y] = /^pack:\/\/([a-z-]+)\/(\d+)\/(\d+)\/(\d+)$/.exec(url) ?? []
    const path = urlOf(layer, Number(z), Number(x), Number(y))
    const kept = 'caches' in window ? await caches.match(path, { cacheName: CACHE }) : undefined
    const answer = kept ?? (await fetch(path, { signal }))
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`)
    return { data: await answer.arrayBuffer() }
  })
}
