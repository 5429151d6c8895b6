import type { Map as MapLibre } from 'maplibre-gl'
import { sharesOf } from './clusterSymbol.ts'
import { paintCluster, paintFigure } from './paint.ts'
import type { Palette } from './palette.ts'
import { FIGURES } from './symbols.ts'

/** Device pixels per CSS pixel that symbols are painted at; between 1 and 3. */
const ratioOf = () => Math.min(3, Math.max(1, Math.ceil(window.devicePixelRatio)))

function paint(name: string, colours: Palette, ratio: number): ImageData | undefined {
  const figure = FIGURES[name]
  if (figure) return paintFigure(figure, colours, ratio)
  const shares = sharesOf(name)
  return shares && paintCluster(shares, colours, ratio)
}

/**
 * The map's images: painted when a style first asks for them, painted anew in place when the theme changes.
 * @param colours gives the palette of this moment
 */
export function serveImages(map: MapLibre, colours: () => Palette) {
  const ratio = ratioOf()
  const served = new Set<string>()

  map.setMissingStyleImageResolver(async (name) => {
    const image = paint(name, colours(), ratio)
    if (!image || map.hasImage(name)) return
    map.addImage(name, image, { pixelRatio: ratio })
    served.add(name)
  })

  return {
    /** Repaints every image in the palette of now; sizes stay, so nothing is laid out again. */
    repaint() {
      for (const name of served) {
        const image = paint(name, colours(), ratio)
        if (image && map.hasImage(name)) map.updateImage(name, image)
      }
    },
  }
}
