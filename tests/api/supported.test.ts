import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SupervisionRule, SupportedEnterprise } from '#core/contract/supervision.ts'
import type { Actor } from '../../server/db/actor.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { type Desk, deskOf, everyPage } from './desk.ts'
import { pick, randomOf } from './randomFilters.ts'
import { BOOK, EAST, INDUSTRIES, judged, LICENCES, NOW, NOWHERE, type Of, type Plant, supportedBy, TODAY, WEST, type World, worldOf } from './supervisionBook.ts' // prettier-ignore

let book: FreshDatabase
let leader: Desk
let clause: number
const many = async <Row extends object>(text: string, values: unknown[] = []) =>
  (await book.owner.query<Row>(text, values)).rows
const as = (actor: Partial<Actor> & Pick<Actor, 'role'>) => deskOf(book, { person: '某人', grids: [], ...actor })
const UNITS = [1, 2, 3, 4]
const PHONES = ['0535-1234505', '0535-1234506', '0535-1234507', '0535-1234508']
const posts = (['leader', 'duty-officer', 'data-steward'] as const).map(
  (post) => ({ role: 'government', post }) as const,
)

const write = async (world: World, of: Of, department: number, part: string) => {
  const principle = of.basis === 'licence' || of.basis === 'industry' ? of.basis : 'territorial'
  const { status, body } = await leader
    .post('/supervision/rules')
    .send({ request: randomUUID(), part, of, department, principle, clause, fromOn: TODAY })
  expect([status, body.detail]).toEqual([201, undefined])
  world.rules.push({ id: body.id, part, of, department })
}
const end = async (world: World) => {
  for (const { id } of world.rules)
    await leader.post(`/supervision/rules/${id}/end`).send({ untilOn: TODAY, reason: '调整' })
  world.rules = []
}
interface Page {
  total: number
  rows: SupportedEnterprise[]
  rules: SupervisionRule[]
}
const page = async (desk: Desk, department: number, query: object = {}) =>
  desk.get('/supervision/supported').query({ department, ...query })
const all = (desk: Desk, department: number) => everyPage(desk, '/supervision/supported', { department: String(department), limit: '5' }, ({ rows }: Page) => rows) // prettier-ignore

/** Moves every enterprise somewhere, so that each of them is of another industry, place, ground, licence and risk. */
async function stir(world: World, random: () => number) {
  await many('delete from licence')
  for (const plant of world.plants) {
    const at = pick(random, [WEST, EAST, NOWHERE])
    plant.industry = pick(random, INDUSTRIES)
    plant.place = pick(random, [1, 2, 3, 4, null])
    plant.grid = at === WEST ? 3 : at === EAST ? 4 : null
    plant.licences = LICENCES.filter(() => random() < 0.3)
    await many(
      'update enterprise set industry = $2, place = $3, geom = st_setsrid(st_makepoint($4, 37.005), 4326), address = $5, risk = $6 where id = $1',
      [plant.id, plant.industry, plant.place, at, random() < 0.5 ? `路${plant.id}号` : null, pick(random, [1, 2, 3, 4, null])],
    )
    // two licences of a kind: the enterprise is still one
    for (const kind of [...plant.licences, ...plant.licences])
      await many(`insert into licence (enterprise, kind, number, issuer, issued_on) values ($1, $2, $3, '某局', '2020-01-01')`, [plant.id, kind, randomUUID().slice(0, 20)])
  }
} // prettier-ignore

beforeAll(async () => {
  book = await freshDatabase()
  await book.clock.set(NOW)
  await many(BOOK)
  leader = as({ role: 'government', post: 'leader', person: '林青山' })
  clause = (await many<{ id: number }>('select app.unit_clause() as id'))[0]!.id
})
afterAll(() => book.drop())

test('each unit is told which enterprises it supports, by which rules, and who leads, as the rules in memory say', async () => {
  const random = randomOf(110_110)
  const whole = (most: number) => 1 + Math.floor(random() * most)
  const world = worldOf(await many<Plant>('select id, industry, grid, place from enterprise order by id'))
  const target = (basis: string): Of =>
    ({
      place: { basis, place: whole(3) }, 'place-kind': { basis, placeKind: pick(random, ['park', 'tower']) }, grid: { basis, grid: 2 + whole(2) },
      licence: { basis, licence: pick(random, LICENCES) }, industry: { basis, industry: pick(random, ['C', 'C26', 'C261', 'C2611', 'G', 'E47']) },
    })[basis] ?? { basis: 'district' }
  const BASES = ['place', 'place-kind', 'grid', 'licence', 'industry', 'district']
  let told = 0
  for (let round = 0; round < 14; round += 1) {
    await stir(world, random)
    // each kind of rule in turn by itself, then several at once
    await write(world, target(BASES[round % BASES.length]!), whole(4), 'support')
    for (let n = 0; n < (round < 6 ? 0 : 4); n += 1) await write(world, target(pick(random, BASES)), whole(4), 'support')
    // a lead that another outranks supports nothing by it
    for (let n = 0; n < (round % 2) * 3; n += 1) await write(world, target(pick(random, BASES)), whole(4), 'lead')
    for (const unit of UNITS) {
      const expected = world.plants.flatMap((plant) => {
        const rules = supportedBy(world, plant, unit)
        const lead = judged(world, plant)[0]
        return rules.length === 0 ? [] : [{ id: plant.id, rules, lead: lead === undefined ? null : { id: lead, phone: PHONES[lead - 1] }, gridName: plant.grid === null ? null : ['西网格', '东网格'][plant.grid - 3], industry: plant.industry }]
      })
      told += expected.length
      for (const desk of [as({ role: 'department', department: unit }), as(pick(random, posts))]) {
        const rows = await all(desk, unit)
        const seen = rows.map(({ id, rules, lead, gridName, industry }) => ({ id, rules, lead: lead && { id: lead.id, phone: lead.phone }, gridName, industry }))
        expect([round, unit, seen.toSorted((a, b) => a.id - b.id)]).toEqual([round, unit, expected])
        // the worst risk first, then by id; the number that is shown is as many
        const risks = new Map((await many<{ id: number; risk: number | null }>('select id, risk from enterprise')).map(({ id, risk }) => [id, risk ?? 5]))
        expect(rows.map(({ id }) => id)).toEqual(expected.map(({ id }) => id).toSorted((a, b) => risks.get(a)! - risks.get(b)! || a - b))
        const { body } = await page(desk, unit)
        expect([body.total, body.rules.map(({ id }: SupervisionRule) => id)]).toEqual([expected.length, [...new Set(expected.flatMap(({ rules }) => rules))].sort((a, b) => a - b)])
        const { units } = (await desk.get('/supervision/rules')).body as { units: { id: number; supports: number }[] }
        expect(units.find(({ id }) => id === unit)!.supports).toBe(expected.length)
      }
    }
    await end(world)
  }
  expect(told).toBeGreaterThan(120)
}, 180_000) // prettier-ignore

