import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HAZARD_KINDS } from '#core/domain/hazardKinds.ts'
import { cases, PATIENCE, proves } from '../sample.ts'
import type { FreshDatabase } from './database.ts'
import { desksOf, deed, later, loopBook, NOW } from './hazardLoopBook.ts'

let book: FreshDatabase
beforeAll(async () => {
  book = await loopBook()
})
afterAll(() => book.drop())

/** Hazards of which the kept mark is not what the rows say, looked up pair by pair. */
const WRONG = `
  select h.id, h.repeat_of as kept, told.id as told
  from hazard h left join lateral (
    select o.id from hazard o
    where o.enterprise = h.enterprise and o.kind = h.kind and o.state <> 'voided' and h.state <> 'voided' and o.id <> h.id
      and (o.found_at < h.found_at or o.found_at = h.found_at and o.id < h.id)
      and o.found_at at time zone 'Asia/Shanghai' > h.found_at at time zone 'Asia/Shanghai' - interval '1 year'
    order by o.found_at desc, o.id desc limit 1) told on true
  where h.repeat_of is distinct from told.id`

/** Numbers in [0, 1), the same each time. */
function dice(seed: number): () => number {
  let state = seed
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 4294967296
}

const KINDS = HAZARD_KINDS.slice(0, 2)
const DAYS = [0, 1, 200, 364, 365, 366, 367, 730]

describe('of what a hazard is the repeat', () => {
  test('follows from the rows, whatever was done to them', { timeout: PATIENCE }, async (context) => {
    const compared = proves(context, {
      claim:
        'A hazard names the latest one before it of its kind at its enterprise within a year, after any changes in any order',
      judged: 'hazard.repeat_of, app.keep_repeats and app.mark_all_repeats (SQL)',
      judge: 'SQL that looks the earlier ones up for each hazard by the definition',
    })
    const random = dice(7)
    const one = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)]!
    const few = 'select id from hazard where random() < 0.2'
    await book.owner.query('select setseed(0.4)')
    const found = () => later(-one(DAYS), new Date(NOW.getTime() - Math.floor(random() * 2) * 1000))
    const kind = () => (random() < 0.2 ? 'null' : `'${one(KINDS)}'`)
    const insert = () => `insert into hazard (enterprise, source, description, found_at, due_at, kind, state)
      select ${one([1, 2])}, 'patrol', '隐患', f, f + interval '90 days', ${kind()}, '${one(['reported', 'verified', 'voided'])}'
      from (select timestamptz '${found()}' as f from generate_series(1, ${one([1, 1, 5])})) t`
    const acts = [
      insert,
      insert,
      () => `update hazard set kind = ${kind()} where id in (${few})`,
      () => `update hazard set state = '${one(['voided', 'verified'])}' where id in (${few})`,
      () =>
        `update hazard set (found_at, due_at) = (select f, f + interval '90 days' from (select timestamptz '${found()}' as f) t) where id in (${few})`,
      () => `update hazard set enterprise = 3 - enterprise where id in (${few})`,
      () => `delete from hazard where id in (${few}) and random() < 0.5`,
      () => `update hazard set description = '改' where id in (${few})`,
    ]
    const rounds = cases(150, 2000)
    let repeats = 0
    for (let round = 0; round < rounds; round++) {
      const statement = one(acts)()
      await book.owner.query(statement)
      expect((await book.owner.query(WRONG)).rows, statement).toEqual([])
      const { rows } = await book.owner.query<{ n: number }>('select count(repeat_of)::int as n from hazard')
      repeats += rows[0]!.n
      compared()
    }
    expect(repeats).toBeGreaterThan(rounds)
    await book.owner.query(
      'alter table hazard disable trigger user; update hazard set repeat_of = 4711 where random() < 0.5',
    )
    await book.owner.query('alter table hazard enable trigger user; select app.rebuild_rollups()')
    expect((await book.owner.query(WRONG)).rows).toEqual([])
  })

  test('is right where alike ones are verified and dispatched at once, and nobody waits in a ring', async () => {
    const { chief, runner } = desksOf(book)
    const report = async () => {
      const body = { enterprise: 1, source: 'patrol', description: '灭火器过期', dueAt: later(10) }
      return (await runner.post('/hazards').send({ ...body, request: randomUUID() })).body.id as number
    }
    const verify = (id: number) => chief.post(`/hazards/${id}/events`).send(deed('verify', 1, { kind: 'electrical' }))
    for (let round = 0; round < 5; round++) {
      const [first, second] = [
        await Promise.all(Array.from({ length: 6 }, report)),
        await Promise.all(Array.from({ length: 6 }, report)),
      ]
      await Promise.all(second.map(verify))
      const dispatch = (id: number) => chief.post(`/hazards/${id}/events`).send(deed('dispatch', 2))
      const answers = await Promise.all(first.flatMap((id, at) => [verify(id), dispatch(second[at]!)]))
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201))
      expect((await book.owner.query(WRONG)).rows).toEqual([])
      const ids = [...first, ...second]
      const { rows } = await book.owner.query('select from hazard where id = any ($1) and repeat_of is not null', [ids])
      expect(rows.length).toBeGreaterThanOrEqual(ids.length - 1)
    }
  })

  test('is written down nowhere by itself', async () => {
    const count = () => book.owner.query(`select from audit where topic = 'hazard'`)
    const before = (await count()).rowCount
    await book.owner.query('update hazard set repeat_of = null')
    expect((await count()).rowCount).toBe(before)
    await book.owner.query('select app.rebuild_rollups()')
    expect((await count()).rowCount).toBe(before)
  })
})
