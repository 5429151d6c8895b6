import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cases, casesOf, PATIENCE, proves } from '../sample.ts'
import { type CoverageBook, coverageBook } from './territoryBook.ts'
import { type City, cityOf, metresAt, multiOf, type Point, type Ring, rounded } from './coverageCity.ts'
import { type Planted, planted } from './coverageFaults.ts'
import { randomOf } from './randomFilters.ts'

const PLAN = { columns: 10, rows: 6, pieces: 8, side: 0.012, southWest: [121.2, 37.4] } as const
/** 2,000 grids of a hundred vertices. */
const LARGE = { ...PLAN, columns: 50, rows: 40, pieces: 25 }
/** Longer than 500 cities take on two busy cores. */
const LONGEST_MS = 90 * 60_000

let book: CoverageBook
beforeAll(async () => {
  book = await coverageBook()
})
afterAll(() => book.drop())

/** All at once or one after the other. */
async function plant(faults: readonly Planted[], isOneByOne: boolean) {
  const shaped = faults.filter(({ shape }) => shape !== null)
  const removed = faults.filter(({ shape }) => shape === null)
  if (isOneByOne)
    for (const { grid, shape } of faults) await (shape === null ? book.remove(grid) : book.redraw(grid, shape))
  else {
    const values = [shaped.map(({ grid }) => grid), shaped.map(({ shape }) => multiOf(shape!))]
    await book.ask('update grid set geom = st_geomfromgeojson(s.shape) from unnest($1::integer[], $2::text[]) s (n, shape) where id = s.n + 1', values) // prettier-ignore
    await book.ask('delete from grid where id - 1 = any ($1)', [removed.map(({ grid }) => grid)])
  }
}

async function heal(city: City, faults: readonly Planted[]) {
  for (const { grid, shape } of faults)
    await (shape === null ? book.draw(new Map([[grid, city.grids[grid]!]])) : book.redraw(grid, city.grids[grid]!))
}

/** Strips 150 m wide across a turned plane of metres, from one distance to another. */
function stripOf({ origin, turn, form = rounded }: { origin: Point; turn: number; form?: (point: Point) => Point }) {
  const [perLng, perLat] = metresAt(origin[1])
  const at = (x: number, y: number): Point => {
    const [east, north] = [x * Math.cos(turn) - y * Math.sin(turn), x * Math.sin(turn) + y * Math.cos(turn)]
    return form([origin[0] + east / perLng, origin[1] + north / perLat])
  }
  return (from: number, to: number): Ring => [at(from, 0), at(to, 0), at(to, 150), at(from, 150), at(from, 0)]
}

const keyOf = ({ kind, grids }: Pick<Planted, 'kind' | 'grids'>) => `${kind} ${grids.join(' ')}`

