/** Draws the demo district's map once and writes it to data/demo: run it after changing the drawing, commit what it writes. */
import { writeFileSync } from 'node:fs'
import polygonClipping from 'polygon-clipping'
import type { MultiPolygon, Polygon } from 'polygon-clipping'
import { strip } from './demo/map/blocks.ts'
import { readLand, SURROUNDINGS } from './demo/map/coast.ts'
import { COAST_FROM, COAST_TO, HILLS, LAKES, LANDWARD, MAIN_ROADS, RIVER, RIVER_NAME } from './demo/map/drawing.ts'
import { drawBlob, drawRiver } from './demo/map/nature.ts'
import { absorbSmall, partition } from './demo/map/partition.ts'
import { contains, densify, distanceToLine, round7, signedArea, toDegrees, toPlane } from './demo/map/plane.ts'
import type { Point, Ring } from './demo/map/plane.ts'
import { blockStreets, mainRoads } from './demo/map/roads.ts'
import { street, streetsAlong } from './demo/map/streets.ts'
import { layOutTown, nameFaces, raiseTowers } from './demo/map/town.ts'

const COAST_LICENCE = '© OpenStreetMap contributors, ODbL 1.0; @geo-maps/earth-coastlines-10m, clipped, corners rounded'

/** The stretch of coast that is the district's border, from west to east. */
function shoreOf(mainland: Ring): Point[] {
  const open = mainland.slice(0, -1)
  const crossing = (longitude: number) => {
    const i = open.findIndex((a, k) => {
      const b = open[(k + 1) % open.length] as Point
      return (a[0] - longitude) * (b[0] - longitude) < 0 && a[1] > 37.42 && a[1] < 37.49
    })
    const [a, b] = [open[i] as Point, open[i + 1] as Point]
    return { i, at: [longitude, a[1] + ((longitude - a[0]) / (b[0] - a[0])) * (b[1] - a[1])] as Point }
  }
  const [west, east] = [crossing(COAST_FROM), crossing(COAST_TO)]
  return west.i < east.i
    ? [west.at, ...open.slice(west.i + 1, east.i + 1), east.at]
    : [west.at, ...open.slice(east.i + 1, west.i + 1).reverse(), east.at]
}

const closed = (ring: Ring): Ring => [...ring, ring[0] as Point]
const inDegrees = (ring: Ring) => ring.map(toDegrees)
const asPolygon = (ring: Ring): Polygon => [ring as Polygon[0]]

/** Seven decimals: what two shapes share stays shared. */
const round = (shape: MultiPolygon) =>
  shape.map((polygon) => polygon.map((ring) => ring.map(([x, y]) => [round7(x), round7(y)])))

/** The district's shore and the coast agree to a centimetre, which leaves slivers: they are no land. */
const isLand = (polygon: Polygon) => Math.abs(signedArea((polygon[0] as Ring).map(toPlane))) > 5_000

/** A ring of land as coast lines: its stretches along the edge of the map are no coast. */
function coastOf(ring: Ring): Point[][] {
  const [west, south, east, north] = SURROUNDINGS
  const onEdge = ([x, y]: Point) => [x - west, x - east, y - south, y - north].some((off) => Math.abs(off) < 1e-6)
  const lines: Point[][] = [[]]
  ring.forEach((at, i) => {
    const before = ring[i - 1]
    if (before && onEdge(before) && onEdge(at)) lines.push([])
    lines.at(-1)?.push([round7(at[0]), round7(at[1])])
  })
  return lines.filter((line) => line.length > 1)
}

