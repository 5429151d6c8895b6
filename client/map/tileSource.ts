import type { VectorSourceSpecification } from 'maplibre-gl'
import { FILTER_FIELDS, type FilterText } from '#core/contract/filter.ts'
import type { Layer } from '#core/contract/live.ts'
import { DEEPEST_TILE_ZOOM, type TileLayer } from '#core/contract/tiles.ts'

/**
 * A vector source of our own tiles; the source has the name of its tile layer. Its address comes by pointTiles and useTiles.
 */
export const tileSource = (layer: TileLayer, promoted?: 'id'): VectorSourceSpecification => ({
  type: 'vector',
  tiles: [],
  maxzoom: DEEPEST_TILE_ZOOM,
  ...(promoted && { promoteId: { [layer]: promoted } }),
})

/** Tile layers whose features the filter chooses; the others show the same whatever is filtered. */
const FILTERED: readonly TileLayer[] = ['enterprises', 'hazards', 'hazard-sources']

/** Data whose change alters the tiles of a layer. */
export const TILE_DATA: Record<TileLayer, readonly Layer[]> = {
  enterprises: ['enterprises', 'hazard-sources', 'hazards'],
  hazards: ['hazards', 'enterprises', 'hazard-sources'],
  'hazard-sources': ['hazard-sources', 'enterprises', 'hazards', 'alarms', 'special-works'],
  grids: ['grids'],
  places: ['places'],
  population: ['population'],
  basemap: ['basemap'],
  district: ['district'],
}

/**
 * Where the tiles of a layer are fetched: the filter chooses what is in them, `version` makes a changed layer a new address.
 * @param origin of the page; MapLibre's workers need whole addresses
 */
export function tileAddress(origin: string, layer: TileLayer, filter: FilterText, version: string): string {
  const query = new URLSearchParams()
  if (FILTERED.includes(layer))
    for (const field of FILTER_FIELDS) {
      const value = filter[field]
      if (value !== undefined && value !== '') query.set(field, value)
    }
  query.set('v', version)
  return `${origin}/tiles/${layer}/{z}/{x}/{y}?${query}`
}

/** What an address asks for, of whichever moment: layer, filter and identity, without the versions of the data. */
export const tilesAsked = (address: string): string => address.replace(/([?&]v=\d+)\..*$/, '$1')
