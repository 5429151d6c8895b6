import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { type Desk, deskOf } from './desk.ts'
import { BOOK, NOW, TODAY } from './supervisionBook.ts'

let book: FreshDatabase
let leader: Desk
const many = async <Row extends object>(text: string, values: unknown[] = []) => (await book.owner.query<Row>(text, values)).rows // prettier-ignore
beforeAll(async () => {
  book = await freshDatabase()
  await book.clock.set(NOW)
  await many(BOOK)
  leader = deskOf(book, { role: 'government', post: 'leader', person: '林青山', grids: [] })
})
afterAll(() => book.drop())
const table = async () => (await leader.get('/supervision/rules')).body

test('ownerless enterprises and those in places without a lead become one joint plan', async () => {
  await many(`update department set industries = '{}' where id = 3; update enterprise set industry = 'F51' where id in (5, 11); update enterprise set place = 2 where id = 6; update enterprise set place = null where id <> 6`) // prettier-ignore
  const { places } = await table()
  expect(places.map(({ name, enterprises }: { name: string; enterprises: number }) => [name, enterprises])).toEqual(expect.arrayContaining([['一号楼', 1]])) // prettier-ignore
  const [{ clause }] = (await many<{ clause: number }>('select app.unit_clause() as clause')) as [{ clause: number }] // prettier-ignore
  const rule = await leader.post('/supervision/rules').send({ request: randomUUID(), part: 'lead', of: { basis: 'place-kind', placeKind: 'tower' }, department: 4, clause, fromOn: TODAY, principle: 'territorial' }) // prettier-ignore
  expect((await table()).places.some(({ kind }: { kind: string }) => kind === 'tower')).toBe(false)
  await leader.post(`/supervision/rules/${rule.body.id}/end`).send({ untilOn: TODAY, reason: '调整' })
  const filter = { place: places.map(({ id }: { id: number }) => id).join(',') }
  const size = (await leader.get('/inspection-plan-sizes').query({ kind: 'joint', ...filter })).body
  const plan = await leader.post('/inspection-plans').send({ request: randomUUID(), kind: 'joint', name: '联合', fromOn: TODAY, untilOn: '2026-07-15', side: 'grid', filter }) // prettier-ignore
  const { targets } = (await leader.get(`/inspection-plans/${plan.body.id}`)).body
  const expected = (await many<{ id: number }>(`select id from enterprise where status = 'active' and (lead_department is null or place = any ($1)) order by id`, [places.map(({ id }: { id: number }) => id)])).map(({ id }) => id) // prettier-ignore
  expect(targets.map(({ enterprise }: { enterprise: number }) => enterprise).sort((a: number, b: number) => a - b)).toEqual(expected) // prettier-ignore
  // all places at once, however many, without naming any
  const every = { kind: 'joint', name: '全部场所', fromOn: TODAY, untilOn: '2026-07-15', side: 'grid', filter: { department: '0' }, ownerlessPlaces: true } // prettier-ignore
  await many(
    `insert into place (kind, name, geom) select 'tower', '演示楼' || n, (select geom from place where id = 2) from generate_series(1, 260) n`,
  )
  const [other] = await many<{ id: number }>(`update enterprise set place = (select max(id) from place) where id = (select min(id) from enterprise where status = 'active' and id <> all ($1)) returning id`, [expected]) // prettier-ignore
  const all = [...expected, other!.id].sort((a, b) => a - b)
  const sized = (await leader.get('/inspection-plan-sizes').query({ kind: 'joint', department: '0', ownerlessPlaces: '1' })).body // prettier-ignore
  const whole = await leader.post('/inspection-plans').send({ request: randomUUID(), ...every })
  const told = (await leader.get(`/inspection-plans/${whole.body.id}`)).body.targets as { enterprise: number }[]
  expect([sized.total, told.map(({ enterprise }) => enterprise).sort((a, b) => a - b)]).toEqual([all.length, all])
  const campaign = await leader.post('/inspection-plans').send({ request: randomUUID(), ...every, kind: 'campaign' })
  expect([campaign.status, campaign.body.issues[0].at]).toEqual([422, 'body.ownerlessPlaces'])
  expect([size.total, expected.includes(6), expected.includes(5), expected.includes(11)]).toEqual([expected.length, true, true, true]) // prettier-ignore
})
