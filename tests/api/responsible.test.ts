import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Responsible } from '#core/contract/responsible.ts'
import { OFFICE_RULES, SOURCE_OFFICES } from '#core/domain/responsible.ts'
import { remindOnce } from '../../server/features/reminders/sweep.ts'
import type { FreshDatabase } from './database.ts'
import { desksOf, loopBook, type PersonKey } from './hazardLoopBook.ts'
import { pick, randomOf } from './randomFilters.ts'
import { nextBy, plusMonths } from './scoped/responsibleOracle.ts'

/** Noon of China. */
const NOON = (day: string) => new Date(`${day}T04:00:00Z`)
const TODAY = '2024-08-30'
const DAY = 86_400_000
const dayAfter = (day: string, days: number) => new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10)

let book: FreshDatabase
let desks: ReturnType<typeof desksOf>
const many = async <Row extends object>(text: string, values: unknown[] = []) =>
  (await book.owner.query<Row>(text, values)).rows
beforeAll(async () => {
  book = await loopBook()
  desks = desksOf(book)
})
afterAll(() => book.drop())
beforeEach(async () => {
  await book.clock.set(NOON(TODAY))
  await many('delete from reminder')
  await many('truncate hazard_source restart identity cascade')
  await many(`insert into hazard_source (enterprise, name, unit_kind, geom, alpha, provisional, sum_ratio, sum_weighted, r, principal, assessed_at)
    values (1, '储罐区', 'storage', st_setsrid(st_makepoint(0.5, 0.5), 4326), 1, false, 20, 20, 20, '王厂长', '2023-01-01'),
      (2, '他厂', 'storage', st_setsrid(st_makepoint(2, 2), 4326), 1, false, 20, 20, 20, null, null)`)
})

const read = async (who: PersonKey = 'manager', source = 1) =>
  (await desks[who].get(`/hazard-sources/${source}/responsible`)).body as Responsible
const office = async (name: (typeof SOURCE_OFFICES)[number]) =>
  (await read()).offices.find((one) => one.office === name)!
const appoint = async (name: string, fields: object, who: PersonKey = 'manager') =>
  desks[who].put(`/hazard-sources/1/responsible/${name}`).send({ phone: null, fromOn: TODAY, seen: null, ...fields })
const check = (fields: object, who: PersonKey = 'manager') =>
  desks[who]
    .post('/hazard-sources/1/checks')
    .send({ office: 'operational', doneOn: TODAY, note: '巡查罐区', ...fields })
const named = async () =>
  (
    await many<{ principal: string | null; technician: string | null; operator: string | null }>(
      'select principal, technician, operator from hazard_source where id = 1',
    )
  )[0]
const figure = async (id: string, who: PersonKey = 'leader') =>
  ((await desks[who].get('/indicators').query({ ids: id })).body as { figures: { parts: { n: number }[] }[] })
    .figures[0]!.parts[0]!.n

describe('the three columns and the people', () => {
  test('stay in step whichever of them is written', async () => {
    expect((await office('principal')).present).toMatchObject({ person: '王厂长', fromOn: null, untilOn: null })
    const seen = (await office('principal')).present!.id
    expect((await appoint('principal', { person: '李厂长', fromOn: '2024-08-01', seen })).status).toBe(200)
    expect((await appoint('operational', { person: '赵班长' })).status).toBe(200)
    expect(await named()).toEqual({ principal: '李厂长', technician: null, operator: '赵班长' })
    // as an import writes
    await many(`update hazard_source set principal = '周厂长', operator = null where id = 1`)
    const after = await read()
    expect(after.offices.map(({ present }) => present?.person ?? null)).toEqual(['周厂长', null, null])
    expect(after.offices[0]!.former.map(({ person, fromOn, untilOn }) => [person, fromOn, untilOn])).toEqual([
      ['李厂长', '2024-08-01', TODAY],
      ['王厂长', null, '2024-08-01'],
    ])
    // the same names again are nobody new
    await many(`update hazard_source set principal = '周厂长' where id = 1`)
    expect((await read()).offices[0]!.former).toHaveLength(2)
  })
  test('hold one person for each office and day', async () => {
    const both = many(
      `insert into source_responsible (hazard_source, office, person, from_on) values (1, 'principal', '甲', '2024-01-01')`,
    )
    await expect(both).rejects.toMatchObject({ constraint: 'source_responsible_one' })
    await many(
      `insert into source_responsible (hazard_source, office, person, from_on) values (1, 'technical', '甲', '2024-01-01'), (2, 'principal', '甲', '2024-01-01')`,
    )
  })
  test('are written over by nobody who saw another', async () => {
    const stale = await appoint('principal', { person: '李厂长' })
    expect([stale.status, stale.body.code, stale.body.present.offices[0].present.person]).toEqual([
      409,
      'responsible-changed',
      '王厂长',
    ])
    const ahead = await appoint('technical', { person: '钱工', fromOn: dayAfter(TODAY, 1) })
    expect([ahead.status, ahead.body.issues[0].at]).toEqual([422, 'body.fromOn'])
  })
  test('are seen in scope, written by the own safety manager and the data steward, phones told to few', async () => {
    await appoint('technical', { person: '钱工', phone: '13800000009' })
    for (const who of ['leader', 'officer', 'chief', 'manager', 'expert'] as const)
      expect((await read(who)).id, who).toBe(1)
    const phone = async (who: PersonKey) => (await read(who)).offices[1]!.present!.phone
    expect([await phone('manager'), await phone('worker')]).toEqual(['13800000009', null])
    for (const who of ['manager', 'officer', 'chief', 'expert'] as const)
      expect((await desks[who].get('/hazard-sources/2/responsible')).status, who).toBe(404)
    for (const who of ['leader', 'duty', 'officer', 'chief', 'worker', 'expert'] as const)
      expect((await appoint('operational', { person: '甲' }, who)).status, who).toBe(403)
    expect((await appoint('operational', { person: '甲' }, 'steward')).status).toBe(200)
  })
})

