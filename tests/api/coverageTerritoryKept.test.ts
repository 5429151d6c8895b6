import type { MultiPolygon } from 'polygon-clipping'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../../server/db/actor.ts'
import { inScope } from '../../server/db/db.ts'
import { sql } from '../../server/db/sql.ts'
import { cases, casesOf, PATIENCE, proves } from '../sample.ts'
import { type CoverageBook, coverageBook } from './territoryBook.ts'
import { type City, cityOf, type CityPlan, moved, multiOf, type Point, type Ring, withVertex } from './coverageCity.ts'
import { faultsBySweep, unequal } from './coverageOracle.ts'
import { pick, randomOf } from './randomFilters.ts'

const PLAN: CityPlan = { columns: 10, rows: 6, pieces: 8, side: 0.012, southWest: [121.2, 37.4] }
const SMALL: CityPlan = { ...PLAN, columns: 3, rows: 3, pieces: 4 }
/** Longer than 500 rounds take on two busy cores. */
const LONGEST_MS = 90 * 60_000

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
  if (act === 'add') {
    await book.draw(new Map([[1000 + Math.floor(random() * 1e6), shifted(ring, step(random, 900))]]))
    // a dozen strays stay: of hundreds each further edit would only be slower
    await book.ask('delete from grid where id in (select id from grid where id > 1000 order by id offset 12)')
  }
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
  test(
    'are, after each of many edits, those of a full run',
    async (context) => {
      const compared = proves(context, {
        claim: 'After each of many random edits of grids and district the kept faults are those of a full run',
        judged: 'app.prove_territory_near, by the triggers of grid and district (SQL)',
        judge: 'app.territory_faults: all grids and the whole district at once, nothing kept',
      })
      const random = randomOf(16)
      const city = cityOf(random, { ...PLAN, columns: 6, rows: 5 })
      await book.found(city)
      for (let at = 0; at < casesOf('ANJIAN_COVERAGE_ROUNDS', 20, 500) * 5; at++) {
        const act = await edit(random, city)
        expect([at, act, await book.different()]).toEqual([at, act, []])
        compared()
      }
      expect((await book.faults()).length).toBeGreaterThan(10)
    },
    cases(PATIENCE, LONGEST_MS),
  )

  test(
    'are those that a sweep line finds',
    async (context) => {
      const compared = proves(context, {
      claim: 'Kept gaps, overlaps and parts outside have the grids and areas that a second implementation finds',
      judged: 'coverage_territory as kept by triggers (SQL, GEOS)',
      judge: 'tests/api/coverageOracle.ts: the sweep line of polygon-clipping over all pairs, distances and areas of its own',
    }) // prettier-ignore
      const random = randomOf(17)
      let met = 0
      for (let round = 0; round < casesOf('ANJIAN_COVERAGE_ROUNDS', 20, 500); round++) {
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
    },
    cases(PATIENCE, LONGEST_MS),
  )

  test('keep their row where they grow by little, and have the ground of now', async () => {
    const city = cityOf(randomOf(19), PLAN)
    await book.found(city)
    await book.remove(20)
    const rows = () => book.ask<{ id: number; area: number }>('select id, area from coverage_territory')
    const [first, ...others] = await rows()
    expect(others).toEqual([])
    let area = first!.area
    // the middle of the border with the grid to the east of it: by steps of centimetres, each less than 1/100,000 of the gap
    for (const metres of [0.02, 0.04, 0.06]) {
      const ring = city.grids[26]!
      const at = 3.5 * PLAN.pieces
      await book.redraw(26, withVertex(ring, at, moved(ring[at]!, [metres, 0])))
      const [now, ...more] = await rows()
      expect([now!.id, more]).toEqual([first!.id, []])
      expect(now!.area - area).toBeGreaterThan(1)
      expect(now!.area - area).toBeLessThan(first!.area / 1e5)
      expect(await book.different()).toEqual([])
      area = now!.area
    }
  })

  test('stay the rows that they were while others come and go', async () => {
    const city = cityOf(randomOf(18), PLAN)
    await book.found(city)
    await book.remove(0)
    await book.remove(59)
    const [first, last] = await book.ask<{ id: number }>('select id, found_at from coverage_territory order by id')
    await book.draw(new Map([[59, city.grids[59]!]]))
    expect(await book.ask('select id, found_at from coverage_territory')).toEqual([first])
    await book.redraw(7, shifted(city.grids[7]!, [1, 1])) // the corner of the first: looked at anew, and another one now
    expect((await book.ask<{ id: number }>(`select id from coverage_territory where id in (${first!.id}, ${last!.id})`))).toEqual([]) // prettier-ignore
    await book.remove(57)
    const kept = await book.ask('select id, found_at from coverage_territory order by id')
    await book.ask('select app.prove_territory()')
    expect(await book.ask('select id, found_at from coverage_territory order by id')).toEqual(kept)
    await book.ask(`update grid set name = name || '改'`)
    expect(await book.ask('select id, found_at from coverage_territory order by id')).toEqual(kept)
  })

  test.each([
    ['a grid beside it', 'delete from grid where id = 21'],
    ['the district', 'update district set geom = st_multi(st_translate(geom, 1e-5, 1e-5))'],
  ])('are true when somebody takes a grid away and somebody else redraws %s at once: the second waits', async (_, act) => {
    await book.found(cityOf(randomOf(19), PLAN))
    const [first, second] = [await book.owner.connect(), await book.owner.connect()]
    try {
      await first.query('begin')
      await first.query('delete from grid where id = 20')
      const pid = (await second.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]!.pid
      const waiting = second.query(act)
      const blocked = async () => (await book.operator.query<{ by: number[] }>('select pg_blocking_pids($1) as by', [pid])).rows[0]!.by // prettier-ignore
      await expect.poll(blocked).toHaveLength(1)
      await first.query('commit')
      await waiting
    } finally {
      first.release()
      second.release()
    }
    expect(await book.different()).toEqual([])
    expect((await book.faults()).length).toBeGreaterThan(0)
  }) // prettier-ignore

  test('are seen by whoever sees the grids: a chief what touches an own one, an enterprise, an expert and the public none', async () => {
    const city = cityOf(randomOf(20), PLAN)
    await book.found(city)
    await book.redrawDistrict(shifted(city.district, [50, 0]))
    await book.remove(20)
    await book.redraw(40, shifted(city.grids[40]!, [-9, 0]))
    const all = await book.faults()
    const seenBy = async (role: Actor['role'], rest: Partial<Actor> = {}) => {
      const actor: Actor = { role, person: role, grids: [], ...rest }
      const { rows } = await inScope(book.pool, actor, (db) => db.raw(sql`select id from coverage_territory order by id`)) // prettier-ignore
      return rows.map(({ id }) => id as number)
    }
    const idsOf = (faults: readonly { id: number }[]) => faults.map(({ id }) => id).sort((a, b) => a - b)
    const ofGrid = (n: number) => all.filter(({ grids }) => grids.includes(n))
    expect(await seenBy('government')).toEqual(idsOf(all))
    expect(await seenBy('department', { department: 1 })).toEqual(idsOf(all))
    expect(await seenBy('wall')).toEqual(idsOf(all))
    expect(ofGrid(40).length).toBeGreaterThan(1)
    expect(await seenBy('grid', { grids: [41] })).toEqual(idsOf(ofGrid(40)))
    expect(await seenBy('grid')).toEqual([])
    expect(await seenBy('enterprise', { enterprise: 1, grids: [41] })).toEqual([])
    expect(await seenBy('expert', { enterprises: [1], grids: [41] })).toEqual([])
    await expect(seenBy('public')).rejects.toThrow('permission denied')
    const steward: Actor = { role: 'government', person: '长', grids: [], post: 'data-steward' }
    const write = inScope(book.pool, steward, (db) => db.run(sql`delete from coverage_territory`))
    await expect(write).rejects.toThrow('permission denied')
  })
})
