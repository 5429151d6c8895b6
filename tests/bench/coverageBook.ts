/** A city for the proof of coverage: a district of more than 3,000 grids whose borders have a hundred corners, and as many enterprises as are asked for. */
import type pg from 'pg'
import { cityOf, type Ring } from '../api/coverageCity.ts'
import { randomOf } from '../api/randomFilters.ts'
import { type BookSize, fillBook, GROUND, withoutIndexes } from './book.ts'

/** Grids along each side of the ground, and pieces of a border between two corners. */
const ALONG = 55
const PIECES = 24
export const CITY_GRIDS = ALONG * ALONG

const [WEST, SOUTH, EAST] = GROUND
const CITY = {
  columns: ALONG,
  rows: ALONG,
  pieces: PIECES,
  side: (EAST - WEST) / ALONG,
  southWest: [WEST, SOUTH],
} as const
const asJson = (ring: Ring) => JSON.stringify({ type: 'MultiPolygon', coordinates: [[ring]] })

/** Fills a migrated, empty database as its superuser: past the triggers, whose work is done at the end. */
export async function fillCoverageBook(client: pg.ClientBase, size: BookSize): Promise<void> {
  await fillBook(client, size)
  const { district, grids } = cityOf(randomOf(20261128), CITY)
  await client.query('set session_replication_role = replica')
  await client.query('delete from grid where level = 3')
  const outline = 'st_setsrid(st_geomfromgeojson($1), 4326)'
  await client.query(`update district set geom = ${outline}`, [asJson(district)])
  await client.query(`update grid set geom = ${outline} where level = 1`, [asJson(district)])
  await client.query(
    `insert into grid (id, level, code, name, parent, person, phone, geom)
      select 1000 + n, 3, 'c' || n, '网格' || n, 1, '网格长' || n, '0755-' || (1000000 + n), st_setsrid(st_geomfromgeojson(shape), 4326)
      from unnest($1::text[]) with ordinality city (shape, n)`,
    [grids.map(asJson)],
  )
  await client.query('analyze grid')
  await withoutIndexes(client, 'enterprise', 'update enterprise e set grid = app.grid_at(e.geom)')
  await client.query(
    'select app.rebuild_rollups(); select app.prove_territory(); set session_replication_role = origin',
  )
  await client.query('vacuum analyze')
}
