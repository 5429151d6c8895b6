import type { LngLatBoundsLike, Map as MapLibre, MapOptions } from 'maplibre-gl'
import { ENTERPRISE_POINT_ZOOM } from '#core/contract/tiles.ts'

/** MapLibre's own key in the page's address. */
export const CAMERA_KEY = 'map'
/** China, where no district is known. */
const COUNTRY: LngLatBoundsLike = [73, 18, 135, 54]
const PADDING = { top: 52, bottom: 28, left: 28, right: 56 }
/** A fit this little under the zoom of single points is taken up to it: symbols say more than clusters. */
const NEARLY = 0.5

/** The zoom that a fitted view opens with. */
export const openingZoom = (fitted: number): number =>
  fitted < ENTERPRISE_POINT_ZOOM && fitted >= ENTERPRISE_POINT_ZOOM - NEARLY ? ENTERPRISE_POINT_ZOOM : fitted

/** Options of a new map that shows `bounds`; a camera in the page's address has precedence, unless the map stands `apart` from it. */
export const openCamera = (bounds: LngLatBoundsLike | null, apart = false): Partial<MapOptions> => ({
  hash: apart ? false : CAMERA_KEY,
  bounds: bounds ?? COUNTRY,
  fitBoundsOptions: apart ? { padding: 24, maxZoom: 18 } : { padding: PADDING, maxZoom: 16 },
})

/** Whether the page's address says where the map looks. */
export const saysCamera = (hash: string): boolean => new RegExp(`(^#?|&)${CAMERA_KEY}=`).test(hash)

const CAMERA = new RegExp(`(?:^#?|&)(${CAMERA_KEY}=([0-9.]+)/(-?[0-9.]+)/(-?[0-9.]+)(?:/(-?[0-9.]+))?)`)

/** Where an address says that the map looks: degrees, zoom, degrees from north, and the part that says so as a hash of its own. */
export function readCamera(hash: string) {
  const [, text, zoom, latitude, longitude, bearing = '0'] = CAMERA.exec(hash) ?? []
  const numbers = [zoom, latitude, longitude, bearing].map(Number)
  if (text === undefined || numbers.some((number) => !Number.isFinite(number))) return undefined
  const [level, lat, lng, turned] = numbers as [number, number, number, number]
  return { position: [lng, lat] as const, zoom: level, bearing: turned, text: `#${text}` }
}

/** Takes a camera that was fitted just under the zoom of single points up to it. */
export function settleOpening(map: MapLibre) {
  const zoom = openingZoom(map.getZoom())
  if (zoom !== map.getZoom()) map.setZoom(zoom)
}

/** Shows the whole of `bounds`, moving there. */
export function fitCamera(map: MapLibre, bounds: LngLatBoundsLike | null) {
  const camera = map.cameraForBounds(bounds ?? COUNTRY, { padding: PADDING, maxZoom: 16 })
  if (camera) map.easeTo({ ...camera, zoom: openingZoom(camera.zoom ?? map.getZoom()), bearing: 0 })
}

/** Zoom at which what has no extent is well seen; what has one is brought nearer still. */
const POINT_ZOOM = 14.5
const CLOSEST = 19.5
/** Brings one thing near: its whole extent, [west, south, east, north] degrees; a point as near as its surroundings are told by. */
export function nearCamera(map: MapLibre, bounds: [number, number, number, number]) {
  const isPoint = bounds[0] === bounds[2] && bounds[1] === bounds[3]
  const camera = map.cameraForBounds(bounds, { padding: 64, maxZoom: isPoint ? POINT_ZOOM : CLOSEST })
  if (camera) map.easeTo({ ...camera, bearing: 0 })
}

/** [west, south, east, north] degrees of what is on the screen, within the limits of the contract. */
export function boxOf(map: MapLibre): [number, number, number, number] {
  const bounds = map.getBounds()
  const clamp = (value: number, most: number) => Math.min(most, Math.max(-most, value))
  return [
    clamp(bounds.getWest(), 180),
    clamp(bounds.getSouth(), 90),
    clamp(bounds.getEast(), 180),
    clamp(bounds.getNorth(), 90),
  ]
}

/** Least that a click on a cluster zooms in by. */
const CLUSTER_STEP = 1.5

/** Where a click on a cluster goes: at least one and a half levels in, to single points if they are near. */
export const clusterZoom = (zoom: number): number =>
  zoom + CLUSTER_STEP < ENTERPRISE_POINT_ZOOM && zoom + 2 * CLUSTER_STEP >= ENTERPRISE_POINT_ZOOM
    ? ENTERPRISE_POINT_ZOOM
    : zoom + CLUSTER_STEP