describe('a check', () => {
  beforeEach(async () => {
    await many(
      `insert into source_responsible (hazard_source, office, person, from_on) values (1, 'operational', '赵班长', '2024-08-16')`,
    )
  })
  test('is of a day in office, not to come, and once a day', async () => {
    const at = async (doneOn: string) => { const { status, body } = await check({ doneOn }); return [status, body.code ?? null] } // prettier-ignore
    const refused = [422, 'responsible-refused']
    expect(await at(dayAfter(TODAY, 1))).toEqual(refused)
    expect(await at('2024-08-15')).toEqual(refused)
    expect(await at('2024-08-16')).toEqual([201, null])
    expect(await at('2024-08-16')).toEqual(refused)
    expect((await check({ office: 'technical' })).body.issues[0].at).toBe('body.office')
    expect((await check({ doneOn: TODAY, hazard: 999 })).body.issues[0].at).toBe('body.hazard')
  })
  test('is due to the end of its last day, at midnight of China', async () => {
    await check({ doneOn: '2024-08-23' })
    const late = async () => [(await office('operational')).late, await figure('responsible-checks-late')]
    await book.clock.set(new Date('2024-08-30T15:59:59.999Z'))
    expect(await late()).toEqual([false, 0])
    await book.clock.set(new Date('2024-08-30T16:00:00.000Z'))
    expect(await late()).toEqual([true, 1])
    // another person does not begin the days anew
    const seen = (await office('operational')).present!.id
    expect((await appoint('operational', { person: '新班长', fromOn: '2024-08-31', seen })).status).toBe(200)
    expect(await late()).toEqual([true, 1])
  })
  test('is told of once it is due, and settled by the next one', async () => {
    await book.clock.set(NOON('2024-08-31'))
    await remindOnce(book.pool)
    const told = async (share: string) => ((await desks.manager.get('/reminders').query({ share })).body as { rows: { kind: string; days: number; settled: boolean }[] })
      .rows.filter(({ kind }) => kind === 'responsible-check').map(({ days, settled }) => [days, settled]) // prettier-ignore
    expect(await told('open')).toEqual([[1, false]])
    await check({ doneOn: '2024-08-31' })
    expect([await told('open'), await told('all')]).toEqual([[], [[1, true]]])
  })
})

/** People and checks of one office at random, and how it stands then by days alone. */
async function randomHistory(name: (typeof SOURCE_OFFICES)[number], random: () => number) {
  const start = dayAfter(pick(random, ['2023-08-31', '2024-02-29', '2023-11-30', '2024-08-21', '2024-08-30']), 0)
  const turn = random() < 0.4 && start < '2024-08-01' ? dayAfter(start, 20) : undefined
  const people = turn ? [[start, turn], [turn, null]] : [[start, null]] // prettier-ignore
  for (const [n, [from, until]] of people.entries())
    await many(
      `insert into source_responsible (hazard_source, office, person, from_on, until_on) values (1, $1, $2, $3, $4)`,
      [name, `人${n}`, from, until],
    )
  const days = new Set<string>()
  let last = start
  for (let n = Math.floor(random() * 5); n > 0; n -= 1) {
    // around the last day, or anywhere after
    const day =
      random() < 0.6
        ? dayAfter(nextBy(name, last), Math.floor(random() * 3) - 1)
        : dayAfter(last, 1 + Math.floor(random() * 90))
    if (day > TODAY) break
    days.add(day)
    last = day
  }
  for (const day of days)
    await many(
      `insert into responsible_check (responsible, hazard_source, office, done_on, note)
      select id, 1, office, $2, 'x' from source_responsible where office = $1 and from_on <= $2 and coalesce($2 < until_on, true)`,
      [name, day],
    )
  let before = start
  const checks = [...days].map((day): [string, boolean] => { const isLate = day > nextBy(name, before); before = day; return [day, isLate] }) // prettier-ignore
  return { due: nextBy(name, before), late: nextBy(name, before) < TODAY, checks: checks.toReversed() }
}

