import type { MultiPolygon } from 'polygon-clipping'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../../server/db/actor.ts'
import { inScope } from '../../server/db/db.ts'
import { sql } from '../../server/db/sql.ts'
import { cases, casesOf, proves } from '../sample.ts'
import { type CoverageBook, coverageBook } from './territoryBook.ts'
import { type City, cityOf, type CityPlan, moved, multiOf, type Point, type Ring, withVertex } from './coverageCity.ts'
import { faultsBySweep, unequal } from './coverageOracle.ts'
import { pick, randomOf } from './randomFilters.ts'

const PLAN: CityPlan = { columns: 10, rows: 6, pieces: 8, side: 0.012, southWest: [121.2, 37.4] }
const SMALL: CityPlan = { ...PLAN, columns: 3, rows: 3, pieces: 4 }

let book: CoverageBook
beforeAll(async () => {
  book = await coverageBook()
})
afterAll(() => book.drop())

/** Up to so many metres in any direction. */
const step = (random: () => number, most: number): Point => [(random() - 0.5) * 2 * most, (random() - 0.5) * 2 * most]
const shifted = (ring: Ring, way: Point): Ring => ring.map((point) => moved(point, way))

async function bend(random: () => number, ring: Ring, metres: number): Promise<Ring> {
  const at = Math.floor(random() * (ring.length - 1))
  const bent = withVertex(ring, at, moved(ring[at]!, step(random, metres)))
  const [{ valid } = {}] = await book.ask<{ valid: boolean }>('select st_isvalid(st_geomfromgeojson($1)) as valid', [multiOf(bent)]) // prettier-ignore
  return valid ? bent : ring
}

/** One act of somebody who draws grids, well or badly. */
async function edit(random: () => number, city: City): Promise<string> {
  const n = Math.floor(random() * city.grids.length)
  const ring = city.grids[n]!
  const act = pick(random, ['bend', 'bend', 'bend', 'mend', 'mend', 'remove', 'add', 'shift', 'several', 'district', 'district back']) // prettier-ignore
  if (act === 'bend') await book.redraw(n, await bend(random, ring, 60))
  if (act === 'mend') {
    await book.remove(n)
    await book.draw(new Map([[n, ring]]))
  }
  if (act === 'remove') await book.remove(n)
  if (act === 'add') await book.draw(new Map([[1000 + Math.floor(random() * 1e6), shifted(ring, step(random, 900))]]))
  if (act === 'shift') await book.redraw(n, shifted(ring, step(random, 3)))
  if (act === 'several') await book.ask('update grid set geom = st_multi(st_translate(geom, $1, $1)) where level = 3 and id % 13 = $2', [random() * 1e-6, n % 13]) // prettier-ignore
  if (act === 'district') await book.redrawDistrict(shifted(await bend(random, city.district, 300), step(random, 40)))
  if (act === 'district back') await book.redrawDistrict(random() < 0.2 ? null : city.district)
  return `${act} ${n}`
}

/** The shapes as they lie in the book. */
async function territory() {
  const rows = await book.ask<{ id: number; shape: MultiPolygon }>(`select id - 1 as id, st_asgeojson(geom, 15)::json -> 'coordinates' as shape from grid where level = 3`) // prettier-ignore
  const [land] = await book.ask<{ shape: MultiPolygon | null }>(`select st_asgeojson(geom, 15)::json -> 'coordinates' as shape from district`) // prettier-ignore
  return { district: land!.shape, grids: new Map(rows.map(({ id, shape }) => [id, shape])) }
}

describe('the faults that are kept', () => {
  test('are, after each of many edits, those of a full run', async (context) => {
    const compared = proves(context, {
      claim: 'After each of many random edits of grids and district the kept faults are those of a full run',
      judged: 'app.prove_territory_near, by the triggers of grid and district (SQL)',
      judge: 'app.territory_faults: all grids and the whole district at once, nothing kept',
    })
    const random = randomOf(16)
    const city = cityOf(random, PLAN)
    await book.found(city)
    for (let at = 0; at < casesOf('ANJIAN_COVERAGE_ROUNDS', 8, 500) * 5; at++) {
      const act = await edit(random, city)
      expect([at, act, await book.different()]).toEqual([at, act, []])
      compared()
    }
    expect((await book.faults()).length).toBeGreaterThan(10)
  })

  test('are those that a sweep line finds', async (context) => {
    const compared = proves(context, {
      claim: 'Kept gaps, overlaps and parts outside have the grids and areas that a second implementation finds',
      judged: 'coverage_territory as kept by triggers (SQL, GEOS)',
      judge: 'tests/api/coverageOracle.ts: the sweep line of polygon-clipping over all pairs, distances and areas of its own',
    }) // prettier-ignore
    const random = randomOf(17)
    let met = 0
    for (let round = 0; round < casesOf('ANJIAN_COVERAGE_ROUNDS', 8, 500); round++) {
      const city = cityOf(random, SMALL)
      await book.found(city)
      for (let at = 0; at < 6; at++) await edit(random, city)
      const wanted = faultsBySweep(await territory())
      const kept = (await book.faults(true)).map(({ kind, grids, area, shape }) => ({
        kind,
        grids,
        area,
        shape: shape!,
      }))
      expect({ round, lost: unequal(wanted, kept) }).toEqual({ round, lost: [] })
      met += wanted.length
      compared()
    }
    expect(met).toBeGreaterThan(20)
  })
})
