import type { StyleSpecification } from 'maplibre-gl'
import { basemapLayer, basemapNamesLayer } from '../features/basemap/basemapLayer.ts'
import { coverageLayer } from '../features/coverage/coverageLayer.ts'
import { enterprisesAboveLayer, enterprisesBelowLayer } from '../features/enterprises/enterprisesLayer.ts'
import { gridNamesLayer, gridsLayer } from '../features/grids/gridsLayer.ts'
import { hazardsLayer } from '../features/hazards/hazardsLayer.ts'
import { hazardSourcesLayer, ringsLayer, silentLayer } from '../features/hazardSources/hazardSourcesLayer.ts'
import { placesLayer } from '../features/places/placesLayer.ts'
import { populationLayer } from '../features/population/populationLayer.ts'
import { composeStyle, draw } from '../map/layer.ts'
import { selectionLayer, sketchAreaLayer, sketchLayer } from '../map/overlayLayers.ts'
import type { Palette } from '../map/palette.ts'
import type { LayerKey, LayerLooks } from '../view/viewState.ts'

interface MapLook {
  readonly colours: Palette
  readonly layers: LayerLooks
  /** Ids of the grids in the filter. */
  readonly chosenGrids: readonly number[]
}

/** No glyphs: all text is drawn from local fonts. */
const BASE: StyleSpecification = { version: 8, sources: {}, layers: [] }

/** The whole map as a style. Drawn from the ground up; of names that collide the upper one stays. */
export function mapStyle({ colours, layers, chosenGrids }: MapLook): StyleSpecification {
  const lookOf = (key: LayerKey) => ({ colours, on: layers[key].on, opacity: layers[key].opacity })
  const always = { colours, on: true, opacity: 1 }
  const grids = { ...lookOf('grids'), chosen: chosenGrids }
  return composeStyle(BASE, [
    draw(basemapLayer, { ...always, roads: layers.roads }),
    draw(placesLayer, lookOf('places')),
    draw(populationLayer, lookOf('population')),
    draw(gridsLayer, grids),
    draw(ringsLayer, lookOf('rings')),
    // land without a grid is drawn also where grids are not, and beneath every symbol of danger
    draw(coverageLayer, { ...always, chosen: undefined }),
    draw(basemapNamesLayer, { ...always, roads: layers.roads.on }),
    draw(sketchAreaLayer, always),
    draw(enterprisesBelowLayer, lookOf('enterprises')),
    draw(gridNamesLayer, grids),
    draw(enterprisesAboveLayer, lookOf('enterprises')),
    draw(hazardSourcesLayer, lookOf('hazard-sources')),
    draw(silentLayer, lookOf('hazard-sources')),
    draw(hazardsLayer, { ...lookOf('hazards'), clocked: layers.enterprises.on }),
    draw(selectionLayer, always),
    draw(sketchLayer, always),
  ])
}
