/** Vector-tile layers, as in `/tiles/{layer}/{z}/{x}/{y}`; the same word names the layer inside the tile. */
export const TILE_LAYERS = [
  'enterprises',
  'hazards',
  'hazard-sources',
  'grids',
  'places',
  'population',
  'basemap',
  'district',
] as const
export type TileLayer = (typeof TILE_LAYERS)[number]

/** From this zoom on enterprises are single points; below it they are clusters that conserve counts. */
export const ENTERPRISE_POINT_ZOOM = 12
/** From this zoom on open hazards stand at each enterprise by itself; flags take more room than symbols. */
export const HAZARD_POINT_ZOOM = 14
/** Deepest zoom that tiles are made for; the map overzooms beyond. */
export const DEEPEST_TILE_ZOOM = 16

/*
 * Properties of features, by layer:
 *   enterprises, z >= 12   id, name, risk (0 not rated, 1–4), class, overdue (0|1), source (level 1–4 or 0)
 *   enterprises, z <  12   count, worst (1–4, 0 where none is rated), n1 n2 n3 n4 n0: counts by colour; count 1 also has id, name
 *   hazards                enterprises with open hazards: enterprises, open, overdue, major: counts; one enterprise also has id, name; one hazard
 *                          also hazard, its id                (sums by cell below z14)
 *   hazard-sources         id, enterprise, name, level, provisional (0|1), risk (of the enterprise, 0 not rated),
 *                          warning (1 red to 4 blue, 0 none)
 *   grids                  id, level, name, code          (polygons of levels 1 and 3)
 *   places                 id, kind, name
 *   population             people                          (points; grouped by cell below z14)
 *   basemap                kind, name, rank
 *   district               name
 */
