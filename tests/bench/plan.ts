/** What is asked in the benchmark, published so that anybody can ask the same. */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { boundsOf } from '#server/tiles/bounds.ts'
import { GROUND } from './book.ts'

/** Folder in which servers under measurement keep files that are uploaded. */
export const UPLOADS = join(tmpdir(), 'anjian-bench-imports')

/** Numbers in [0, 1), the same each time. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 4294967296
  }
}

/** Addresses of tiles over the ground, `n` at each of the zooms. */
export function tilePaths(zooms: readonly number[], n: number, seed = 1): string[] {
  const random = dice(seed)
  const [west, south, east, north] = GROUND
  const half = boundsOf({ z: 0, x: 0, y: 0 }).east
  const metres = (lat: number) => (Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) * half
  const paths = zooms.flatMap((z) =>
    Array.from({ length: n }, () => {
      const side = (2 * half) / 2 ** z
      const x = Math.floor((((west + random() * (east - west)) / 180) * half + half) / side)
      const y = Math.floor((half - metres(south + random() * (north - south))) / side)
      return `/tiles/enterprises/${z}/${x}/${y}`
    }),
  )
  return [...new Set(paths)].sort(() => random() - 0.5)
}

const AREA = 'polygon=113.9,22.7;114.2,22.6;114.35,22.9;114.1,23.05;113.85,22.95'

/** Filters that routes are asked with. */
export const FILTERS: readonly string[] = [
  '',
  'grid=140',
  'grid=140,141,142,158,159,160',
  'department=3',
  'risk=1',
  'class=A&risk=1,2',
  'department=3&class=A&risk=1',
  'industry=C',
  'sourceLevel=1,2',
  'overdue=1',
  `search=${encodeURIComponent('鹏城化工')}`,
  `search=${encodeURIComponent('化工')}`,
  'bbox=114.0,22.5,114.2,22.7',
  AREA,
]

const TREND = 'hazards-new,hazards-closed,hazards-overdue,hazards-on-time'
/** Routes that are asked with every filter. */
export const ROUTES: readonly { name: string; path: (filter: string) => string }[] = [
  { name: 'list', path: (filter) => `/api/enterprises?limit=50${filter && `&${filter}`}` },
  { name: 'risk distribution', path: (filter) => `/api/indicators?ids=risk-distribution${filter && `&${filter}`}` },
  { name: 'trend, 12 months', path: (filter) => `/api/indicators?ids=${TREND}${filter && `&${filter}`}` },
  { name: 'facets', path: (filter) => `/api/facets${filter && `?${filter}`}` },
]
