import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { coverageRates } from '#core/contract/coverageRates.ts'
import type { Rows } from '#core/contract/indicators.ts'
import type { Output } from '#core/contract/route.ts'
import type { Actor } from '../../server/db/actor.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { type Desk, deskOf, everyPage } from './desk.ts'
import { type KeptEnterprise, type Ledger, readLedger } from './ledger.ts'
import { randomOf } from './randomFilters.ts'
import { visitRows } from './scoped/visitOracle.ts'

type Answer = Output<typeof coverageRates.read>
/** 09:00 in China on 17 June. */
const NOW = new Date('2026-06-17T01:00:00Z')
const LAST = '2026-05'

let book: FreshDatabase
let ledger: Ledger
let government: Desk
const as = (actor: Partial<Actor> & Pick<Actor, 'role'>) => deskOf(book, { person: '某人', grids: [], ...actor })
const many = async <Row extends object>(text: string, values: unknown[] = []) => (await book.owner.query<Row>(text, values)).rows // prettier-ignore
const read = async (desk: Desk, query: Record<string, string>) => {
  const { body, status } = await desk.get('/coverage-rates').query(query)
  expect(status, JSON.stringify(body)).toBe(200)
  return body as Answer
}
/** Files that are opened, reclassed, suspended and shut on both sides of the edges of months, and visits by chance. */
async function change() {
  const random = randomOf(2026)
  await many(`delete from inspection`)
  await many(`update enterprise set opened_at = $1::timestamptz - make_interval(days => (id * 37) % 500)`, [NOW.toISOString()])
  const ids = (await many<{ id: number }>('select id from enterprise order by id')).map(({ id }) => id)
  for (const edge of ['2026-01-01', '2026-03-01', '2026-05-01', '2026-06-01'])
    for (const [second, set] of [[-1, `crowded = not crowded, staff = coalesce(staff, 0) + 1`], [0, `status = case status when 'active' then 'suspended' else 'active' end`], [86_400 * 9, `high_risk = not high_risk, staff = coalesce(staff, 0) + 1`]] as const) {
      await book.clock.set(new Date(Date.parse(`${edge}T00:00:00+08:00`) + second * 1000))
      await many(`update enterprise set ${set} where id = any ($1)`, [ids.filter(() => random() < 0.06)])
    }
  await book.clock.set(NOW)
  const visits = ids.flatMap((id) => Array.from({ length: Math.floor(random() * 9) }, () => ({ id, kind: random() < 0.1 ? 'self' : 'patrol', at: new Date(random() < 0.15 ? Date.parse(`2026-0${1 + Math.floor(random() * 6)}-01T00:00:00+08:00`) - (random() < 0.5 ? 1000 : 0) : NOW.getTime() - random() * 500 * 86_400_000).toISOString() })))
  await many(`insert into inspection (enterprise, kind, inspector, inspected_at) select r.id, r.kind, '甲', r.at from json_to_recordset($1) r (id integer, kind text, at timestamptz)`, [JSON.stringify(visits)])
} // prettier-ignore

beforeAll(async () => {
  book = await freshDatabase({ demo: true })
  await change()
  await many(`update grid set person = '暂缺' where id = (select grid from enterprise where grid is not null order by id limit 1)`)
  ledger = await readLedger(book.owner)
  government = as({ role: 'government' })
}) // prettier-ignore
afterAll(() => book.drop())

/** Of enterprises who was due in a month, and who of them had it: from the history of the files. */
const counted = (rows: readonly KeptEnterprise[], part: string) =>
  (['n', 'of'] as const).map((side) => visitRows(ledger.visiting, rows, { id: 'visit-coverage', part, side }).length)
/** Wilson's interval as the centre and half width of the text book. */
function interval(n: number, of: number) {
  if (of === 0) return [null, null]
  const [p, z] = [n / of, 1.959964]
  const scale = 1 / (1 + z ** 2 / of)
  const centre = scale * (p + z ** 2 / (2 * of))
  const half = scale * z * Math.sqrt((p * (1 - p)) / of + z ** 2 / (4 * of ** 2))
  return [centre - half, centre + half]
}
const near = (found: number | null, wanted: number | null | undefined) =>
  wanted === null ? expect(found).toBeNull() : expect(found).toBeCloseTo(wanted!, 6)

