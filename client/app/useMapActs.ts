import type { Map as MapLibre } from 'maplibre-gl'
import { type Ref, ref, watch } from 'vue'
import { useRouter } from 'vue-router'
import { boxOf, clusterZoom } from '../map/camera.ts'
import type { Selected } from '../map/overlayLayers.ts'
import { watchPointer } from '../map/pointer.ts'
import type { MapHandle } from '../map/useMap.ts'
import { useView } from '../view/viewStore.ts'
import { MAP_HITS, type MapHit } from './mapHits.ts'

/** Zoom that "show on map" goes to where none is asked for. */
const SHOW_ZOOM = 15
/** Room beside the enterprise file, px. */
const ROOM = 48

/** Width of the enterprise file over the map's right edge, px, as the page's layout says. */
const fileWidth = (map: MapLibre) =>
  Number.parseFloat(getComputedStyle(map.getContainer()).getPropertyValue('--file')) || 0

export interface Tip {
  readonly hit: MapHit
  readonly x: number
  readonly y: number
}

/** What pointing at the map does to the view, and what the view asks of the camera. Live data never reaches the camera. */
export function useMapActs(handle: MapHandle, selected: Readonly<Ref<Selected | undefined>>) {
  const view = useView()
  const router = useRouter()
  const tip = ref<Tip>()

  function click(map: MapLibre, hit: MapHit | undefined) {
    if (view.drawing || !hit) return
    if (hit.kind === 'enterprise') view.select({ kind: 'enterprise', id: hit.id })
    else if (hit.kind === 'hazard-source')
      view.select({ kind: 'hazard-source', id: hit.id, enterprise: hit.enterprise })
    else if (hit.kind === 'hazards' && hit.hazard) void router.push(`/hazards/${hit.hazard}`)
    else if (hit.kind === 'hazards' && hit.enterprise)
      void router.push({ path: `/enterprises/${hit.enterprise.id}`, hash: '#hazards' })
    else if (hit.kind === 'fault') void router.push({ path: '/coverage', query: { kind: hit.of } })
    else if (hit.kind === 'place') view.select({ kind: 'place', id: hit.id })
    else if (hit.kind === 'grid') view.toggle('grid', String(hit.id))
    else map.easeTo({ center: [...hit.position], zoom: clusterZoom(map.getZoom()) })
  }
  function hover(map: MapLibre, hit: MapHit | undefined, at: { x: number; y: number } | undefined) {
    if (!view.drawing) map.getCanvas().style.cursor = hit ? 'pointer' : ''
    tip.value = hit && at && !view.drawing ? { hit, x: at.x, y: at.y } : undefined
    view.hover = enterpriseOf(hit)
  }

  watch(handle.map, (map) => {
    if (!map) return
    watchPointer(map, MAP_HITS, {
      click: (hit) => click(map, hit),
      hover: (hit, event) => hover(map, hit, event?.point),
    })
    const tellCamera = () => (view.camera = { bbox: boxOf(map), zoom: map.getZoom() })
    map.on('moveend', tellCamera)
    map.on('resize', tellCamera)
    map.on('movestart', () => (tip.value = undefined))
    tellCamera()
  })

  watch(
    () => view.target,
    (target) => {
      const map = handle.ready()
      if (!map || !target) return
      map.easeTo({
        center: [...target.position],
        zoom: target.zoom ?? Math.max(map.getZoom(), SHOW_ZOOM),
        ...(target.bearing === undefined ? {} : { bearing: target.bearing }),
        ...paddingFor(map, view.selection !== undefined),
      })
    },
  )

  // only the reader's own act moves the map, and only where the file would lie over what it is about
  let moveFor = false
  watch(
    () => view.selection,
    (now) => (moveFor = now !== undefined),
    { flush: 'sync' },
  )
  watch(selected, (now) => {
    const map = handle.ready()
    if (!map || !now || !moveFor) return
    moveFor = false
    const { x } = map.project([...now.position])
    const width = map.getContainer().clientWidth
    const edge = width - fileWidth(map) - ROOM
    if (edge > ROOM && x > edge && x < width) map.panBy([x - edge, 0])
  })
  return { tip }
}

/** The enterprise that is pointed at, itself or by what hangs on it. */
function enterpriseOf(hit: MapHit | undefined): number | undefined {
  if (hit?.kind === 'enterprise') return hit.id
  if (hit?.kind === 'hazards') return hit.enterprise?.id
  return hit?.kind === 'hazard-source' ? hit.enterprise : undefined
}

/** The middle of what an open file leaves free of the map. */
function paddingFor(map: MapLibre, isCovered: boolean): { offset?: [number, number] } {
  const file = fileWidth(map)
  return isCovered && map.getContainer().clientWidth > file + 2 * ROOM ? { offset: [-file / 2, 0] } : {}
}
