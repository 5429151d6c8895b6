import type { Layer } from '@deck.gl/core'
import { MapLibreOverlay } from '@deck.gl/maplibre'
import type { Map as MapLibre } from 'maplibre-gl'

/** What deck.gl draws above a map; `remove` gives everything back. */
export function deckOverlay(map: MapLibre) {
  const overlay = new MapLibreOverlay({ interleaved: false, layers: [] })
  map.addControl(overlay)
  return {
    show(layers: Layer[]) {
      overlay.setProps({ layers })
      map.triggerRepaint()
    },
    remove() {
      const canvas = overlay.getCanvas()
      map.removeControl(overlay)
      overlay.finalize()
      if (canvas && canvas !== map.getCanvas()) {
        canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext()
        canvas.remove()
      }
    },
  }
}
