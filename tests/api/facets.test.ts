import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Facets } from '#core/contract/facets.ts'
import type { Actor } from '../../server/db/actor.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { type Desk, deskOf } from './desk.ts'

const leader: Actor = { role: 'government', person: '林青山', grids: [] }

let book: FreshDatabase
let desk: Desk
beforeAll(async () => {
  book = await freshDatabase({ demo: true })
  desk = deskOf(book, leader)
})
afterAll(() => book.drop())

const facetsOf = async (query: Record<string, string>) => Facets.parse((await desk.get('/facets').query(query)).body)
const sum = (choices: { count: number }[]) => choices.reduce((total, { count }) => total + count, 0)

describe('GET /facets', () => {
  test('counts each enterprise once in each facet that every enterprise has a value of', async () => {
    const { total, facets } = await facetsOf({})
    expect(total).toBe(1200)
    for (const name of ['risk', 'department', 'grid', 'class', 'industry'] as const) expect(sum(facets[name])).toBe(1200)
  }) // prettier-ignore

  test('leaves its own condition out of each facet, and the others in', async () => {
    const all = await facetsOf({})
    const one = await facetsOf({ class: 'A' })
    expect(one.facets.class).toEqual(all.facets.class)
    expect(one.total).toBe(all.facets.class.find(({ value }) => value === 'A')?.count)
    expect(sum(one.facets.grid)).toBe(one.total)
  })

  test('says what each condition keeps away where nothing is left', async () => {
    const { total, without } = await facetsOf({ search: '查无此名', class: 'A' })
    expect(total).toBe(0)
    const counts = Object.fromEntries(without.map(({ field, count }) => [field, count]))
    expect(counts).toEqual({ search: (await facetsOf({ class: 'A' })).total, class: 0 })
  })

  test('shows every class, risk and level even where it counts nothing', async () => {
    const { facets } = await facetsOf({ search: '查无此名' })
    expect(facets.class.map(({ value }) => value)).toEqual(['A', 'B', 'C'])
    expect(facets.risk.map(({ value }) => value).sort()).toEqual(['0', '1', '2', '3', '4'])
    expect(facets.sourceLevel.map(({ value }) => value)).toEqual(['1', '2', '3', '4'])
    expect([facets.overdue, facets.dueSoon]).toEqual([[{ value: '1', count: 0 }], [{ value: '1', count: 0 }]])
    expect(facets.grid).toEqual([])
  })
})
