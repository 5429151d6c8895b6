import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { settle } from '#core/domain/substances.ts'
import { CHEMICAL_CATEGORIES } from '#core/domain/gb18218Tables.ts'
import { NAMED_CHEMICALS } from '#core/domain/gb18218Table1.ts'
import { randomFrom } from '../../scripts/demo/random.ts'
import { endCounts } from '../../server/features/enterprises/renewing.ts'
import { cases, proves } from '../sample.ts'
import { chemical, hazardSourceBook, leader, manager, steward } from './hazardSourceBook.ts'

const held = hazardSourceBook()
const read = async () => (await held.as(steward).get(`/hazard-sources/${held.made.source}`)).body
const assessments = async () =>
  (await held.as(steward).get(`/hazard-sources/${held.made.source}/assessments`)).body.rows as { reasons: string[]; alpha: number; people: number | null; handPeople: number | null; provisional: boolean }[] // prettier-ignore
const count = (body: object, actor = steward) => held.as(actor).post(`/hazard-sources/${held.made.source}/people`).send(body) // prettier-ignore
const COUNT = { people: 20, reason: '实地入户清点登记在册人数', until: null, seen: null }

describe('α', () => {
  test('follows the book, goes by a count by hand while that holds, and each time is an assessment with its reason', async () => {
    const { owner, clock } = held.book
    await clock.set(new Date('2026-03-02T01:00:00Z'))
    await held.as(steward).post(`/hazard-sources/${held.made.source}/substances`).send(chemical('氯', 12, 10, (await read()).inventory)) // prettier-ignore
    expect(await read()).toMatchObject({ alpha: 2, alphaPeople: 120, r: 16, level: 3 })
    expect((await count({ ...COUNT, until: '2026-03-03' })).status).toBe(201)
    expect(await read()).toMatchObject({ alpha: 1, alphaPeople: 120, r: 8, level: 4, hand: { people: 20, by: '数据员', until: '2026-03-03' } }) // prettier-ignore
    // the book counts on beneath, and the hand still goes before it
    await owner.query('update population_point p set people = 40 from enterprise e where e.id = $1 and st_dwithin(p.geom::geography, e.geom::geography, 900)', [held.made.enterprise]) // prettier-ignore
    expect(await read()).toMatchObject({ alpha: 1, alphaPeople: 40 })
    await clock.set(new Date('2026-03-03T15:59:59Z'))
    expect(await endCounts(held.book.pool)).toBe(0)
    await clock.set(new Date('2026-03-03T16:00:00Z'))
    expect(await endCounts(held.book.pool)).toBe(1)
    expect(await read()).toMatchObject({ alpha: 1.2, hand: null })
    await owner.query('update enterprise set footprint = null where id = $1', [held.made.enterprise])
    expect(await read()).toMatchObject({ alpha: 2, alphaPeople: null, provisional: true })
    expect((await count({ ...COUNT, people: 0 })).status).toBe(201)
    expect(await read()).toMatchObject({ alpha: 0.5, alphaPeople: null, provisional: false })
    expect((await assessments()).map(({ reasons, alpha, people, handPeople, provisional }) => [reasons.join(), alpha, people, handPeople, provisional])).toEqual([
      ['hand', 0.5, null, 0, false],
      ['boundary', 2, null, null, true],
      ['hand', 1.2, 40, null, false],
      ['people', 1, 40, 20, false],
      ['hand', 1, 120, 20, false],
      ['first', 2, 120, null, false],
    ])
  }) // prettier-ignore

  test('that differs between sources of one plant is said at each of them, with the count by hand, until that is taken over', async () => {
    const own = held.made.source
    const [beside] = await held.ask<{ id: number }>(`insert into hazard_source (enterprise, name, unit_kind, geom) select enterprise, '装置区', 'production', geom from hazard_source where id = $1 returning id`, [own])
    const of = async (id: number) => (await held.as(steward).get(`/hazard-sources/${id}`)).body
    const before = (await of(own)).hand
    const body = { people: 60, reason: '沿厂界逐户登记常住人数', until: '2026-03-20', seen: before?.at ?? null }
    expect((await count(body)).status).toBe(201)
    const [mine, other] = [await of(own), await of(beside!.id)]
    // 60 people are α 1.5 by table 5; the other goes by the book, which knows no boundary here: 2
    expect([mine.alpha, other.alpha, other.hand]).toEqual([1.5, 2, null])
    expect(mine.siblings).toEqual([{ id: beside!.id, name: '装置区', alpha: 2, hand: null }])
    expect(other.siblings).toEqual([{ id: own, name: '罐区', alpha: 1.5, hand: mine.hand }])
    expect(other.siblings[0].hand).toMatchObject({ people: 60, reason: body.reason, until: '2026-03-20', by: '数据员' })
    const { people, reason, until } = other.siblings[0].hand
    const over = await held.as(steward).post(`/hazard-sources/${beside!.id}/people`).send({ people, reason, until, seen: other.hand?.at ?? null })
    expect([over.status, (await of(beside!.id)).alpha]).toEqual([201, 1.5])
    // alike now: the counts are told still, for either may be changed alone
    expect((await of(own)).siblings).toMatchObject([{ alpha: 1.5, hand: { people: 60 } }])
    // no plant is told of another's, and a source that is alike and not counted is not told of
    const foreign = await held.ask<{ n: number }>(`select count(*)::int as n from hazard_source s, enterprise e where e.id = s.enterprise and e.id <> $1`, [held.made.enterprise])
    expect(foreign[0]!.n).toBeGreaterThan(0)
    for (const { id } of await held.ask<{ id: number }>('select id from hazard_source order by id limit 12')) {
      const told = (await of(id)).siblings.map((one: { id: number }) => one.id)
      const right = await held.ask<{ id: number }>(`select b.id from hazard_source a, hazard_source b where a.id = $1 and b.id <> a.id and b.enterprise = a.enterprise
        and (b.hand_at is not null or coalesce(a.alpha, -1) <> coalesce(b.alpha, -1)) order by b.id`, [id])
      expect([id, told]).toEqual([id, right.map((one) => one.id)])
    }
    await held.ask('delete from hazard_source where id = $1', [beside!.id])
  }) // prettier-ignore

  test('is counted by hand by data stewards alone, with a reason, and never over another count unseen', async () => {
    const { hand } = await read()
    const refused = await Promise.all([
      count({ ...COUNT, seen: hand.at }, leader),
      count({ ...COUNT, seen: hand.at }, manager(held.made.enterprise)),
      count(COUNT),
      count({ ...COUNT, seen: hand.at, reason: '不到十个字' }),
      count({ ...COUNT, seen: hand.at, until: '2026-03-01' }),
    ])
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 409, 400, 422])
    const path = `/hazard-sources/${held.made.source}/people/removal`
    expect((await held.as(steward).post(path).send({ seen: null })).status).toBe(409)
    expect((await held.as(steward).post(path).send({ seen: hand.at })).status).toBe(201)
    expect((await held.as(steward).post(path).send({ seen: null })).body.code).toBe('entry-refused')
    expect(await read()).toMatchObject({ alpha: 2, provisional: true, hand: null })
  })

  test('is that of people counted one by one on the spheroid, for every source of the demo district', async () => {
    // no index, no box, no function of the product: each point against each boundary
    const { rows } = await held.book.owner.query<{ id: number; told: number; counted: number; alpha: number; right: number }>(`
      select s.id, s.alpha_people as told, n.people as counted, s.alpha,
        case when n.people >= 100 then 2::float8 when n.people >= 50 then 1.5 when n.people >= 30 then 1.2 when n.people >= 1 then 1 else 0.5 end as right
      from hazard_source s join enterprise e on e.id = s.enterprise cross join lateral (
        select coalesce(sum(p.people), 0)::int as people from population_point p
        where abs(st_x(p.geom) - st_x(e.geom)) < 0.02 and abs(st_y(p.geom) - st_y(e.geom)) < 0.02 and not st_covers(e.footprint, p.geom) and st_distance(p.geom::geography, e.footprint::geography, true) <= 500) n
      where e.footprint is not null and s.hand_people is null`) // prettier-ignore
    expect(rows.length).toBeGreaterThan(10)
    expect(new Set(rows.map(({ right }) => right)).size).toBeGreaterThan(1)
    expect(rows.filter(({ told, counted, alpha, right }) => told !== counted || alpha !== right)).toEqual([])
  })
})

