/** How long a million points of tracks take to be looked at as cells and streets, and a batch from a phone to be kept. */
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Actor } from '#server/db/actor.ts'
import { inScope } from '#server/db/db.ts'
import { makePool } from '#server/db/pools.ts'
import { readCells } from '#server/features/patrols/cells.ts'
import { addPoints } from '#server/features/patrols/points.ts'
import { readStreets } from '#server/features/patrols/streets.ts'
import { beginTrack } from '#server/features/patrols/tracks.ts'
import type { Logins } from './policiesBench.ts'
import { median as middle, table } from './tables.ts'

const GOVERNMENT: Actor = { role: 'government', person: '测速', grids: [] }
const WALKER: Actor = { role: 'grid', person: '测速网格长', grids: [] }
/** Points of one batch, as a phone sends them after ten minutes. */
const BATCH = 120

/** A district of about 50 km² in the corner of a grid of the book, which is far larger. */
const GROUND = `(select st_xmin(g.geom) + 0.01 as west, st_xmin(g.geom) + 0.085 as east, st_ymin(g.geom) + 0.01 as south, st_ymin(g.geom) + 0.073 as north
  from grid g where g.level = 3 order by g.id limit 1)`

/**
 * Points over the whole district in 90 days, 500 to a track, with what triggers would sum of them: past the triggers, which look at each batch
 * by itself and would take hours.
 */
export async function fillPatrols(client: pg.ClientBase, points: number): Promise<void> {
  // whoever walks has no account here
  await client.query(`update district set demo = true;
    set session_replication_role = replica;
    insert into patrol_track (request, person, post, grids, device_began_at, sent_at, skew, began_at, ended_at)
      select gen_random_uuid(), '测速' || n, 'grid-chief', array[1], t.at, t.at, '0', t.at, t.at + interval '5 hours'
      from generate_series(1, ${Math.ceil(points / 500)}) n cross join lateral (select app.now() - make_interval(mins => (90 * 1440 - 400)::integer * n / ${Math.ceil(points / 500)} + 330) as at) t;
    insert into patrol_point (track, device_at, at, geom, accuracy_m)
      select t.id, t.began_at + n * interval '30 seconds', t.began_at + n * interval '30 seconds',
        st_setsrid(st_makepoint(b.west + (b.east - b.west) * mod(abs(hashint4(t.id)), 997) / 997.0 + n * 1e-5, b.south + (b.north - b.south) * mod(abs(hashint4(t.id * 7 + n / 60)), 991) / 991.0), 4326), 8
      from patrol_track t cross join generate_series(1, 500) n
        cross join ${GROUND} b;
    insert into basemap (kind, source, name, geom)
      select 'road', '测速', '路' || n, st_setsrid(case when n % 2 = 0 then st_makeline(st_makepoint(b.west + (b.east - b.west) * n / 120.0, b.south), st_makepoint(b.west + (b.east - b.west) * n / 120.0, b.north))
        else st_makeline(st_makepoint(b.west, b.south + (b.north - b.south) * n / 120.0), st_makepoint(b.east, b.south + (b.north - b.south) * n / 120.0)) end, 4326)
      from generate_series(1, 119) n cross join ${GROUND} b;
    insert into patrol_cell (cell, centre, grid)
      select c.cell, app.patrol_cell_centre(c.cell), app.patrol_grid(app.patrol_cell_centre(c.cell)) from (select distinct cell from patrol_point) c;
    insert into patrol_cell_day (cell, day, visit, n, last_at) select p.cell, app.day_of(p.at), false, count(*), max(p.at) from patrol_point p group by 1, 2;
    reset session_replication_role; analyze patrol_point; select app.cut_roads(array(select id from basemap where kind = 'road'));
    analyze patrol_piece; analyze patrol_cell; analyze patrol_cell_day`)
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return (performance.now() - begun) / 1000
}

/** What every answer has to do at least: look at each sum once. */
const CELLS_FLOOR = 'select d.cell, sum(d.n), max(d.last_at) from patrol_cell_day d group by d.cell'
const STREETS_FLOOR = 'select grid, sum(length_m), max(walked_at) from patrol_piece group by grid'

interface Case {
  readonly name: string
  readonly of: () => Promise<unknown>
  readonly floor: () => Promise<unknown>
}
/** Median and most of rounds in which floor and case take turns, and how the medians stand to each other. */
async function row({ name, of, floor }: Case, rounds: number) {
  const [times, floors]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    floors.push(await seconds(floor))
    times.push(await seconds(of))
  }
  return [name, middle(times), Math.max(...times), middle(floors), middle(floors) / middle(times)]
}

/** A batch as a phone sends it, kept; and the same past every trigger, taken back. */
function batches(server: pg.Pool, owner: pg.Pool, place: readonly [number, number]) {
  const request = randomUUID()
  let sent = 0
  const at = (n: number) => new Date(Date.now() - 3_600_000 + n * 5_000).toISOString()
  const points = () => Array.from({ length: BATCH }, () => ({ at: at(++sent), position: [place[0] + sent * 1e-6, place[1]] as [number, number], accuracyM: 8 })) // prettier-ignore
  const begin = () =>
    inScope(server, WALKER, (db) => beginTrack(db, { request, beganAt: at(0), sentAt: new Date().toISOString() }))
  const of = () => inScope(server, WALKER, (db) => addPoints(db, request, points()))
  const floor = () =>
    owner.query(`begin; set local session_replication_role = replica;
      insert into patrol_point (track, device_at, at, geom, accuracy_m) select 1, app.now() + n * interval '1 second', app.now(), st_setsrid(st_makepoint(${place.join()}), 4326), 8
        from generate_series(1, ${BATCH}) n; rollback`)
  return { begin, of, floor }
}

/** Times of what is asked of a million points, beside what must be done at least. */
export async function patrolsTable(logins: Logins, rounds: number): Promise<string> {
  const owner = makePool(logins.owner, { size: 1 })
  const server = makePool(logins.server, { size: 1 })
  const found = await owner.query<{ id: number; lng: number; lat: number }>(`select g.id, st_x(p.at) as lng, st_y(p.at) as lat
    from grid g cross join lateral (select st_pointonsurface(g.geom) as at) p where g.level = 3 order by g.id limit 1`) // prettier-ignore
  const { id, lng, lat } = found.rows[0]!
  const read = <T>(work: (db: Parameters<Parameters<typeof inScope>[2]>[0]) => Promise<T>) => inScope(server, GOVERNMENT, work, { snapshot: true }) // prettier-ignore
  const batch = batches(server, owner, [lng, lat])
  Object.assign(WALKER, { grids: [id] })
  await batch.begin()
  const cells = () => owner.query(CELLS_FLOOR)
  const cases: Case[] = [
    { name: 'cells of the whole district, all days', of: () => read((db) => readCells(db, {})), floor: cells },
    { name: 'cells of one grid, all days', of: () => read((db) => readCells(db, { grid: id })), floor: cells },
    { name: 'streets of the whole district', of: () => read((db) => readStreets(db, undefined)), floor: () => owner.query(STREETS_FLOOR) },
    { name: `a batch of ${BATCH} points`, of: batch.of, floor: batch.floor },
  ] // prettier-ignore
  const rows = []
  for (const one of cases) rows.push(await row(one, rounds))
  await Promise.all([owner.end(), server.end()])
  return table(['seconds', 'median', 'most', 'floor', 'ratio'], rows)
}
