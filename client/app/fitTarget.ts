/** Width of one tile at zoom 0 in MapLibre, CSS pixels. */
const TILE = 512
/** Share of the window that the map takes, at least. */
const SHARE = 0.5

/** Where to look so that bounds [west, south, east, north] are seen whole; the map's own fit is finer. */
export function fitTarget(
  bounds: readonly [number, number, number, number] | null | undefined,
  width = innerWidth,
): { position: [number, number]; zoom: number } | undefined {
  if (!bounds) return undefined
  const [west, south, east, north] = bounds
  const across = Math.max(east - west, north - south, 0.001)
  const zoom = Math.log2((width * SHARE * 360) / (TILE * across)) - 0.5
  return { position: [(west + east) / 2, (south + north) / 2], zoom: Math.max(0, Math.min(16, zoom)) }
}
