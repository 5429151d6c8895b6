import type { Polygon } from 'polygon-clipping'
import { type City, multiOf, type Ring } from './coverageCity.ts'
import { freshDatabase } from './database.ts'

/** A fault of territory as it is kept; grids by their place in the city, from 0. */
export interface KeptFault {
  readonly id: number
  readonly kind: string
  readonly grids: readonly number[]
  readonly area: number
  readonly width: number
  readonly shape: Polygon | null
}

const DRAW = `insert into grid (id, level, code, name, parent, person, phone, geom) overriding system value
  select n + 1, 3, n, n, 0, '网格长', '0535-000000', st_geomfromgeojson(shape) from unnest($1::integer[], $2::text[]) drawn (n, shape)`

/** True where two shapes differ by nothing of 0.05 m² that is as wide as a centimetre and a half: along slender tails and at their roots mitres fall differently. */
const same = (
  one: string,
  other: string,
) => `not exists (select from st_dump(st_symdifference(${one}, ${other}, 1e-9)) d
    where st_area(d.geom::geography) > 0.05 and not st_isempty(st_buffer(st_transform(d.geom, 32651), -0.0075)))`

/** Pairs each row that is kept with one that a full run finds: the same kind, grids and ground. */
const DIFFERENT = `with full_run as materialized (select kind, grids, geom from app.territory_faults())
  select 'kept' as by, k.kind, k.grids, k.area from coverage_territory k where not exists (select from full_run f
    where f.kind = k.kind and f.grids = k.grids and f.geom && k.geom and ${same('f.geom', 'k.geom')})
  union all
  select 'full run', f.kind, f.grids, st_area(f.geom::geography) from full_run f where not exists (select from coverage_territory k
    where f.kind = k.kind and f.grids = k.grids and f.geom && k.geom and ${same('f.geom', 'k.geom')})`

/** An empty book in which cities are drawn; grid `n` of a city has the id `n + 1`. */
export async function coverageBook() {
  const book = await freshDatabase()
  const ask = async <Row extends object = Record<string, unknown>>(text: string, values: unknown[] = []) =>
    (await book.owner.query<Row>(text, values)).rows
  await ask(`insert into grid (id, level, code, name, person, phone) overriding system value
    values (0, 1, 'district', '全区', '区长', '0535-000000')`)
  const draw = (shapes: ReadonlyMap<number, Ring>) => ask(DRAW, [[...shapes.keys()], [...shapes.values()].map(multiOf)])
  return {
    ...book,
    ask,
    draw,
    async found(city: Pick<City, 'district' | 'grids'>) {
      await ask('delete from district') // first, for all of it would be a gap for a moment
      await ask('delete from grid where level = 3')
      await draw(new Map(city.grids.entries()))
      await ask(`insert into district (code, name, geom) values ('370611', '样板区', st_geomfromgeojson($1))`, [multiOf(city.district)]) // prettier-ignore
    },
    redraw: (n: number, shape: Ring) =>
      ask('update grid set geom = st_geomfromgeojson($2) where id = $1 + 1', [n, multiOf(shape)]),
    remove: (n: number) => ask('delete from grid where id = $1 + 1', [n]),
    redrawDistrict: (shape: Ring | null) =>
      ask('update district set geom = st_geomfromgeojson($1)', [shape && multiOf(shape)]),
    faults: (isShaped = false) =>
      ask<KeptFault>(
        `select id, kind, array(select g - 1 from unnest(grids) g) as grids, area, width,
          case when $1 then st_asgeojson(geom, 12)::json -> 'coordinates' end as shape
        from coverage_territory order by kind, coverage_territory.grids, area`,
        [isShaped],
      ),
    /** Where the kept table and a full run differ. */
    different: () => ask(DIFFERENT),
  }
}
export type CoverageBook = Awaited<ReturnType<typeof coverageBook>>
