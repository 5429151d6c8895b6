import { DEPARTMENTS } from './departments.ts'
import type { DrawnCoast, DrawnDistrict } from './drawn.ts'
import { centroid, toPlane } from './map/plane.ts'
import type { Point, Ring } from './map/plane.ts'
import { personName, phoneNumber } from './people.ts'
import type { Random } from './random.ts'

/** The district's code in the national list; the district of the demo only lies near it. */
export const DISTRICT_CODE = '370671'
/** A grid has a name in one language. */
const BODY_NAME = '高新区（演示）'
export const DISTRICT_NAME = '高新区（演示） Demo High-tech Zone'

export const polygon = (ring: Ring) => JSON.stringify({ type: 'Polygon', coordinates: [ring] })
export const multiPolygon = (rings: readonly (readonly Ring[])[]) =>
  JSON.stringify({ type: 'MultiPolygon', coordinates: rings })
export const point = (at: Point) => JSON.stringify({ type: 'Point', coordinates: at })
const lineString = (line: readonly Point[]) => JSON.stringify({ type: 'LineString', coordinates: line })

/** Rows of `department`: 17 member units with people and lines that cannot be real. */
export function departmentRows(random: Random) {
  return DEPARTMENTS.map((department, i) => ({
    code: `U${String(i + 1).padStart(2, '0')}`,
    name: department.name,
    name_en: department.english,
    person: personName(random),
    phone: phoneNumber(100 + i),
    industries: department.industries,
  }))
}

/** Rows of `grid` of level 1 and 2: the district and one body per member unit. `department` is the unit's code. */
export function bodyRows(random: Random) {
  const district = { level: 1, code: DISTRICT_CODE, name: BODY_NAME, department: null, person: personName(random), phone: phoneNumber(1) } // prettier-ignore
  const bodies = DEPARTMENTS.map((department, i) => ({
    level: 2,
    code: `${DISTRICT_CODE}-U${String(i + 1).padStart(2, '0')}`,
    name: `${department.name}监管组`,
    department: `U${String(i + 1).padStart(2, '0')}`,
    person: personName(random),
    phone: phoneNumber(200 + i),
  }))
  return [district, ...bodies]
}

/** Rows of `grid` of level 3: 15 digits as GB/T 30428 writes them, serial from west to east and north to south. */
export function territoryRows(drawn: DrawnDistrict, random: Random) {
  const middle = (ring: Ring) => centroid(ring.map(toPlane).slice(0, -1))
  const ordered = [...drawn.grids].sort((a, b) => {
    const [[ax, ay], [bx, by]] = [middle(a.ring), middle(b.ring)]
    return Math.round(by / 1150 - ay / 1150) || ax - bx
  })
  return ordered.map((grid, i) => ({
    code: `${DISTRICT_CODE}007${String(Math.floor(i / 8) + 1).padStart(3, '0')}${String(i + 1).padStart(3, '0')}`,
    name: grid.name,
    person: personName(random),
    phone: phoneNumber(300 + i),
    geom: multiPolygon([[grid.ring]]),
  }))
}

/** Where the sea is called by its name: off the shore of the district, in sight when the whole of it is. */
const SEA_NAME_AT = [121.5235, 37.4602] as const

/** Rows of `basemap`, each with where it comes from. */
export function basemapRows(coast: DrawnCoast, drawn: DrawnDistrict, blockNames: ReadonlyMap<Ring, string>) {
  const from = (source: string) => (kind: string, geom: string, name: string | null = null, rank = 1) =>
    ({ kind, name: name || null, rank, geom, source }) // prettier-ignore
  const [clipped, own] = [from(coast.source), from(drawn.source)]
  return [
    ...coast.sea.map((shape) => clipped('sea', multiPolygon([shape]))),
    ...coast.land.map((shape) => clipped('land', multiPolygon([shape]))),
    ...coast.around.map((shape) => clipped('around', multiPolygon([shape]))),
    ...coast.coast.map((line) => clipped('coast', lineString(line))),
    own('sea', point(SEA_NAME_AT), '黄海'),
    ...drawn.hills.map(({ name, ring }) => own('hill', polygon(ring), name)),
    ...drawn.water.map(({ name, ring }) => own('water', polygon(ring), name)),
    ...drawn.blocks.map(({ ring, use }) => own('block', polygon(ring), blockNames.get(ring), use === 'green' ? 2 : 3)),
    ...drawn.roads.map(({ name, rank, line }) => own('road', lineString(line), name, rank)),
  ]
}