test('it is told to the unit and the government alone, and what a unit sees elsewhere is what it leads', async () => {
  const world: World = { rules: [], units: new Map(), kinds: new Map(), plants: [] }
  await many(`update enterprise set industry = 'C2611', place = null, address = '港西路9号', legal_person = '法人甲', safety_manager_phone = '0535-7654321'`)
  await many('delete from licence')
  await write(world, { basis: 'industry', industry: 'C26' }, 2, 'support')
  const own = as({ role: 'department', department: 2 })
  const { body } = await page(own, 2)
  expect([body.total, body.rows[0]]).toEqual([12, {
    id: body.rows[0].id, name: `单位${body.rows[0].id}`, industry: 'C2611', class: body.rows[0].class, status: 'active', address: '港西路9号', gridName: body.rows[0].gridName,
    lead: { id: 1, name: '应急管理局', phone: '0535-1234505' }, rules: [world.rules[0]!.id],
  }])
  expect(body.rules).toMatchObject([{ part: 'support', target: 'C26', clause: { number: '第十条' } }])
  // a unit by itself: of another it is told nothing, not even that it is
  for (const unit of [1, 99]) expect((await page(own, unit)).status).toBe(404)
  for (const actor of [{ role: 'department', department: 1 }, { role: 'department', department: 3 }] as const) {
    expect((await page(as(actor), 2)).status).toBe(404)
    expect((await page(as(actor), actor.department)).body).toMatchObject({ total: 0, rows: [], rules: [] })
  }
  for (const actor of [
    { role: 'grid', grids: [3] }, { role: 'enterprise', enterprise: 1 }, { role: 'expert', enterprises: [1] }, { role: 'wall', scenes: [1], conditions: [''] }, { role: 'security' },
  ] as const) {
    expect((await page(as(actor), 2)).status, actor.role).toBe(403)
  }
  // the scope of the unit is as it was: figures, rows, file and chain are of what it leads
  const figure = await own.get('/indicators').query({ ids: 'enterprises' })
  expect(figure.body.figures[0].parts[0].n).toBe(0)
  expect((await own.get('/indicators/enterprises/rows').query({ part: 'all' })).body.rows.items).toEqual([])
  for (const path of [`/enterprises/${body.rows[0].id}`, `/supervision?enterprise=${body.rows[0].id}`]) expect((await own.get(path)).status, path).toBe(404)
  await end(world)
  expect((await page(own, 2)).body).toMatchObject({ total: 0, rows: [] })
}) // prettier-ignore

test('past the program, too, the database gives it to nobody else', async () => {
  const world: World = { rules: [], units: new Map(), kinds: new Map(), plants: [] }
  await write(world, { basis: 'district' }, 3, 'support')
  const seen = async (scope: Record<string, string>) => {
    await many('begin')
    for (const [name, value] of Object.entries(scope)) await many(`select set_config($1, $2, true)`, [`app.${name}`, value])
    await many('set local role anjian_actor')
    const { rows } = await book.owner.query<{ n: number }>('select count(distinct department)::int as n from supported_enterprise')
    await many('rollback')
    return rows[0]!.n
  }
  expect(await seen({ role: 'government' })).toBe(1)
  expect(await seen({ role: 'department', department: '3' })).toBe(1)
  for (const scope of [{ role: 'department', department: '2' }, { role: 'department' }, { role: 'grid', grids: '{3}' }, { role: 'enterprise', enterprise: '1' }, { role: 'expert', enterprises: '{1}' }, { role: 'wall' }, { role: 'security' }, {}])
    expect(await seen(scope as Record<string, string>), JSON.stringify(scope)).toBe(0)
  await end(world)
}) // prettier-ignore

test('a page is asked for by its key alone, and a unit by its number', async () => {
  for (const [query, at] of [[{ after: 'x' }, 'query.after'], [{ limit: '0' }, 'query.limit'], [{ department: 'x' }, 'query.department']] as const) {
    const { status, body } = await leader.get('/supervision/supported').query({ department: '1', ...query })
    expect([status, body.issues?.[0].at]).toEqual([400, at])
  }
}) // prettier-ignore
