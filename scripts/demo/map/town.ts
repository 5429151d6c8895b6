import { blockIn, cutCell, towerIn } from './blocks.ts'
import type { Block, Cell, Site } from './blocks.ts'
import { GRID_SEEDS, PARKS, TOWERS } from './drawing.ts'
import type { GridSeed, Zone } from './drawing.ts'
import { centroid, contains } from './plane.ts'
import type { Point, Ring } from './plane.ts'
import type { Streets } from './streets.ts'
import { randomFrom } from '../random.ts'

/** What a street block is used for. */
export type Use = 'living' | 'office' | 'industry' | 'logistics' | 'service' | 'green' | 'park'

/** A street block of the drawn town with its grid; parks and towers carry a name. */
export interface TownBlock extends Block {
  readonly grid: string
  readonly use: Use
  readonly name?: string
}

/** A grid of the partition in metres of the plane. */
export interface GridFace {
  readonly seed: GridSeed
  readonly ring: Ring
}

const USES: Readonly<Record<Zone, Readonly<Partial<Record<Use, number>>>>> = {
  living: { living: 70, service: 14, green: 12, office: 4 },
  office: { office: 46, living: 30, service: 10, green: 10, industry: 4 },
  industry: { industry: 78, green: 8, living: 6, office: 8 },
  chemistry: { industry: 84, green: 14, logistics: 2 },
  logistics: { logistics: 52, industry: 26, living: 8, green: 8, service: 6 },
  mixed: { living: 44, service: 20, industry: 12, office: 10, green: 14 },
  village: { living: 30, green: 20, industry: 16, service: 6 },
}

/** Cells between main roads, from the shore road to the south. */
function mainCells(): Cell[] {
  const strips: [readonly number[], readonly number[]][] = [
    [[-4350, -2650, -1350, -50, 1250], [250, 1300, 2400, 3600, 4750]],
    [[1250, 2550, 4300], [250, 1500, 2600, 3600, 4750]],
    [[-2050, -650, 1000, 3000], [4750, 5700]],
    [[-2050, -850, 550, 1800, 3000], [5700, 7150, 8400]],
  ] // prettier-ignore
  return strips.flatMap(([us, vs]) =>
    vs
      .slice(1)
      .flatMap((v1, j) => us.slice(1).map((u1, i): Cell => ({ u: [us[i] as number, u1], v: [vs[j] as number, v1] }))),
  )
}

/** Lays out every block of the town: streets cut main cells, parks join cells, each block gets its use. */
export function layOutTown(streets: Streets, faces: readonly GridFace[], site: Site): TownBlock[] {
  const random = randomFrom(20_260_101)
  return mainCells().flatMap((main) => {
    const rows = cutCell(main)
    const middle = streets((main.u[0] + main.u[1]) / 2, (main.v[0] + main.v[1]) / 2)
    const around = faces.find((face) => contains(face.ring, middle))?.seed.name
    const park = PARKS.find((each) => each.grid === around)
    const joined = park ? join(rows, park) : { cells: rows.flat(), park: undefined }
    return joined.cells.flatMap((cell): TownBlock[] => {
      const block = blockIn(cell, main, streets, site)
      const use = random.next()
      const pick = randomFrom(Math.floor(use * 2 ** 32))
      if (!block) return []
      const face = faces.find(({ ring }) => contains(ring, centroid(block.ring)))
      if (!face || !block.ring.every((corner) => contains(face.ring, corner))) return []
      if (cell === joined.park && park) return [{ ...block, grid: face.seed.name, use: 'park', name: park.name }]
      if (face.seed.zone === 'village' && pick.chance(0.25)) return []
      return [{ ...block, grid: face.seed.name, use: pick.weighted(USES[face.seed.zone]) }]
    })
  })
}

function join(rows: readonly (readonly Cell[])[], park: (typeof PARKS)[number]): { cells: Cell[]; park: Cell } {
  const [fromColumn, toColumn] = park.columns
  const [fromRow, toRow] = park.rows
  const first = rows[fromRow]?.[fromColumn] as Cell
  const last = rows[toRow]?.[toColumn] as Cell
  const whole: Cell = { u: [first.u[0], last.u[1]], v: [first.v[0], last.v[1]] }
  const outside = rows.flatMap((cells, row) =>
    cells.filter((_, column) => row < fromRow || row > toRow || column < fromColumn || column > toColumn),
  )
  return { cells: [whole, ...outside], park: whole }
}

/** Towers: 92 × 52 m on the podium of an office block, two where a grid has more towers than office blocks. */
export function raiseTowers(blocks: readonly TownBlock[]): { name: string; grid: string; ring: Ring }[] {
  const order = ['office', 'service', 'living']
  return TOWERS.map(({ name, grid }) => {
    const rank = TOWERS.filter((tower) => tower.grid === grid).findIndex((tower) => tower.name === name)
    const sites = blocks
      .filter((block) => block.grid === grid && block.whole && order.includes(block.use))
      .sort((a, b) => order.indexOf(a.use) - order.indexOf(b.use))
    const site = sites[rank]
    if (!site) throw new Error(`No block for the tower ${name} in ${grid}`)
    return { name, grid, ring: towerIn(site.ring, 92, 52, 0.5) }
  })
}

/** The name of the grid seed that lies in a face; throws where the drawing and the partition disagree. */
export function nameFaces(faces: readonly Ring[], streets: Streets): GridFace[] {
  return faces.map((ring) => {
    const seeds = GRID_SEEDS.filter(({ u, v }) => contains(ring, streets(u, v)))
    const [only] = seeds
    const at = centroid(ring).map(Math.round) as unknown as Point
    if (!only || seeds.length > 1) throw new Error(`Face at ${at.join(' ')} m holds ${seeds.length} grid names`)
    return { seed: only, ring }
  })
}
