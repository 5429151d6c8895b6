import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CoverageFault } from '#core/contract/coverage.ts'
import type { SupervisionRule } from '#core/contract/supervision.ts'
import type { Actor } from '../../server/db/actor.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { type Desk, deskOf, everyPage } from './desk.ts'
import { pick, randomOf } from './randomFilters.ts'
import { BOOK, EAST, INDUSTRIES, judged, LICENCES, NOW, NOWHERE, type Of, type Plant, TODAY, WEST, worldOf } from './supervisionBook.ts' // prettier-ignore

let book: FreshDatabase
let leader: Desk
let steward: Desk
let clause: number
const many = async <Row extends object>(text: string, values: unknown[] = []) =>
  (await book.owner.query<Row>(text, values)).rows
const as = (actor: Partial<Actor> & Pick<Actor, 'role'>) => deskOf(book, { person: '某人', grids: [], ...actor })

beforeAll(async () => {
  book = await freshDatabase()
  await book.clock.set(NOW)
  await many(BOOK)
  leader = as({ role: 'government', post: 'leader', person: '林青山' })
  steward = as({ role: 'government', post: 'data-steward', person: '管数据' })
  clause = (await many<{ id: number }>('select app.unit_clause() as id'))[0]!.id
})
afterAll(() => book.drop())

const ruleOf = (of: Of, department: number, more: object = {}) => ({
  request: randomUUID(), part: 'lead', of, department, clause, fromOn: TODAY,
  principle: of.basis === 'licence' || of.basis === 'industry' ? of.basis : 'territorial', ...more,
}) // prettier-ignore
const write = (of: Of, department: number, more: object = {}, desk = leader) => desk.post('/supervision/rules').send(ruleOf(of, department, more)) // prettier-ignore
const end = (id: number, desk = leader) =>
  desk.post(`/supervision/rules/${id}/end`).send({ untilOn: TODAY, reason: '调整' })
const chainOf = async (enterprise: number, desk = leader) => (await desk.get('/supervision').query({ enterprise })).body as { lead: { id: number } | null; supporting: { id: number }[]; chain: (SupervisionRule & { verdict: string })[] } // prettier-ignore
const table = async (query: object = {}) => (await leader.get('/supervision/rules').query(query)).body
const faults = async (part: string) =>
  everyPage(leader, '/indicators/coverage-faults/rows', { part }, (body: { rows: { items: CoverageFault[] } }) => body.rows.items) // prettier-ignore
const leads = async () =>
  new Map((await many<{ id: number; lead: number | null }>('select id, lead_department as lead from enterprise order by id')).map(({ id, lead }) => [id, lead])) // prettier-ignore

