import type { Map as MapLibre } from 'maplibre-gl'
import {
  type GeoJSONStoreFeatures,
  type HexColor,
  TerraDraw,
  TerraDrawPointMode,
  TerraDrawPolygonMode,
  TerraDrawSelectMode,
  ValidateNotSelfIntersecting,
} from 'terra-draw'
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter'
import { computed, onBeforeUnmount, ref, shallowRef } from 'vue'
import type { Position } from '#core/contract/route.ts'
import type { Palette } from './palette.ts'
import { beginEdit, type PlaceEdit, type PlaceShape, redo as redone, step, undo as undone } from './placeEdit.ts'
import { areaOf, faultOf } from './sketch.ts'
import type { MapHandle } from './useMap.ts'

/** select: move the point, the corners, the whole; point and polygon: draw another. */
export const PLACE_MODES = ['select', 'point', 'polygon'] as const
export type PlaceMode = (typeof PLACE_MODES)[number]
/** Of a place that has no position of its own. */
export const RING_MODES = ['select', 'polygon'] as const satisfies readonly PlaceMode[]
/** Decimals of a degree that are kept: a centimetre. */
const DECIMALS = 7

const rounded = ([lng, lat]: readonly number[]): Position => [
  Number((lng ?? 0).toFixed(DECIMALS)),
  Number((lat ?? 0).toFixed(DECIMALS)),
]

function modesOf(colours: Palette) {
  const colour = (name: 'accent' | 'panel' | 'text-1') => colours[name] as HexColor
  const sound = ValidateNotSelfIntersecting
  const snapping = { toCoordinate: true }
  return [
    new TerraDrawPointMode({
      styles: { pointColor: colour('accent'), pointWidth: 7, pointOutlineColor: colour('panel'), pointOutlineWidth: 2 },
    }),
    new TerraDrawPolygonMode({
      snapping,
      validation: (feature, { updateType }) => (updateType === 'finish' ? sound(feature) : { valid: true }),
      styles: {
        fillColor: colour('accent'),
        fillOpacity: 0.2,
        outlineColor: colour('accent'),
        outlineWidth: 2,
        closingPointColor: colour('accent'),
        closingPointOutlineColor: colour('panel'),
      },
    }),
    new TerraDrawSelectMode({
      flags: {
        point: { feature: { draggable: true } },
        polygon: {
          feature: {
            draggable: true,
            validation: (feature) => sound(feature),
            coordinates: { midpoints: true, draggable: true, deletable: true, snappable: snapping },
          },
        },
      },
      styles: {
        selectedPointColor: colour('accent'),
        selectedPointWidth: 9,
        selectedPointOutlineColor: colour('text-1'),
        selectedPolygonColor: colour('accent'),
        selectedPolygonFillOpacity: 0.25,
        selectedPolygonOutlineColor: colour('accent'),
        selectionPointColor: colour('panel'),
        selectionPointOutlineColor: colour('accent'),
        selectionPointOutlineWidth: 2,
        selectionPointWidth: 6,
        midPointColor: colour('accent'),
        midPointOutlineColor: colour('panel'),
        midPointWidth: 4,
      },
    }),
  ]
}

const featuresOf = ({ position, ring }: PlaceShape): GeoJSONStoreFeatures[] => [
  ...(ring && ring.length >= 3
    ? [{ type: 'Feature' as const, properties: { mode: 'polygon' }, geometry: { type: 'Polygon' as const, coordinates: [[...ring, ring[0]!].map((corner) => [...corner])] } }]
    : []),
  ...(position
    ? [{ type: 'Feature' as const, properties: { mode: 'point' }, geometry: { type: 'Point' as const, coordinates: [...position] } }]
    : []),
] // prettier-ignore

/** Edits a point and a boundary on a map of its own by terra-draw; each finished act is a step that can be taken back. */
export function usePlaceEdit(handle: MapHandle, initial: PlaceShape, colours: Palette) {
  const edit = shallowRef<PlaceEdit>(beginEdit(initial))
  const mode = ref<PlaceMode>('select')
  let draw: TerraDraw | undefined

  /** What stands on the map; of several of a kind the latest. */
  function read(): PlaceShape {
    const drawn = draw?.getSnapshot() ?? []
    const point = drawn.findLast(({ properties, geometry }) => properties.mode === 'point' && geometry.type === 'Point')
    const area = drawn.findLast(({ properties }) => properties.mode === 'polygon')
    return {
      position: point && rounded(point.geometry.coordinates as number[]),
      ring: area && (area.geometry.coordinates as number[][][])[0]?.slice(0, -1).map(rounded),
    }
  }
  function show(shape: PlaceShape) {
    draw?.clear()
    draw?.addFeatures(featuresOf(shape))
  }
  function take(next: PlaceEdit) {
    edit.value = next
    show(next.now)
  }
  function setMode(next: PlaceMode) {
    mode.value = next
    draw?.setMode(next)
  }
  function finished(action: string) {
    edit.value = step(edit.value, read())
    if (action !== 'draw') return
    // terra-draw is in the midst of telling: what was drawn before goes, and the new is there to be moved
    queueMicrotask(() => {
      show(edit.value.now)
      setMode('select')
    })
  }
  function begin(map: MapLibre) {
    draw = new TerraDraw({ adapter: new TerraDrawMapLibreGLAdapter({ map }), modes: modesOf(colours) })
    draw.start()
    show(edit.value.now)
    setMode(mode.value)
    draw.on('finish', (_id, { action }) => finished(action))
  }
  handle.whenReady(begin)
  onBeforeUnmount(() => {
    if (draw?.enabled && handle.ready()) draw.stop()
  })

  const ring = computed(() => edit.value.now.ring)
  return {
    mode,
    setMode,
    shape: computed(() => edit.value.now),
    /** Geodesic, m². */
    area: computed(() => (ring.value ? areaOf(ring.value) : 0)),
    fault: computed(() => (ring.value ? faultOf(ring.value) : undefined)),
    canUndo: computed(() => edit.value.past.length > 0),
    canRedo: computed(() => edit.value.future.length > 0),
    undo: () => take(undone(edit.value)),
    redo: () => take(redone(edit.value)),
    /** Another shape, e.g. as it was typed. */
    put: (shape: PlaceShape) => take(step(edit.value, shape)),
  }
}
