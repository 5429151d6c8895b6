import type { Point } from './plane.ts'

/** What was drawn by hand for the demo district. It lies near a real high-tech zone and copies none of its borders. */

/** Longitudes at which the border meets the coast: between them the coast is the border. */
export const COAST_FROM = 121.4795
export const COAST_TO = 121.5622

/** The landward border from the eastern coast round the south to the western coast, degrees. */
export const LANDWARD: readonly Point[] = [
  [121.5631, 37.4312], [121.5612, 37.4228], [121.5622, 37.4136], [121.5561, 37.4108], [121.5492, 37.4096],
  [121.5451, 37.4041], [121.5432, 37.3962], [121.5389, 37.3898], [121.5302, 37.3861], [121.5221, 37.3832],
  [121.5138, 37.3811], [121.5069, 37.3802], [121.5018, 37.3841], [121.4996, 37.3917], [121.4951, 37.3984],
  [121.4873, 37.4049], [121.4842, 37.4138], [121.4858, 37.4236], [121.4812, 37.4319], [121.4738, 37.4368],
  [121.4722, 37.4459], [121.4754, 37.4562],
] // prettier-ignore

/** A main road of the street net: one street coordinate fixed, the other running, metres. */
export interface MainRoad {
  readonly name: string
  readonly along: 'u' | 'v'
  readonly fixed: number
  readonly run: readonly [number, number]
  /** False for a main road that runs through grids instead of between them. */
  readonly bounds: boolean
}

const street = (name: string, fixed: number, run: readonly [number, number], bounds = true): MainRoad => ({
  name, along: 'u', fixed, run, bounds,
}) // prettier-ignore
const avenue = (name: string, fixed: number, run: readonly [number, number]): MainRoad => ({
  name, along: 'v', fixed, run, bounds: true,
}) // prettier-ignore

/** The shore road's v: avenues end there, though the grids' borders run on to the coast. */
export const SHORE_ROAD = 250

/** Main roads within the district; `bounds` ones part the grids. */
export const MAIN_ROADS: readonly MainRoad[] = [
  street('滨海路', SHORE_ROAD, [-6500, 5000], false),
  street('海韵路', 1300, [-4700, 1250]),
  street('渔港路', 1500, [1250, 4600]),
  street('创新大道', 2400, [-6600, 1250]),
  street('河湾路', 2600, [1250, 5600]),
  street('航天路', 3600, [-4300, 4200]),
  street('科技大道', 4750, [-6400, 5400]),
  street('松岭路', 5700, [-3000, 3200]),
  street('南环路', 7150, [-4300, 2400]),
  avenue('金山大街', -2650, [-1500, 3600]),
  avenue('观海大街', -1350, [-1500, 4750]),
  avenue('中创大街', -50, [-1500, 4750]),
  avenue('望海大街', 1250, [-1500, 4750]),
  avenue('药谷大街', 2550, [-1500, 4750]),
  avenue('枫桥大街', -650, [4750, 5700]),
  avenue('果园大街', 1000, [4750, 5700]),
  avenue('松岭大街', -850, [5700, 8700]),
  avenue('南门大街', 550, [5700, 8700]),
  avenue('东岭大街', 1800, [5700, 7150]),
]

export type Zone = 'living' | 'office' | 'industry' | 'chemistry' | 'logistics' | 'mixed' | 'village'

/** A level-3 grid: named where (u, v) lies, with what is built there. Listed street by street from west to east. */
export interface GridSeed {
  readonly name: string
  readonly u: number
  readonly v: number
  readonly zone: Zone
}

const seed = (name: string, u: number, v: number, zone: Zone): GridSeed => ({ name, u, v, zone })

export const GRID_SEEDS: readonly GridSeed[] = [
  seed('金山湾', -3200, 800, 'mixed'),
  seed('观海台', -2000, 800, 'living'),
  seed('海韵里', -700, 800, 'living'),
  seed('滨海北', 600, 800, 'mixed'),
  seed('望海路', 1900, 800, 'living'),
  seed('渔港里', 3200, 800, 'mixed'),
  seed('创智港', -3200, 1900, 'office'),
  seed('蓝海坊', -2000, 1900, 'living'),
  seed('航天里', -700, 1900, 'industry'),
  seed('软件园', 600, 1900, 'office'),
  seed('泊湾里', 1900, 2000, 'living'),
  seed('河湾东', 3300, 2000, 'industry'),
  seed('石门里', -3100, 2800, 'mixed'),
  seed('中创园', -2000, 3000, 'office'),
  seed('生物园', -700, 3000, 'industry'),
  seed('精工园', 600, 3000, 'industry'),
  seed('电商港', 1900, 3100, 'logistics'),
  seed('药谷东', 3200, 3100, 'industry'),
  seed('药谷西', -1900, 4150, 'industry'),
  seed('新材园', -700, 4150, 'chemistry'),
  seed('航谷园', 600, 4150, 'industry'),
  seed('智造里', 1900, 4150, 'industry'),
  seed('仓储园', 2900, 4150, 'logistics'),
  seed('枫桥里', -1500, 5200, 'living'),
  seed('河湾西', 100, 5200, 'living'),
  seed('果园里', 1900, 5200, 'living'),
  seed('松岭北', -1250, 6050, 'village'),
  seed('松岭南', -200, 6400, 'mixed'),
  seed('南门户', 1100, 6400, 'logistics'),
  seed('东岭里', 2150, 6100, 'mixed'),
  seed('青峦里', -200, 7500, 'village'),
]

