import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Grid } from '#core/contract/grids.ts'
import type { Place } from '#core/contract/places.ts'
import type { Actor } from '../../server/db/actor.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { deskOf } from './desk.ts'

let book: FreshDatabase
beforeAll(async () => {
  book = await freshDatabase({ demo: true })
})
afterAll(() => book.drop())

const leader: Actor = { role: 'government', person: '林青山', grids: [] }
const gridsOf = async (actor: Actor) => (await deskOf(book, actor).get('/grids')).body as Grid[]

describe('GET /grids', () => {
  test('gives 1 + 17 + 31 nodes, each with its person, the land of level 3 adding up to that of the district', async () => {
    const grids = await gridsOf(leader)
    expect([1, 2, 3].map((level) => grids.filter((grid) => grid.level === level).length)).toEqual([1, 17, 31])
    expect(grids.every(({ person, phone }) => person !== '' && phone !== '')).toBe(true)
    expect(grids.filter(({ level }) => level === 2).every(({ centre, area }) => centre === null && area === null)).toBe(true)
    const land = grids.filter(({ level }) => level === 3)
    const { rows } = await book.owner.query('select sum(st_area(geom::geography)) as area from grid where level = 3')
    expect(land.reduce((sum, { area }) => sum + (area ?? 0), 0)).toBeCloseTo(rows[0]?.area as number, 0)
    for (const { id, centre } of land) {
      const inside = await book.owner.query('select app.grid_at(st_setsrid(st_makepoint($1, $2), 4326)) as grid', centre as number[])
      expect(inside.rows).toEqual([{ grid: id }])
    }
  }) // prettier-ignore

  test('shows a chief the district and the own grids only', async () => {
    const [own] = (await gridsOf(leader)).filter(({ level }) => level === 3)
    const seen = await gridsOf({ role: 'grid', person: '网格长', grids: [own!.id] })
    expect(seen.map(({ level, id }) => (level === 3 ? id : level))).toEqual([1, own!.id])
  })
})

describe('GET /places/names', () => {
  test('gives each place with a point inside; a chief sees those of the own grid', async () => {
    const placesOf = async (actor: Actor) => (await deskOf(book, actor).get('/places/names')).body as Place[]
    const all = await placesOf(leader)
    const { rows } = await book.owner.query<{ n: number }>('select count(*)::int as n from place')
    expect(all).toHaveLength(rows[0]!.n)
    for (const { id, centre } of all) {
      const at = [id, ...centre]
      const inside = await book.owner.query('select st_covers(geom, st_setsrid(st_makepoint($2, $3), 4326)) as yes from place where id = $1', at)
      expect(inside.rows).toEqual([{ yes: true }])
    }
    const grid = all.find((place) => place.grid !== null)!.grid!
    const own = await placesOf({ role: 'grid', person: '网格长', grids: [grid] })
    expect(own).toEqual(all.filter((place) => place.grid === grid))
  }) // prettier-ignore
})

describe('GET /departments and /district', () => {
  test('give the member units and the district with its bounds and sources', async () => {
    const desk = deskOf(book, leader)
    expect((await desk.get('/departments')).body).toHaveLength(17)
    const { body } = await desk.get('/district')
    expect(body).toMatchObject({ demo: true, bounds: expect.arrayContaining([expect.any(Number)]) })
    expect(body.bounds[0]).toBeLessThan(body.bounds[2])
    expect(body.attributions.length).toBeGreaterThan(0)
    expect(new Set(body.attributions).size).toBe(body.attributions.length)
  })

  test('look at what is in scope: the district, the own grids, the surroundings of the own enterprises', async () => {
    const boxOf = async (shape: string, where: string) => {
      const { rows } = await book.owner.query<Record<string, number>>(`select st_xmin(box) as w, st_ymin(box) as s, st_xmax(box) as e, st_ymax(box) as n from (select st_extent(geom) as box from ${shape} where ${where}) b`)
      return Object.values(rows[0]!)
    }
    const wider = ([w, s, e, n]: number[]) => [w! - 0.004, s! - 0.004, e! + 0.004, n! + 0.004].map((degrees) => expect.closeTo(degrees, 9))
    const boundsOf = async (actor: Actor) => (await deskOf(book, actor).get('/district')).body.bounds
    const chief: Actor = { role: 'grid', person: '网格长', grids: [25, 26] }
    expect(await boundsOf(leader)).toEqual(await boxOf('district', 'true'))
    expect(await boundsOf(chief)).toEqual(await boxOf('grid', 'id in (25, 26)'))
    expect(await boundsOf({ role: 'department', person: '局', grids: [], department: 3 })).toEqual(wider(await boxOf('enterprise', 'lead_department = 3')))
    expect(await boundsOf({ role: 'enterprise', person: '厂长', grids: [], enterprise: 7 })).toEqual(wider(await boxOf('enterprise', 'id = 7')))

    const { rows } = await book.owner.query<{ outline: string }>('select geom as outline from district')
    await book.owner.query('update district set geom = null')
    expect(await boundsOf(leader)).toEqual(wider(await boxOf('enterprise', 'true')))
    await book.owner.query('update district set geom = $1', [rows[0]?.outline])
  }) // prettier-ignore

  test('give null for the district while the book is empty', async () => {
    const empty = await freshDatabase()
    try {
      expect((await deskOf(empty, leader).get('/district')).body).toBeNull()
    } finally {
      await empty.drop()
    }
  })
})
