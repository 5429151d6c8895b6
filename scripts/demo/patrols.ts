import { DAY } from './calendar.ts'
import type { DrawnDistrict } from './drawn.ts'
import type { Point, Ring } from './map/plane.ts'
import type { Random } from './random.ts'
import { rows } from './statements.ts'

/** One grid in so many has no track, and of the others one road in so many is left out. */
const WITHOUT = 7
const WALKED = 0.72
/** Metres and seconds between two points of a track. */
const [STEP_M, STEP_S] = [36, 30]
/** Seconds from one road to the next. */
const WAY_S = 900
const MOST_POINTS = 900
/** Metres of a degree at the demo district. */
const [NORTH, EAST] = [110_990, 88_300]

interface TrackRow {
  readonly request: string
  /** Its name. */
  readonly grid: string
  readonly began_at: string
  readonly ended_at: string
  readonly points: readonly { readonly at: string; readonly lng: number; readonly lat: number; readonly accuracy: number }[]
} // prettier-ignore

const inside = ([x, y]: Point, ring: Ring): boolean => {
  let odd = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [[ax, ay], [bx, by]] = [ring[i]!, ring[j]!]
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) odd = !odd
  }
  return odd
}
const between = (line: readonly Point[]): Point[] =>
  line.slice(1).flatMap((to, at) => {
    const from = line[at]!
    const steps = Math.max(1, Math.ceil(Math.hypot((to[0] - from[0]) * EAST, (to[1] - from[1]) * NORTH) / STEP_M))
    return Array.from({ length: steps }, (_, n): Point => [from[0] + ((to[0] - from[0]) * n) / steps, from[1] + ((to[1] - from[1]) * n) / steps]) // prettier-ignore
  })

/** Walks along the roads of most grids over the last months; some roads, and some grids, are left out. */
export function trackRows(drawn: DrawnDistrict, day: Date, random: Random): TrackRow[] {
  return drawn.grids.flatMap(({ name, ring }, n) => {
    if (n % WITHOUT === 3) return []
    const roads = drawn.roads.filter(() => random.chance(WALKED)).map(({ line }) => between(line).filter((at) => inside(at, ring))).filter((line) => line.length > 4)
    const walks = Array.from({ length: random.whole(1, 4) }, () => random.shuffled(roads).slice(0, random.whole(2, 6)).flatMap((road, nth) => road.map((at) => ({ at, nth }))).slice(0, MOST_POINTS))
    return walks.filter((walk) => walk.length > 0).map((walk, at): TrackRow => {
      const began = day.getTime() - random.whole(1, 85) * DAY + random.whole(8, 10) * 3_600_000
      const points = walk.map(({ at: [lng, lat], nth }, step) => ({
        at: new Date(began + (step * STEP_S + nth * WAY_S) * 1000).toISOString(),
        lng: Number((lng + random.whole(-8, 8) / EAST).toFixed(7)),
        lat: Number((lat + random.whole(-8, 8) / NORTH).toFixed(7)),
        accuracy: random.whole(4, 24),
      }))
      return { request: `00000000-0000-4000-8000-0000103${String(n * 10 + at).padStart(5, '0')}`, grid: name,
        began_at: points[0]!.at, ended_at: points.at(-1)!.at, points }
    })
  })
} // prettier-ignore

/** As `statements` has them: one JSON array, $1. */
export const TRACK = `insert into patrol_track (request, person, post, grids, device_began_at, sent_at, skew, began_at, ended_at)
    select r.request, left(g.person, 70) || '（演示）', 'grid-chief', array[g.id], r.began_at, r.began_at, interval '0', r.began_at, r.ended_at
    from ${rows('request uuid, grid text, began_at timestamptz, ended_at timestamptz')} join grid g on g.level = 3 and g.name = r.grid order by n`
export const TRACK_POINT = `insert into patrol_point (track, device_at, at, geom, accuracy_m)
  select t.id, p.at, p.at, st_setsrid(st_makepoint(p.lng, p.lat), 4326), p.accuracy
  from ${rows('request uuid, points json')} join patrol_track t on t.request = r.request
    cross join lateral json_to_recordset(r.points) p (at timestamptz, lng float8, lat float8, accuracy real) order by n, p.at`
