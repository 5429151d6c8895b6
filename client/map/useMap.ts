import { type LngLatBoundsLike, Map as MapLibre, setWorkerUrl, type StyleSpecification } from 'maplibre-gl'
import 'maplibre-gl/dist/maplibre-gl.css'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { onBeforeUnmount, type Ref, ref, type ShallowRef, shallowRef, watch } from 'vue'
import { cssZoom } from '../ui/cssZoom.ts'
import { openCamera, saysCamera, settleOpening } from './camera.ts'
import { serveImages } from './images.ts'
import { keepLiveData } from './layer.ts'
import type { Palette } from './palette.ts'

setWorkerUrl(workerUrl)

/** How often a map that loads is asked whether it still does. */
const LOOK_MILLISECONDS = 500

export type MapState = 'loading' | 'idle' | 'lost'

/** The one map of the page, and the moments when it can be written to. */
export interface MapHandle {
  readonly map: Readonly<ShallowRef<MapLibre | undefined>>
  /** `idle`: everything that was asked for is drawn. `lost`: the graphics context is gone and being restored. */
  readonly state: Readonly<Ref<MapState>>
  /** Runs `work` as soon as the style stands, and again whenever it was rebuilt after a loss. */
  whenReady(work: (map: MapLibre) => void): void
  /** The map, if it can be written to just now. */
  ready(): MapLibre | undefined
}

interface MapInput {
  readonly style: Readonly<Ref<StyleSpecification>>
  readonly colours: Readonly<Ref<Palette>>
  /** The map is made as soon as this is defined. `null` bounds: the whole of China. */
  readonly opening: Readonly<Ref<{ readonly bounds: LngLatBoundsLike | null } | undefined>>
  /** Beside the page's own map: the address says nothing of its camera. */
  readonly apart?: true
  /** Accessible name of the map. */
  readonly label: Readonly<Ref<string>>
}

/**
 * The one place that holds a MapLibre map. State flows in as a style; MapLibre works out what to change.
 * A shallowRef, because a map behind a Vue proxy draws wrongly and slowly.
 */
export function useMap(container: Readonly<Ref<HTMLElement | null>>, input: MapInput): MapHandle {
  const map = shallowRef<MapLibre>()
  const state = ref<MapState>('loading')
  const works: ((map: MapLibre) => void)[] = []
  let stands = false
  let looking: ReturnType<typeof setTimeout> | undefined
  let images: ReturnType<typeof serveImages> | undefined

  const ready = () => (stands ? map.value : undefined)
  const apply = () => ready()?.setStyle(input.style.value, { diff: true, transformStyle: keepLiveData })

  /** Runs once for each time a style comes to stand: a successful diff tells `style.load` too. */
  function awaitStyle(made: MapLibre) {
    made.once('style.load', () => {
      stands = true
      apply()
      for (const work of works) work(made)
    })
  }

  function make(element: HTMLElement, bounds: LngLatBoundsLike | null) {
    const zoomed = cssZoom(element)
    const isFresh = !input.apart && !saysCamera(location.hash)
    const made = new MapLibre({
      container: element,
      style: input.style.value,
      attributionControl: false,
      fadeDuration: 120,
      maxPitch: 0,
      pitchWithRotate: false,
      ...(zoomed !== 1 && { pixelRatio: devicePixelRatio * zoomed }),
      ...openCamera(bounds, input.apart),
    })
    if (isFresh) settleOpening(made)
    images = serveImages(made, () => input.colours.value)
    watchCanvas(made)
    awaitStyle(made)
    map.value = made
  }

  /**
   * MapLibre says nothing of a tile that was asked for again and had not changed, nor draws a frame that could end in `idle`:
   * without one that we ask for, a map whole on the screen would count as loading for ever.
   */
  function lookWhetherLoaded(made: MapLibre) {
    looking ??= setTimeout(() => {
      looking = undefined
      if (state.value !== 'loading') return
      if (made.loaded()) made.triggerRepaint()
      lookWhetherLoaded(made)
    }, LOOK_MILLISECONDS)
  }

  function watchCanvas(made: MapLibre) {
    made.getCanvas().setAttribute('role', 'application')
    made.getCanvas().setAttribute('aria-label', input.label.value)
    made.on('dataloading', () => {
      if (state.value !== 'lost') state.value = 'loading'
      lookWhetherLoaded(made)
    })
    made.on('idle', () => (state.value = 'idle'))
    made.on('webglcontextlost', () => {
      stands = false
      state.value = 'lost'
    })
    made.on('webglcontextrestored', () => {
      state.value = 'loading'
      awaitStyle(made)
    })
  }

  watch(
    [container, input.opening],
    ([element, opening]) => element && opening && !map.value && make(element, opening.bounds),
    { immediate: true, flush: 'post' },
  )
  watch(input.style, apply)
  watch(input.colours, () => ready() && images?.repaint())
  watch(input.label, (label) => map.value?.getCanvas().setAttribute('aria-label', label))
  onBeforeUnmount(() => {
    stands = false
    clearTimeout(looking)
    map.value?.remove()
    map.value = undefined
  })

  function whenReady(work: (map: MapLibre) => void) {
    works.push(work)
    const now = ready()
    if (now) work(now)
  }
  return { map, state, whenReady, ready }
}
