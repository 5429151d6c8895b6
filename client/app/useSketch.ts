import type { Map as MapLibre } from 'maplibre-gl'
import { computed, onBeforeUnmount, onMounted, shallowRef, watch } from 'vue'
import { enterprises } from '#core/contract/enterprises.ts'
import { useAnswer } from '../api/useAnswer.ts'
import { sketchFeatures } from '../map/overlayLayers.ts'
import { readPolygon, writePolygon } from '../map/polygonText.ts'
import { addCorner, areaOf, dropCorner, EMPTY_SKETCH, faultOf, pointAt, ringOf } from '../map/sketch.ts'
import { TILE_DATA } from '../map/tileSource.ts'
import type { MapHandle } from '../map/useMap.ts'
import { useView } from '../view/viewStore.ts'

const isField = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('input, textarea, select, button, [contenteditable]') !== null

/** Drawing a polygon on the map: corners by click or by Space at the map's middle, Enter or double click ends it. */
export function useSketch(handle: MapHandle) {
  const view = useView()
  const sketch = shallowRef(EMPTY_SKETCH)
  const ring = computed(() => (view.drawing ? ringOf(sketch.value) : []))
  const area = computed(() => areaOf(ring.value))
  const fault = computed(() => faultOf(ring.value))
  const features = computed(() => sketchFeatures(readPolygon(view.filter.polygon), sketch.value))

  const inside = useAnswer(
    enterprises.list,
    () =>
      ring.value.length >= 3 ? { query: { ...view.filter, polygon: writePolygon(ring.value), limit: '1' } } : undefined,
    { layers: TILE_DATA.enterprises },
  )
  /** Enterprises inside the ring and the other conditions, as the server counts them. */
  const count = computed(() => (ring.value.length >= 3 ? inside.answer.value?.total : undefined))

  function finish() {
    const { corners } = sketch.value
    if (corners.length < 3) return
    view.set('polygon', writePolygon(corners))
    view.drawing = false
  }
  const undo = () => (sketch.value = dropCorner(sketch.value))
  const cancel = () => (view.drawing = false)

  function follow(map: MapLibre) {
    map.on('click', ({ lngLat, originalEvent }) => {
      if (view.drawing && originalEvent.detail <= 1) sketch.value = addCorner(sketch.value, [lngLat.lng, lngLat.lat])
    })
    map.on('mousemove', ({ lngLat }) => {
      if (view.drawing) sketch.value = pointAt(sketch.value, [lngLat.lng, lngLat.lat])
    })
    map.on('dblclick', () => view.drawing && finish())
  }
  watch(handle.map, (map) => map && follow(map))

  let withdraw: (() => void) | undefined
  watch(
    () => view.drawing,
    (drawing) => {
      sketch.value = EMPTY_SKETCH
      withdraw?.()
      withdraw = drawing ? view.onBack(cancel) : undefined
      const map = handle.map.value
      if (!map) return
      map.getCanvas().style.cursor = drawing ? 'crosshair' : ''
      if (drawing) {
        map.doubleClickZoom.disable()
        map.getCanvas().focus()
      } else map.doubleClickZoom.enable()
    },
  )

  function onKey(event: KeyboardEvent) {
    const map = handle.map.value
    if (!view.drawing || !map || isField(event.target)) return
    const acts: Record<string, () => void> = {
      Enter: finish,
      Backspace: undo,
      ' ': () => {
        const { lng, lat } = map.getCenter()
        sketch.value = addCorner(sketch.value, [lng, lat])
      },
    }
    const act = acts[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
  onMounted(() => window.addEventListener('keydown', onKey))
  onBeforeUnmount(() => {
    window.removeEventListener('keydown', onKey)
    withdraw?.()
  })
  return { sketch, ring, area, fault, count, features, finish, undo, cancel }
}