const fixture = (name: string) => JSON.parse(readFileSync(`tests/fixtures/standards/${name}.json`, 'utf8')) as unknown

const INVENTORIES = cases(500, 5_000)
test('500 random inventories come to what decimal SQL makes of the printed tables, and so do their levels', async (context) => {
  const compared = proves(context, {
    claim: 'Random inventories by the book: S, R and the level that the database derives as each is written',
    judged: 'hazard_source.r, hazard_source.level (SQL triggers)',
    judge: 'decimal SQL over the printed tables of GB 18218-2018 in tests/fixtures/standards',
  })
  const random = randomFrom(18218)
  const substances = Array.from({ length: INVENTORIES }, (_, inventory) =>
    Array.from({ length: random.whole(1, 5) }, (_, i) => {
      const row = random.chance(0.5) ? random.pick(NAMED_CHEMICALS) : undefined
      const entered = { name: row?.name ?? `自拟${i}`, cas: null, reference: row?.no ?? null, category: row?.category ?? random.pick(CHEMICAL_CATEGORIES).symbol, mixture: null, beta: null, betaReason: null } // prettier-ignore
      const settled = settle(entered)
      if (typeof settled === 'string') throw new Error(`${entered.name}: ${settled}`)
      return { inventory, reference: entered.reference, name: `${entered.name} ${i}`, quantity: 10 ** (random.next() * 4 - 1), ...settled } // prettier-ignore
    }),
  ).flat()
  const printed = { named: fixture('gb18218Table1'), tables: fixture('gb18218Tables') }
  await held.ask('update enterprise set footprint = st_expand(geom, 0.001) where id = $1', [held.made.enterprise])
  await held.ask(
    `with made as (insert into hazard_source (enterprise, name, unit_kind, geom)
       select $1, '随机' || i, 'storage', (select geom from enterprise where id = $1) from generate_series(0, ${INVENTORIES - 1}) i returning id, name)
     insert into hazard_source_substance (hazard_source, name, reference, category, quantity, critical, beta, beta_reason)
     select m.id, r.name, r.reference, r.category, r.quantity, r.critical, r.beta, r."betaReason"
     from jsonb_to_recordset($2::jsonb) r (inventory int, name text, reference int, category text, quantity float8, critical float8, beta float8, "betaReason" text)
     join made m on m.name = '随机' || r.inventory`,
    [held.made.enterprise, JSON.stringify(substances)],
  )
  // 40 people: α 1.2
  const judged = await held.ask<{ level: number | null; r: number; right: number | null; differs: boolean }>(
    `with named as (select * from jsonb_to_recordset($1::jsonb -> 'named') t (no int, critical numeric, beta numeric)),
       class as (select * from jsonb_to_recordset($1::jsonb #> '{tables,categories}') t (symbol text, critical numeric, beta numeric)),
       term as (select b.hazard_source, b.quantity::numeric / coalesce(n.critical, c.critical) as ratio, coalesce(n.beta, c.beta) as beta
         from hazard_source_substance b left join named n on n.no = b.reference left join class c on c.symbol = b.category),
       judged as (select s.level, s.r, sum(t.ratio) as ratio, 1.2 * sum(t.beta * t.ratio) as weighted
         from hazard_source s join term t on t.hazard_source = s.id where s.name like '随机%' group by s.id)
     select level, r, abs(r - weighted) > 1e-9 * weighted as differs,
       case when ratio < 1 then null when weighted >= 100 then 1 when weighted >= 50 then 2 when weighted >= 10 then 3 else 4 end as right
     from judged`,
    [JSON.stringify(printed)],
  )
  expect(judged.length).toBe(INVENTORIES)
  compared(judged.length)
  expect(judged.filter(({ level, right, differs }) => differs || level !== right)).toEqual([])
  expect(new Set(judged.map(({ right }) => right)).size).toBe(5)
})