test('each office of random histories is kept or late as an oracle says that reads days alone', async () => {
  const random = randomOf(61)
  let compared = 0
  for (let at = 0; at < 24; at += 1) {
    await many('delete from responsible_check')
    await many('delete from source_responsible')
    const expected = new Map<string, { late: boolean; due: string; checks: [string, boolean][] }>()
    for (const name of SOURCE_OFFICES) expected.set(name, await randomHistory(name, random))
    const { offices } = await read()
    for (const { office: name, late, dueOn, checks } of offices) {
      expect({ late, due: dueOn, checks: checks.map((one) => [one.doneOn, one.late]) }, `${at} ${name}`).toEqual(
        expected.get(name),
      )
      compared += 1
    }
    expect(await figure('responsible-checks-late')).toBe([...expected.values()].some(({ late }) => late) ? 1 : 0)
  }
  expect(compared).toBe(72)
})

test('the database counts days as the rule that is shown, over every day of five years', async () => {
  const rows = await many<{ office: string; day: string; until: string }>(
    `select o as office, d::date::text as day, app.responsible_until(o, d::date)::text as until
    from unnest($1::text[]) o, generate_series('2023-01-01'::date, '2027-12-31', '1 day') d`,
    [[...SOURCE_OFFICES]],
  )
  expect(rows).toHaveLength(3 * 1826)
  for (const { office: name, day, until } of rows) {
    const { every } = OFFICE_RULES[name as 'principal']
    if (until !== ('days' in every ? dayAfter(day, every.days) : plusMonths(day, every.months)))
      throw new Error(`${name} ${day}: ${until}`)
  }
})

describe('sources without all three', () => {
  test('are those that are graded and lack somebody, and open as rows', async () => {
    expect([await figure('responsible-missing'), await figure('responsible-missing', 'manager')]).toEqual([2, 1])
    for (const name of ['technical', 'operational']) await appoint(name, { person: '甲' })
    expect(await figure('responsible-missing')).toBe(1)
    const { body } = await desks.leader.get('/indicators/responsible-missing/rows').query({ part: 'all' })
    expect(body.rows.items.map(({ id }: { id: number }) => id)).toEqual([2])
    await many(`update enterprise set status = 'closed' where id = 2`)
    expect(await figure('responsible-missing')).toBe(0)
    await many(`update enterprise set status = 'active' where id = 2`)
    await many('update hazard_source set sum_ratio = 0.5 where id = 2')
    expect(await figure('responsible-missing')).toBe(0)
  })
})

describe('dates of a source', () => {
  const EMPTY = { registeredOn: null, assessedOn: '2023-01-01', filedOn: null, filingNumber: null, cancelledOn: null, cancelReason: null, seen: 0 } // prettier-ignore
  const date = (fields: object, who: PersonKey = 'manager') => desks[who].put('/hazard-sources/1/filing').send({ ...EMPTY, ...fields }) // prettier-ignore
  test('say when it is to be assessed and filed, and a filing settles what was due', async () => {
    const made = await date({ registeredOn: '2024-08-01', assessedOn: '2024-02-29' })
    expect(made.body.filing).toMatchObject({ assessmentDueOn: '2027-02-28', filingDueOn: '2024-03-15', version: 1 })
    await remindOnce(book.pool)
    expect((await many(`select from reminder where kind = 'filing' and side = 'department' and days = 7`)).length).toBe(
      1,
    )
    expect((await date({ registeredOn: '2024-08-01', seen: 0 })).status).toBe(409)
    const filed = await date({
      registeredOn: '2024-08-01',
      assessedOn: '2024-02-29',
      filedOn: '2024-08-02',
      filingNumber: 'B1',
      seen: 1,
    })
    expect(filed.body.filing).toMatchObject({ filingDueOn: null, filedOn: '2024-08-02', version: 2 })
    expect((await date({ registeredOn: '2024-08-03', filedOn: '2024-08-02', seen: 2 })).body.issues[0].at).toBe(
      'body.filedOn',
    )
    expect((await date({ assessedOn: dayAfter(TODAY, 1), seen: 2 })).status).toBe(422)
  })
  test('hold no cancellation of a source that is live, and one that is graded again is live', async () => {
    const gone = { cancelledOn: TODAY, cancelReason: '已拆除' }
    expect((await date(gone)).body.issues[0].at).toBe('body.cancelledOn')
    await many('update hazard_source set sum_ratio = 0.2 where id = 1')
    expect((await date({ cancelledOn: TODAY })).body.issues[0].at).toBe('body.cancelReason')
    expect((await date(gone)).body.filing).toMatchObject({ cancelledOn: TODAY, cancelReason: '已拆除' })
    await many('update hazard_source set sum_ratio = 20 where id = 1')
    expect((await read()).filing).toMatchObject({ cancelledOn: null, cancelReason: null })
    expect((await date({}, 'officer')).status).toBe(403)
  })
})