describe('the faults of territory that are kept', () => {
  test(
    'are exactly those put in, kind by kind, with their grids, areas and widths; mended, they are gone',
    async (context) => {
      const compared = proves(context, {
      claim: 'Random gaps, overlaps and parts outside of a city are found, each with its grids, area and width, and nothing else; mended, nothing is left',
      judged: 'coverage_territory as kept by triggers (SQL)',
      judge: 'what was put in: half the way of a vertex times the chord beside it, in metres of a printed series',
    }) // prettier-ignore
      const random = randomOf(13)
      const met = new Set<string>()
      const rounds = casesOf('ANJIAN_COVERAGE_ROUNDS', 20, 500)
      const isAll = cases(0, 1) === 1
      for (let round = 0; round < rounds; round++) {
        const city = cityOf(random, isAll && round === rounds - 1 ? LARGE : PLAN)
        await book.found(city)
        expect(await book.faults()).toEqual([])
        const faults = planted(random, city, city.grids.length / 6)
        const areas = await book.ask<{ area: number }>('select st_area(geom::geography) as area from grid where level = 3 order by id') // prettier-ignore
        await plant(faults, round % 2 === 0)
        const kept = await book.faults()
        expect(kept.map(keyOf).sort()).toEqual(faults.map(keyOf).sort())
        for (const fault of faults) {
          const found = kept.find((one) => keyOf(one) === keyOf(fault))!
          const area = fault.area ?? areas[fault.grid]!.area
          // the ends of a sliver that narrows to nothing are cut where it is narrower than 9.5 mm: twice that share squared of its area
          const cut = fault.width === null ? 0 : 2 * (0.0095 / found.width) ** 2
          expect(found.area / area, JSON.stringify({ round, fault, found })).toBeLessThan(1.02)
          expect(found.area / area, JSON.stringify({ round, fault, found })).toBeGreaterThan(0.98 - cut)
          if (fault.width === null) continue
          expect(found.width).toBeLessThan(fault.width[1] * 1.01)
          expect(found.width).toBeGreaterThan(fault.width[0] * 0.98)
          met.add(fault.kind)
          compared()
        }
        await heal(city, faults)
        expect(await book.faults()).toEqual([])
      }
      expect([...met].sort()).toEqual(['territory-gap', 'territory-outside', 'territory-overlap'])
    },
    cases(PATIENCE, LONGEST_MS),
  )

  test.each([
    [0.005, 'no fault'],
    [0.0092, 'no fault'],
    [0.0098, 'a fault'],
    [0.01, 'a fault'],
    [0.03, 'a fault'],
  ])('of %s m in width are %s, along any direction and at any latitude', async (width, wanted) => {
    for (const [turn, latitude] of [[0, 37.4], [0.5, 37.4], [1.35, 22.5], [2.2, 48], [3.9, 30]] as const) {
      const strip = stripOf({ origin: [121.2, latitude], turn })
      const whole = { district: strip(0, 400), grids: [strip(0, 200), strip(200, 400)] }
      await book.found(whole)
      const found = async (n: number, shape: Ring) => {
        await book.redraw(n, shape)
        const faults = await book.faults()
        await book.redraw(n, whole.grids[n]!)
        return faults
      }
      for (const [kind, grids, n, shape] of [
        ['territory-gap', [0, 1], 1, strip(200 + width, 400)],
        ['territory-gap', [0], 0, strip(width, 200)],
        ['territory-overlap', [0, 1], 1, strip(200 - width, 400)],
        ['territory-outside', [0], 0, strip(-width, 200)],
      ] as const) {
        const told = [width, turn, latitude, kind]
        const faults = await found(n, shape)
        expect([...told, faults.map(keyOf)]).toEqual([...told, wanted === 'a fault' ? [keyOf({ kind, grids })] : []])
        if (wanted !== 'a fault') continue
        expect(Math.abs(faults[0]!.width - width), told.join()).toBeLessThan(0.0011)
        expect(Math.abs(faults[0]!.area / (width * 150) - 1), told.join()).toBeLessThan(0.03)
      }
      expect(await book.faults()).toEqual([])
    }
  }) // prettier-ignore

  test('are none where a vertex lies on a border that the neighbour has without it, or where one rounds and one does not', async () => {
    const random = randomOf(14)
    const strip = stripOf({ origin: [121.2, 37.4], turn: 0.7 })
    const [west, east] = [strip(0, 200), strip(200, 400)]
    const on = Array.from({ length: 40 }, () => random()).sort()
    const [from, to] = [west[1]!, west[2]!]
    const vertices = on.map((part): Point => [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part])
    for (const form of [rounded, (point: Point) => point]) {
      const withMany = [west[0]!, west[1]!, ...vertices.map(form), ...west.slice(2)]
      await book.found({ district: strip(0, 400), grids: [withMany, east] })
      expect(await book.faults()).toEqual([])
    }
    const unrounded = stripOf({ origin: [121.2, 37.4], turn: 0.7, form: (point) => point })
    await book.found({ district: unrounded(0, 400), grids: [west, unrounded(200, 400)] })
    expect(await book.faults()).toEqual([])
  })

  test('are one gap, the whole district, without a grid; without a district only overlaps are left', async () => {
    const city = cityOf(randomOf(15), { ...PLAN, columns: 3, rows: 2 })
    await book.found({ district: city.district, grids: [] })
    const [land] = await book.ask<{ area: number }>('select st_area(geom::geography) as area from district')
    const [whole, ...others] = await book.faults()
    expect([others, whole?.kind, whole?.grids]).toEqual([[], 'territory-gap', []])
    expect(Math.abs(whole!.area / land!.area - 1)).toBeLessThan(1e-6)
    await book.draw(new Map([[0, city.grids[0]!], [7, city.grids[0]!.map(([lng, lat]): Point => [lng - 0.006, lat])]])) // prettier-ignore
    expect([...new Set((await book.faults()).map(keyOf))]).toEqual([
      'territory-gap 0',
      'territory-outside 7',
      'territory-overlap 0 7',
    ])
    await book.redrawDistrict(null)
    expect((await book.faults()).map(keyOf)).toEqual(['territory-overlap 0 7'])
    await book.ask('truncate grid cascade')
    expect(await book.faults()).toEqual([])
  })
})
