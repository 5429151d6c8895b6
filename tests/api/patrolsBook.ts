/** What patrol tracks are tried on: two grids side by side, two roads through both and one beyond, and whoever walks. Positions in degrees. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { PatrolCell, PatrolStreet, PatrolTrack } from '#core/contract/patrols.ts'
import { patrolCell, patrolCellBounds } from '#core/domain/patrolCells.ts'
import type { Actor } from '../../server/db/actor.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { type Desk, deskOf, everyPage } from './desk.ts'
import { randomOf } from './randomFilters.ts'

export const NOW = new Date('2026-06-15T02:00:00Z')
export const DAY = 86_400_000
export const minutesBack = (minutes: number): string => new Date(NOW.getTime() - minutes * 60_000).toISOString()

const BOOK = `
  insert into district (code, name, geom) values ('370611', '样板区', st_multi(st_makeenvelope(121, 37, 121.02, 37.01, 4326)));
  insert into grid (level, code, name, person, phone) values (1, '1', '样板区', '王主任', '0535-1234501');
  insert into grid (level, code, name, person, phone, parent, geom) values
    (3, '31', '西网格', '赵网格', '0535-1234502', 1, st_multi(st_makeenvelope(121, 37, 121.01, 37.01, 4326))),
    (3, '32', '东网格', '周网格', '0535-1234503', 1, st_multi(st_makeenvelope(121.01, 37, 121.02, 37.01, 4326)));
  insert into basemap (kind, name, rank, geom, source) values
    ('road', '长街', 1, st_geomfromtext('LINESTRING(121.001 37.005, 121.019 37.005)', 4326), 'test'),
    ('road', null, 3, st_geomfromtext('LINESTRING(121.004 37.001, 121.006 37.004, 121.006 37.009)', 4326), 'test'),
    ('road', '外街', 3, st_geomfromtext('LINESTRING(121.03 37.001, 121.03 37.009)', 4326), 'test'),
    ('water', '河', 1, st_geomfromtext('LINESTRING(121.001 37.002, 121.019 37.002)', 4326), 'test');
  insert into enterprise (scheme, identifier, name, industry, class_computed, class_rule, geom)
    values ('demo', 'E1', '单位1', 'C2611', 'A', 'CL-1', st_setsrid(st_makepoint(121.005, 37.0055), 4326));
  insert into account (user_name, name, state) values ('zhao', '赵网格', 'active'), ('qian', '钱网格员', 'active'), ('zhou', '周网格', 'active');
  insert into post (account, kind, grids, from_at) values (1, 'grid-chief', '{2}', '2020-01-01'), (2, 'grid-worker', '{2}', '2020-01-01'), (3, 'grid-chief', '{3}', '2020-01-01')`

/** Metres between two places, on a sphere (haversine). */
export function metres([lng, lat]: readonly number[], [otherLng, otherLat]: readonly number[]): number {
  const rad = Math.PI / 180
  const a =
    Math.sin(((otherLat! - lat!) * rad) / 2) ** 2 +
    Math.cos(lat! * rad) * Math.cos(otherLat! * rad) * Math.sin(((otherLng! - lng!) * rad) / 2) ** 2
  return 2 * 6_371_008.8 * Math.asin(Math.sqrt(a))
}

/** Metres from a place to a short straight line, by places along it, each a two-hundredth of it. */
export function metresToLine(place: readonly number[], [from, to]: readonly (readonly number[])[]): number {
  const along = Array.from({ length: 201 }, (_, at) => [
    from![0]! + ((to![0]! - from![0]!) * at) / 200,
    from![1]! + ((to![1]! - from![1]!) * at) / 200,
  ])
  return Math.min(...along.map((one) => metres(place, one)))
}

/** Whole numbers between two, both included. */
export function wholeOf(seed: number) {
  const random = randomOf(seed)
  return (least: number, most: number) => least + Math.floor(random() * (most - least + 1))
}

/** Points in grids by the cell that holds them: how many, and the last. */
export function cellsOf(kept: readonly { readonly at: number; readonly position: readonly number[] }[]) {
  const inGrids = kept.filter(({ position: [lng, lat] }) => {
    const [west, south, east, north] = patrolCellBounds(patrolCell(lng!, lat!))
    return (west + east) / 2 >= 121 && (west + east) / 2 <= 121.02 && (south + north) / 2 >= 37 && (south + north) / 2 <= 37.01 // prettier-ignore
  })
  const expected = new Map<number, { n: number; last: number }>()
  for (const { at, position } of inGrids) {
    const cell = patrolCell(position[0]!, position[1]!)
    const { n, last } = expected.get(cell) ?? { n: 0, last: 0 }
    expected.set(cell, { n: n + 1, last: Math.max(last, at) })
  }
  return expected
}