describe('every enterprise resolves to one lead, or is listed', () => {
  test('whatever rules, units, licences, places and ground become, the unit that is kept is what the rules in memory say', async () => {
    const random = randomOf(100_100)
    const whole = (most: number) => 1 + Math.floor(random() * most)
    const world = worldOf(await many<Plant>('select id, industry, grid, place from enterprise order by id'))
    const tally: Record<string, number> = {}
    let compared = 0
    const target = (): Of => pick(random, [
      { basis: 'place', place: whole(3) }, { basis: 'place-kind', placeKind: pick(random, ['park', 'tower']) }, { basis: 'grid', grid: 2 + whole(2) },
      { basis: 'licence', licence: pick(random, LICENCES) }, { basis: 'industry', industry: pick(random, ['C', 'C26', 'C261', 'C2611', 'G', 'E47']) }, { basis: 'district' },
    ]) // prettier-ignore
    for (let step = 0; step < 360; step += 1) {
      const act = pick(random, ['write', 'write', 'end', 'end', 'unit', 'industry', 'ground', 'place', 'licence', 'kind'])
      tally[act] = (tally[act] ?? 0) + 1
      const plant = pick(random, world.plants)
      if (act === 'write' && world.rules.length < 8) {
        const [of, department, part] = [target(), whole(4), pick(random, ['lead', 'lead', 'lead', 'support'])]
        const { status, body } = await write(of, department, { part })
        expect([step, status, body.detail]).toEqual([step, 201, undefined])
        world.rules.push({ id: body.id, part, of, department })
      } else if (act === 'end' && world.rules.length > 0) {
        const rule = pick(random, world.rules)
        expect((await end(rule.id)).status).toBe(201)
        world.rules = world.rules.filter((one) => one !== rule)
      } else if (act === 'unit') {
        const [unit, own] = [whole(4), ['C', 'C26', 'C261', 'E', 'F', 'G'].filter(() => random() < 0.3)]
        await many('update department set industries = $2 where id = $1', [unit, own])
        world.units.set(unit, own)
      } else if (act === 'industry') {
        plant.industry = pick(random, INDUSTRIES)
        await many('update enterprise set industry = $2 where id = $1', [plant.id, plant.industry])
      } else if (act === 'ground') {
        const at = pick(random, [WEST, EAST, NOWHERE])
        await many('update enterprise set geom = st_setsrid(st_makepoint($2, 37.005), 4326) where id = $1', [plant.id, at])
        plant.grid = at === WEST ? 3 : at === EAST ? 4 : null
      } else if (act === 'place') {
        plant.place = pick(random, [1, 2, 3, 4, null])
        await many('update enterprise set place = $2 where id = $1', [plant.id, plant.place])
      } else if (act === 'licence') {
        const kind = pick(random, LICENCES)
        if (plant.licences.includes(kind)) {
          await many('delete from licence where enterprise = $1 and kind = $2', [plant.id, kind])
          plant.licences = plant.licences.filter((one) => one !== kind)
        } else {
          // an expired one, too: who granted it answers for it
          await many(`insert into licence (enterprise, kind, number, issuer, issued_on, expires_on) values ($1, $2, 'N1', '某局', '2020-01-01', '2021-01-01')`, [plant.id, kind])
          plant.licences.push(kind)
        }
      } else if (act === 'kind') {
        const [place, kind] = [whole(3), pick(random, ['park', 'tower'])]
        await many('update place set kind = $2 where id = $1', [place, kind])
        world.kinds.set(place, kind)
      }
      const expected = new Map(world.plants.map((one) => [one.id, judged(world, one)[0] ?? null]))
      expect([step, act, [...(await leads())]]).toEqual([step, act, [...expected]])
      compared += expected.size
      if (step % 12 !== 0) continue
      // what is told of it: the chain, the proof of coverage with both clauses, and nothing astray
      const tied = world.plants.filter((one) => judged(world, one).length > 1).map(({ id }) => id)
      const found = await faults('enterprise-two-leads')
      expect([step, found.map(({ id }) => id)]).toEqual([step, tied])
      for (const { id, leads: names, clauses } of found) expect([names.length, clauses.length, names.length]).toEqual([judged(world, world.plants[id! - 1]!).length, names.length, clauses.length])
      expect((await faults('enterprise-no-lead')).map(({ id }) => id)).toEqual([...expected].filter(([, lead]) => lead === null).map(([id]) => id))
      const { lead, chain } = await chainOf(plant.id)
      const deciding = judged(world, plant)
      expect([lead?.id, chain.filter(({ verdict }) => verdict === 'leads').map(({ department }) => department)]).toEqual([deciding[0], deciding.slice(0, 1)])
      expect([...new Set(chain.filter(({ verdict }) => verdict === 'tied').map(({ department }) => department))].sort()).toEqual(deciding.slice(1))
      expect(await many('select from app.stray_leads()')).toEqual([])
    }
    expect(Object.values(tally).every((n) => n >= 15), JSON.stringify(tally)).toBe(true)
    expect(compared).toBeGreaterThan(4000)
    for (const { id } of world.rules) await end(id)
  }, 120_000) // prettier-ignore
})