/** Rows of an answer against the oracle: each number, interval, rank and outlier. */
function expectRows({ rows, whole }: Answer, expected: readonly (readonly number[])[]) {
  expect(rows.map(({ n, of }) => [n, of])).toEqual(expected)
  const lows = rows.map(({ n, of }) => (of < 5 ? null : interval(n, of)[0]!))
  const overall = whole.n / whole.of
  for (const [at, row] of rows.entries()) {
    const [low, high] = interval(row.n, row.of)
    near(row.low, low)
    near(row.high, high)
    const own = lows[at]
    expect([row.few, row.rank]).toEqual([own === null, own === null ? null : 1 + lows.filter((one) => one! > own! + 1e-9).length]) // prettier-ignore
    const side = overall < low! ? 'above' : overall > high! ? 'below' : null
    expect(row.outlier).toBe(own === null ? null : side)
  }
}

describe('GET /coverage-rates', () => {
  test.each([LAST, '2026-06', '2026-03'])('of %s counts visits of each grid, unit and class as the history of the files has them', async (month) => {
    const grids = await many<{ id: number }>('select id from grid where level = 3 order by code')
    const units = await many<{ id: number }>('select id from department order by code')
    const inNone = ledger.enterprises.filter(({ grid }) => grid === null)
    const byGrid = await read(government, { by: 'grid', month })
    const of = (match: (row: KeptEnterprise) => boolean) => counted(ledger.enterprises.filter(match), month)
    const none = inNone.length > 0 && byGrid.rows.at(-1)!.key === '0' ? [of(({ grid }) => grid === null)] : []
    expectRows(byGrid, [...grids.map(({ id }) => of(({ grid }) => grid === id)), ...none])
    const byUnit = await read(government, { by: 'department', month })
    const leaderless = byUnit.rows.at(-1)!.key === '0' ? [of(({ department }) => department === null)] : []
    expectRows(byUnit, [...units.map(({ id }) => of(({ department }) => department === id)), ...leaderless])
    const byClass = await read(government, { by: 'class', month })
    expectRows(byClass, ['A', 'B', 'C'].map((letter) => counted(ledger.enterprises, `${month}-${letter}`)))
    for (const { whole, running } of [byGrid, byUnit, byClass]) {
      expect([whole.n, whole.of]).toEqual(counted(ledger.enterprises, month))
      expect(running).toBe(month === '2026-06')
    }
    expect(byGrid.rows.some(({ outlier }) => outlier) || byClass.rows.some(({ outlier }) => outlier)).toBe(true)
  }) // prettier-ignore

  test('tells the twelve months up to the one asked for, of all and of each row, each with its interval', async () => {
    const answer = await read(government, { by: 'month', month: '2026-06' })
    expect(answer.rows.map(({ key }) => key)).toEqual(['2025-07', '2025-08', '2025-09', '2025-10', '2025-11', '2025-12', '2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06']) // prettier-ignore
    for (const row of answer.rows) {
      expect([row.n, row.of], row.key).toEqual(counted(ledger.enterprises, row.key))
      expect([row.rank, row.outlier, row.months]).toEqual([null, null, []])
    }
    const grids = await read(government, { by: 'grid' })
    expect([grids.month, grids.wholeMonths.at(-1)]).toEqual([LAST, { month: LAST, ...grids.whole }])
    for (const { key, months } of grids.rows) {
      const own = ledger.enterprises.filter(({ grid }) => String(grid ?? 0) === key)
      for (const one of months) {
        expect([one.n, one.of], `${key} ${one.month}`).toEqual(counted(own, one.month))
        near(one.low, interval(one.n, one.of)[0])
      }
    }
  })

  test('opens every number: the rows of the figure under the condition of the row', async () => {
    const open = async (id: string, query: Record<string, string>) =>
      (await everyPage(government, `/indicators/${id}/rows`, query, (body: Rows) => body.rows.items as readonly object[])).length // prettier-ignore
    const { rows } = await read(government, { by: 'grid' })
    for (const { key, n, of, beside } of rows.filter((_, at) => at % 7 === 0 || at === rows.length - 1)) {
      expect(await open('visit-coverage', { part: LAST, side: 'n', grid: key }), key).toBe(n)
      expect(await open('visit-coverage', { part: LAST, side: 'of', grid: key }), key).toBe(of)
      for (const [id, count] of Object.entries(beside!)) expect(await open(id, { part: 'all', grid: key }), `${id} ${key}`).toBe(count) // prettier-ignore
    }
    for (const { key, n, of } of (await read(government, { by: 'class' })).rows) {
      expect(await open('visit-coverage', { part: `${LAST}-${key}`, side: 'n' })).toBe(n)
      expect(await open('visit-coverage', { part: `${LAST}-${key}`, side: 'of' })).toBe(of)
    }
    for (const { key, n, of } of (await read(government, { by: 'department', of: 'enterprise' })).rows.slice(0, 5)) {
      expect(await open('enterprise-coverage', { part: 'all', side: 'n', department: key })).toBe(n)
      expect(await open('enterprise-coverage', { part: 'all', side: 'of', department: key })).toBe(of)
    }
  })

  test('of enterprises counts those in a grid whose person can be called, of all that are not closed', async () => {
    const grids = await many<{ id: number; gone: boolean }>(`select id, person = '暂缺' as gone from grid where level = 3 order by code`) // prettier-ignore
    const answer = await read(government, { by: 'grid', of: 'enterprise' })
    const open = ledger.enterprises.filter(({ status }) => status !== 'closed')
    const own = (id: number) => open.filter(({ grid }) => grid === id).length
    expect(answer.rows.slice(0, grids.length).map(({ n, of }) => [n, of])).toEqual(grids.map(({ id, gone }) => [gone ? 0 : own(id), own(id)])) // prettier-ignore
    expect(grids.filter(({ gone, id }) => gone && own(id) > 0)).toHaveLength(1)
    expect([answer.month, answer.wholeMonths, answer.whole.of]).toEqual([null, [], open.length])
  })

  test('has the scope of whoever asks, and the filter', async () => {
    const { id: unit } = (await many<{ id: number }>('select lead_department as id from enterprise where lead_department is not null group by 1 order by count(*) desc limit 1'))[0]! // prettier-ignore
    const own = await read(as({ role: 'department', department: unit }), { by: 'department' })
    const mine = ledger.enterprises.filter(({ department }) => department === unit)
    expect(own.rows.map(({ key, n, of }) => [key, n, of])).toEqual([[String(unit), ...counted(mine, LAST)]])
    expect(own.whole).toEqual({ n: own.rows[0]!.n, of: own.rows[0]!.of, low: own.rows[0]!.low, high: own.rows[0]!.high }) // prettier-ignore
    const { id: grid } = (await many<{ id: number }>('select grid as id from enterprise where grid is not null group by 1 order by count(*) desc limit 1'))[0]! // prettier-ignore
    const chief = await read(as({ role: 'grid', grids: [grid] }), { by: 'grid' })
    expect(chief.rows.map(({ key }) => key)).toEqual([String(grid)])
    const narrowed = await read(government, { by: 'grid', grid: String(grid), risk: '1,2' })
    const risky = ledger.enterprises.filter((row) => row.grid === grid && (row.risk === 1 || row.risk === 2))
    expect(narrowed.rows.map(({ n, of }) => [n, of])).toEqual([counted(risky, LAST)])
    for (const actor of [{ role: 'enterprise', enterprise: mine[0]!.id }, { role: 'wall' }] as const)
      expect((await as(actor).get('/coverage-rates').query({ by: 'grid' })).body).toMatchObject({ code: 'not-allowed' })
  })

  test.each([
    [{ by: 'grid', month: '2026-07' }, '还没有开始'],
    [{ by: 'month', of: 'enterprise' }, '没有留存'],
    [{ by: 'grid', of: 'enterprise', month: '2026-05' }, '没有留存'],
    [{ by: 'grid', month: '2026-13' }, 'query.month'],
    [{ by: 'place' }, 'query.by'],
    [{}, 'query.by'],
  ])('refuses %o, and says why', async (query, said) => {
    const { body, status } = await government.get('/coverage-rates').query(query)
    expect([status, body.code]).toEqual([400, 'invalid-request'])
    expect(JSON.stringify(body)).toContain(said)
  })
})