/** How many cells have their centre in a grid, counted at places a hundred metres apart: nearly each once. */
export function centresInGrids(): number {
  let centres = 0
  const inGrid = (cell: number) => {
    const [west, south, east, north] = patrolCellBounds(cell)
    return [(west + east) / 2, (south + north) / 2] as const
  }
  for (let y = 0; y < 40; y++)
    for (let x = 0; x < 40; x++) {
      const [lng, lat] = inGrid(patrolCell(120.995 + x / 900, 36.995 + y / 1112))
      if (lng > 121 && lng < 121.02 && lat > 37 && lat < 37.01) centres += 1
    }
  return centres
}

interface Sent {
  readonly at: string
  readonly position: readonly number[]
  readonly accuracyM: number
}
export const point = (at: string, lng: number, lat: number, accuracyM = 8): Sent => ({ at, position: [lng, lat], accuracyM }) // prettier-ignore

/** Called once by a file of tests: hooks make the book before them, empty it of walks and visits before each, and drop it. */
export function patrolsHouse() {
  let book: FreshDatabase
  const desks = {} as Record<'leader' | 'chief' | 'worker' | 'other', Desk>
  const many = async <Row extends object>(text: string, values: unknown[] = []) =>
    (await book.owner.query<Row>(text, values)).rows
  const as = (actor: Partial<Actor> & Pick<Actor, 'role'>) => deskOf(book, { person: '某人', grids: [], ...actor })

  beforeAll(async () => {
    book = await freshDatabase()
    await book.clock.set(NOW)
    await many(BOOK)
    Object.assign(desks, {
      leader: as({ role: 'government', post: 'leader', person: '林青山' }),
      chief: as({ role: 'grid', post: 'grid-chief', person: '赵网格', account: 1, grids: [2] }),
      worker: as({ role: 'grid', post: 'grid-worker', person: '钱网格员', account: 2, grids: [2] }),
      other: as({ role: 'grid', post: 'grid-chief', person: '周网格', account: 3, grids: [3] }),
    })
  })
  afterAll(() => book.drop())
  beforeEach(async () => {
    await book.clock.set(NOW)
    await many(
      'delete from patrol_track; delete from inspection; update patrol_rule set "limit" = 90 where kind = \'keep\'',
    )
  })

  const begin = (
    request = randomUUID(),
    { desk = desks.worker, beganAt = minutesBack(60), sentAt = NOW.toISOString() } = {},
  ) => desk.post('/patrols/tracks').send({ request, beganAt, sentAt })
  const begun = async (from = minutesBack(60), desk = desks.worker) => ((await begin(randomUUID(), { desk, beganAt: from })).body as PatrolTrack).request // prettier-ignore
  const send = (request: string, points: readonly Sent[], desk = desks.worker) => desk.post(`/patrols/tracks/${request}/points`).send({ points }) // prettier-ignore
  const tracks = async (desk: Desk) => (await desk.get('/patrols/tracks')).body.rows as PatrolTrack[]
  const cells = async (desk: Desk, query: Record<string, string> = {}) => (await desk.get('/patrols/cells').query(query)).body as { cells: PatrolCell[]; points: { visits: number; tracks: number }; unseen: number } // prettier-ignore
  const streets = async (desk: Desk, part = 'all') => everyPage<PatrolStreet>(desk, '/indicators/streets-unwalked/rows', { part }, ({ rows }: { rows: { items: PatrolStreet[] } }) => rows.items) // prettier-ignore
  const figure = async (desk: Desk) => (await desk.get('/indicators').query({ ids: 'streets-unwalked' })).body.figures[0].parts as { part: string; n: number; share: { n: number; of: number } }[] // prettier-ignore
  /** To a millimetre: sums are of one order on no two days. */
  const rounded = async (desk: Desk) =>
    (await figure(desk)).map(({ part, n, share }) => [part, n, share.n.toFixed(3), share.of.toFixed(3)])
  const check = (n: number, { kind = 'patrol', accuracy = 10, at = minutesBack(30), lng = 121.0052 } = {}) =>
    many(
      `insert into inspection (enterprise, kind, inspector, inspected_at, request, digest, device_at, received_at, state, checked_in_at, check_in_received_at, checked_in_point, accuracy_m)
        select 1, $2, '赵网格', $4::timestamptz, gen_random_uuid(), repeat('0', 64), $4, $4, 'open', $4, $4, st_setsrid(st_makepoint($5, 37.0051), 4326), $3 from generate_series(1, $1)`,
      [n, kind, accuracy, at, lng],
    )
  const clockAt = (date: Date) => book.clock.set(date)
  const pool = () => book.pool
  return { as, begin, begun, cells, check, clockAt, desks, figure, many, pool, rounded, send, streets, tracks }
}