describe('a rule', () => {
  beforeAll(() => many(`update department set industries = (array['{C}', '{E,C27}', '{F}', '{}'])[id]::text[]`))
  test('is written by leader and data steward, once for a request, and told to government and member units alone', async () => {
    const body = ruleOf({ basis: 'district' }, 4)
    const [first, again] = [await leader.post('/supervision/rules').send(body), await leader.post('/supervision/rules').send(body)] // prettier-ignore
    expect([first.status, again.status, again.body.id]).toEqual([201, 201, first.body.id])
    const other = await leader.post('/supervision/rules').send({ ...body, part: 'support' })
    expect([other.status, other.body.code, other.body.issues[0].at]).toEqual([409, 'request-taken', 'body.request'])
    expect(first.body).toMatchObject({ key: `rule-${first.body.id}`, departmentName: '园区管委会', clause: { number: '第十条', inForce: true }, madeBy: '林青山' }) // prettier-ignore
    expect((await table()).rules.filter(({ id }: SupervisionRule) => id === first.body.id)).toEqual([first.body])
    for (const actor of [
      { role: 'government', post: 'duty-officer' },
      { role: 'department', department: 1 },
      { role: 'grid', grids: [3] },
    ] as const) {
      // prettier-ignore
      expect((await write({ basis: 'district' }, 1, {}, as(actor))).status, actor.role).toBe(403)
      expect((await end(first.body.id, as(actor))).status, actor.role).toBe(403)
      expect((await as(actor).get('/supervision/rules')).status, actor.role).toBe(actor.role === 'grid' ? 403 : 200)
    }
    expect((await end(first.body.id, steward)).body).toMatchObject({
      untilOn: TODAY,
      endedBy: '管数据',
      endReason: '调整',
    })
    const twice = await end(first.body.id)
    expect([twice.status, twice.body.code, twice.body.present.id]).toEqual([409, 'supervision-changed', first.body.id])
    expect((await table({ ended: '1' })).rules[0].id).toBe(first.body.id)
    // of the same, the next is the next version
    const next = await write({ basis: 'district' }, 1)
    expect(next.body.version).toBe(first.body.version + 1)
    await end(next.body.id)
  })

  test.each([
    ['a day ahead', () => write({ basis: 'district' }, 1, { fromOn: '2026-06-16' }), 'body.fromOn'],
    ['a block of streets', () => write({ basis: 'place', place: 4 }, 1), 'body.of'],
    ['a place that is not there', () => write({ basis: 'place', place: 99 }, 1), 'body.of'],
    ['a body of the grid', () => write({ basis: 'grid', grid: 2 }, 1), 'body.of'],
    ['a unit that is not there', () => write({ basis: 'district' }, 99), 'body.department'],
    ['a principle of licences for a place', () => write({ basis: 'place', place: 1 }, 1, { principle: 'licence' }), 'body.principle'],
    ['a clause that is not there', () => write({ basis: 'district' }, 1, { clause: 9999 }), 'body.clause'],
  ])('of %s is refused, in both tongues, and nothing is written', async (_what, ask, at) => {
    const before = await many('select count(*) from supervision_rule')
    const { status, body } = await ask()
    expect([status, body.code, body.issues?.[0].at]).toEqual([422, 'supervision-refused', at])
    expect(body.issues[0].message).toMatch(/[\u4e00-\u9fff].*\n.*[a-z]/)
    expect(await many('select count(*) from supervision_rule')).toEqual(before)
  }) // prettier-ignore

  test('stays as it was written, and past the program too; only its end is written beside it', async () => {
    const { body } = await write({ basis: 'licence', licence: 'other' }, 1)
    for (const text of [
      `update supervision_rule set department = 2 where id = ${body.id}`,
      `delete from supervision_rule where id = ${body.id}`,
      `update supervision_rule set until_on = '2026-06-16', ended_at = now(), ended_by = 'x', end_reason = 'x' where id = ${body.id}`,
    ])
      // prettier-ignore
      await expect(many(text)).rejects.toMatchObject({ constraint: expect.stringMatching(/^supervision_refused_(kept|ahead)$/) })
    await end(body.id)
    await expect(many(`update supervision_rule set end_reason = 'y' where id = ${body.id}`)).rejects.toMatchObject({ constraint: 'supervision_refused_kept' }) // prettier-ignore
  })

  test('ends with the tower that it names, and the enterprises there find their unit again', async () => {
    const [tower] = await many<{ id: number }>(`insert into place (kind, name, person, phone, geom) values ('tower', '拆除楼', '甲', '0535-1234504', st_makeenvelope(121.006, 37.001, 121.0065, 37.0015, 4326)) returning id`) // prettier-ignore
    await many('update enterprise set place = $1 where id = 5', [tower!.id])
    const before = (await leads()).get(5)
    const { body } = await write({ basis: 'place', place: tower!.id }, 4)
    expect((await leads()).get(5)).toBe(4)
    await many('update enterprise set place = null where id = 5')
    await many('delete from place where id = $1', [tower!.id])
    const [ended] = (await table({ ended: '1' })).rules as SupervisionRule[]
    expect(ended).toMatchObject({ id: body.id, target: '', targetName: '拆除楼', untilOn: TODAY })
    expect((await leads()).get(5)).toBe(before === 4 ? before : ((await chainOf(5)).lead?.id ?? null))
  })

  test('follows a licence that was booked on another enterprise', async () => {
    const { body } = await write({ basis: 'licence', licence: 'other' }, 4)
    const before = await leads()
    await many(`insert into licence (enterprise, kind, number, issuer, issued_on) values (7, 'other', 'N7', '某局', '2020-01-01')`) // prettier-ignore
    expect([(await leads()).get(7), (await leads()).get(8)]).toEqual([4, before.get(8)])
    await many(`update licence set enterprise = 8 where number = 'N7'`)
    expect([(await leads()).get(7), (await leads()).get(8)]).toEqual([before.get(7), 4])
    await many(`delete from licence where number = 'N7'`)
    expect(await leads()).toEqual(before)
    await end(body.id)
  })

  test('ends with the unit that it names, whose industries find another unit', async () => {
    const [unit] = await many<{ id: number }>(`insert into department (code, name, person, phone, industries) values ('U9', '撤销局', '吴', '0535-1234509', '{C2614}') returning id`) // prettier-ignore
    const { body } = await write({ basis: 'grid', grid: 4 }, unit!.id)
    const led = [...(await leads())].filter(([, lead]) => lead === unit!.id).map(([id]) => id)
    expect(led.length).toBeGreaterThan(2)
    // as the undoing of an import does
    await many('update enterprise set lead_department = null where lead_department = $1', [unit!.id])
    await many('delete from department where id = $1', [unit!.id])
    const ended = ((await table({ ended: '1' })).rules as SupervisionRule[]).find(({ id }) => id === body.id)
    expect(ended).toMatchObject({ department: null, departmentName: '撤销局', untilOn: TODAY })
    expect(await many('select from app.stray_leads()')).toEqual([])
    expect([...(await leads()).values()]).not.toContain(unit!.id)
  })

  test('two who write at once leave every enterprise with what the rules give it', async () => {
    const desks = [leader, steward, leader, steward]
    const made = await Promise.all(
      [1, 2, 3, 4].map((unit) => write({ basis: 'grid', grid: 3 }, unit, {}, desks[unit - 1])),
    )
    expect(made.map(({ status }) => status)).toEqual([201, 201, 201, 201])
    expect(await many('select from app.stray_leads()')).toEqual([])
    expect((await faults('enterprise-two-leads')).map(({ leads: names }) => names.length)).toEqual(Array.from({ length: (await many('select from enterprise where grid = 3')).length }, () => 4)) // prettier-ignore
    await Promise.all(made.slice(1).map(({ body }) => end(body.id)))
    expect(await many('select from app.stray_leads()')).toEqual([])
    expect(await faults('enterprise-two-leads')).toEqual([])
    await end(made[0]!.body.id)
  })
})