/** Parks: whole neighbouring street blocks without streets between them. Columns and rows count blocks of the grid. */
export const PARKS: readonly {
  name: string
  grid: string
  columns: readonly [number, number]
  rows: readonly [number, number]
}[] = [
  { name: '蓝色药谷产业园', grid: '药谷东', columns: [2, 3], rows: [1, 2] },
  { name: '新材料产业园', grid: '新材园', columns: [1, 2], rows: [1, 2] },
  { name: '中创科技园', grid: '中创园', columns: [1, 2], rows: [1, 2] },
  { name: '航谷智造园', grid: '航谷园', columns: [1, 2], rows: [0, 1] },
  { name: '电商港物流园', grid: '电商港', columns: [0, 1], rows: [1, 2] },
]

/** Office towers, in the grid they stand in. */
export const TOWERS: readonly { name: string; grid: string }[] = [
  { name: '创智大厦', grid: '创智港' },
  { name: '创智港国际中心', grid: '创智港' },
  { name: '中创中心', grid: '中创园' },
  { name: '软件园A座', grid: '软件园' },
  { name: '软件园B座', grid: '软件园' },
  { name: '软件园总部楼', grid: '软件园' },
  { name: '滨海总部大厦', grid: '滨海北' },
  { name: '蓝海国际', grid: '蓝海坊' },
  { name: '望海金融大厦', grid: '望海路' },
  { name: '金山湾旅游大厦', grid: '金山湾' },
]

/** The river, from its source to its mouth, and the lakes; degrees. */
export const RIVER: readonly Point[] = [
  [121.5705, 37.3480], [121.5640, 37.3600], [121.5560, 37.3710], [121.5535, 37.3830], [121.5480, 37.3935],
  [121.5415, 37.4020], [121.5402, 37.4100], [121.5440, 37.4180], [121.5492, 37.4235], [121.5500, 37.4305],
  [121.5528, 37.4350], [121.5546, 37.4381],
] // prettier-ignore
export const RIVER_NAME = '沁水河'

/** Round shapes: centre in degrees, radii in metres, turn in degrees. Ragged by the seed. */
export interface Blob {
  readonly name: string
  readonly at: Point
  readonly radii: readonly [number, number]
  readonly turn: number
}

export const LAKES: readonly Blob[] = [
  { name: '中心湖', at: [121.5036, 37.4347], radii: [210, 120], turn: -20 },
  { name: '松岭水库', at: [121.5192, 37.3868], radii: [300, 150], turn: 25 },
]

export const HILLS: readonly Blob[] = [
  { name: '青峦山', at: [121.5025, 37.3815], radii: [760, 430], turn: 32 },
  { name: '松岭', at: [121.5352, 37.3822], radii: [960, 520], turn: -22 },
  { name: '石门山', at: [121.4628, 37.4275], radii: [1250, 760], turn: 60 },
  { name: '金顶', at: [121.48, 37.3915], radii: [1100, 700], turn: 35 },
  { name: '东岭', at: [121.564, 37.401], radii: [900, 600], turn: -40 },
  { name: '南屏山', at: [121.518, 37.36], radii: [2300, 900], turn: 8 },
  { name: '', at: [121.465, 37.365], radii: [1500, 900], turn: 40 },
  { name: '', at: [121.59, 37.372], radii: [1400, 1000], turn: -20 },
  { name: '', at: [121.435, 37.4], radii: [1200, 800], turn: 70 },
]

/** Roads drawn freely: main ones named; degrees. */
export const FREE_ROADS: readonly { name: string; rank: 1 | 2; line: readonly Point[] }[] = [
  {
    name: '环海高速',
    rank: 1,
    line: [[121.392, 37.381], [121.430, 37.379], [121.465, 37.384], [121.492, 37.3945], [121.515, 37.3972], [121.540, 37.3925], [121.570, 37.3905], [121.605, 37.3990], [121.650, 37.4050]],
  },
] // prettier-ignore