function draw() {
  const land = readLand()
  const mainland = [...land].sort((a, b) => (b[0]?.length ?? 0) - (a[0]?.length ?? 0))[0]?.[0] as Ring
  const shore = shoreOf(mainland).map(toPlane)
  const outline = [...LANDWARD.map(toPlane), ...shore].reverse()
  const streets = streetsAlong(densify(shore, 50))
  const bounds = MAIN_ROADS.filter((road) => road.bounds).map((road) =>
    street(streets, road.along, road.fixed, road.run),
  )
  const cut = partition(signedArea(outline) > 0 ? outline : [...outline].reverse(), bounds)
  const district = [...cut.outer].reverse()
  const faces = nameFaces(absorbSmall(cut.faces, 550_000), streets)

  const river = drawRiver(RIVER, [26, 74])
  const lakes = LAKES.map((lake, i) => ({ name: lake.name, ring: drawBlob(lake, 40 + i, 0.35) }))
  const hills = HILLS.map((hill, i) => ({ name: hill.name, ring: drawBlob(hill, 7 + i, 0.42) }))
  const motorway = mainRoads(streets, () => true).filter((road) => road.name === '环海高速')
  const taken: MultiPolygon[] = [
    strip(closed(district), 30), strip(shore, 105), strip(river.middle, 62),
    ...lakes.map((lake) => strip(lake.ring, 22)), ...lakes.map((lake): MultiPolygon => [asPolygon(lake.ring)]),
    ...hills.map((hill): MultiPolygon => [asPolygon(hill.ring)]), ...motorway.map((road) => strip(road.line, 45)),
  ] // prettier-ignore
  const blocks = layOutTown(streets, faces, { land: asPolygon(closed(district)), taken })
  const onLand = (at: Point) => contains(mainland, toDegrees(at)) && Math.hypot(...at) < 30_000
  const wet = (at: Point) => contains(river.ring, at) || lakes.some((lake) => contains(lake.ring, at))
  const onHill = (at: Point) => hills.some((hill) => contains(hill.ring, at))
  const usable = (at: Point) => contains(district, at) && !wet(at) && !onHill(at) && distanceToLine(at, shore) > 40
  const roads = [...mainRoads(streets, onLand), ...blockStreets(blocks.map((block) => block.cell), streets, usable)] // prettier-ignore
  return { land, mainland, shore, district, faces, river, lakes, hills, blocks, roads }
}

const drawn = draw()
const [west, south, east, north] = SURROUNDINGS
const box: Polygon = [[[west, south], [east, south], [east, north], [west, north], [west, south]]] // prettier-ignore
const district = closed(inDegrees(drawn.district))
const files = {
  coast: {
    source: COAST_LICENCE,
    land: round(drawn.land),
    sea: round(polygonClipping.difference(box, drawn.land)),
    around: round(polygonClipping.difference(drawn.land, asPolygon(district)).filter(isLand)),
    coast: drawn.land.flatMap((polygon) => polygon.flatMap(coastOf)),
  },
  district: {
    source: '演示绘制 Drawn for the demo; its coast © OpenStreetMap contributors, ODbL 1.0',
    outline: district,
    shore: inDegrees(drawn.shore),
    grids: drawn.faces.map(({ seed, ring }) => ({ name: seed.name, zone: seed.zone, ring: closed(inDegrees(ring)) })),
    blocks: drawn.blocks.map(({ grid, use, name, quad, ring }) => ({ grid, use, ...(name ? { name } : {}), quad: inDegrees(quad), ring: inDegrees(ring) })),
    towers: raiseTowers(drawn.blocks).map((tower) => ({ ...tower, ring: inDegrees(tower.ring) })),
    roads: drawn.roads.map((road) => ({ ...road, line: inDegrees(road.line) })),
    water: [{ name: RIVER_NAME, ring: inDegrees(drawn.river.ring) }, ...drawn.lakes.map((lake) => ({ ...lake, ring: inDegrees(lake.ring) }))],
    hills: drawn.hills.map((hill) => ({ ...hill, ring: inDegrees(hill.ring) })),
  },
} // prettier-ignore
for (const [name, content] of Object.entries(files)) {
  const path = new URL(`../data/demo/${name}.json`, import.meta.url)
  writeFileSync(path, `${JSON.stringify(content)}\n`)
}
console.log(`${drawn.faces.length} grids, ${drawn.blocks.length} blocks, ${drawn.roads.length} roads`)