test('the chain tells who leads and who supports, each by its clause, to whoever sees the enterprise', async () => {
  await many(`update department set industries = '{C}' where id = 1; update department set industries = '{E}' where id = 2; update enterprise set industry = 'C2611', place = 1, geom = st_setsrid(st_makepoint(${WEST}, 37.005), 4326) where id = 1; delete from licence`) // prettier-ignore
  const made = [await write({ basis: 'place', place: 1 }, 4), await write({ basis: 'industry', industry: 'C26' }, 2, { part: 'support' }), await write({ basis: 'district' }, 4, { part: 'support' })] // prettier-ignore
  const told = await chainOf(1)
  expect([told.lead, told.supporting]).toEqual([{ id: 4, name: '园区管委会' }, [{ id: 2, name: '住建局' }]])
  expect(told.chain.map(({ basis, target, department, verdict, clause: c }) => [basis, target, department, verdict, c?.number])).toEqual([
    ['place', '1', 4, 'leads', '第十条'], ['industry', 'C', 1, 'outranked', '第十条'], ['industry', 'C26', 2, 'supports', '第十条'], ['district', '', 4, 'leads-already', '第十条'],
  ]) // prettier-ignore
  for (const actor of [
    { role: 'department', department: 4 },
    { role: 'grid', grids: [3] },
    { role: 'enterprise', enterprise: 1 },
  ] as const)
    expect(await chainOf(1, as(actor)), actor.role).toMatchObject({ lead: told.lead, chain: told.chain })
  for (const actor of [
    { role: 'department', department: 1 },
    { role: 'grid', grids: [4] },
    { role: 'enterprise', enterprise: 2 },
  ] as const)
    expect((await as(actor).get('/supervision?enterprise=1')).status, actor.role).toBe(404)
  // the table counts as the figure does, and support where the unit does not lead
  const { units } = await table()
  for (const { id, leads: n } of units) {
    const { body } = await leader.get('/indicators').query({ ids: 'enterprises', department: String(id) })
    expect([id, n]).toEqual([id, body.figures[0].parts[0].n])
  }
  const [expected] = await many<{ n: number }>(`select count(*)::int as n from enterprise where industry like 'C26%' and lead_department is distinct from 2`) // prettier-ignore
  expect(units.find(({ id }: { id: number }) => id === 2).supports).toBe(expected!.n)
  // a unit is told of itself alone, with as many as the government is told
  const own = (await as({ role: 'department', department: 2 }).get('/supervision/rules')).body.units as { id: number; leads: number; supports: number }[] // prettier-ignore
  const led = units.find(({ id }: { id: number }) => id === 2).leads
  expect(own.map(({ id, leads: n, supports }) => [id, n, supports])).toEqual([[2, led, expected!.n]])
  for (const { body } of made) await end(body.id)
})

test('rules for the same that are written at once have numbers of their own', async () => {
  const made = await Promise.all([1, 2, 3, 4].map((unit) => write({ basis: 'grid', grid: 4 }, unit, { part: 'support' })))
  expect(made.map(({ body }) => body.version).sort()).toEqual([1, 2, 3, 4])
  for (const { body } of made) await end(body.id)
}) // prettier-ignore
