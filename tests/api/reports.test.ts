import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Report, ReportFigure, ReportRow } from '#core/contract/reports.ts'
import {
  periodBefore,
  periodDue,
  periodEnd,
  periodsOf,
  periodStart,
  REPORT_MEASURES,
  yearEarlier,
} from '#core/domain/reports.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { deskOf, everyPage } from './desk.ts'
import { hashOf, officer, randomBook } from './reportsBook.ts'
import { type Counted, countedOf, figuresOf } from './reportsOracle.ts'

let book: FreshDatabase
beforeAll(async () => {
  book = await freshDatabase()
})
afterAll(() => book.drop())

const duty = () => deskOf(book, officer('duty-officer'))
const leader = () => deskOf(book, officer('leader'))
const told = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code]
const prepare = (period: string, reason?: string) => duty().post('/reports').send({ period, ...(reason && { reason }) }) // prettier-ignore
const read = async (id: number): Promise<Report> => (await leader().get(`/reports/${id}`)).body
const rowsOf = (id: number, query: Record<string, string>) =>
  everyPage<ReportRow>(leader(), `/reports/${id}/rows`, query, ({ rows }: { rows: ReportRow[] }) => rows)

const china = (local: string) => Date.parse(`${local}+08:00`)
const SPANS = {
  '2025-Q3': [china('2025-07-01T00:00:00'), china('2025-10-01T00:00:00')],
  '2025-Q2': [china('2025-04-01T00:00:00'), china('2025-07-01T00:00:00')],
  '2025': [china('2025-01-01T00:00:00'), china('2026-01-01T00:00:00')],
} as const
const named = (figures: readonly ReportFigure[]) =>
  figures
    .filter(({ section, value }) => value > 0 && section !== 'previous' && section !== 'year-before')
    .map(({ section, key, measure, value }) => `${section} ${key} ${measure} ${value}`)
    .sort()

test('a period is the same to the database as to the core', async () => {
  for (const period of [2024, 2025, 2026].flatMap(periodsOf)) {
    const { rows } = await book.owner
      .query(`select app.report_start('${period}') as start, app.report_end('${period}') as end,
      app.report_due('${period}')::text as due, app.report_before('${period}') as before, app.report_year_before('${period}') as earlier`)
    expect(rows[0], period).toEqual({ start: periodStart(period).toISOString(), end: periodEnd(period).toISOString(), due: periodDue(period), before: periodBefore(period), earlier: yearEarlier(period) ?? null }) // prettier-ignore
  }
})

describe('a random book, told late and with much taken back', () => {
  let log: Awaited<ReturnType<typeof randomBook>>
  beforeAll(async () => {
    log = await randomBook(book, 20_261_126, 130)
    await book.clock.set(new Date('2026-03-01T00:00:00Z'))
  })
  const expected = (period: keyof typeof SPANS): Counted[] =>
    log.hazards.flatMap((hazard) => countedOf(hazard, log.belongings, SPANS[period]) ?? [])

  test.each(['2025-Q3', '2025-Q2', '2025'] as const)('%s counts what the log of events says', async (period) => {
    const { body, status } = await prepare(period)
    expect(status, JSON.stringify(body)).toBe(201)
    const report = await read(body.id)
    const wanted = expected(period)
    expect(named(report.figures)).toEqual(figuresOf(wanted))
    const found = new Map<number, ReportRow & { measures: string[] }>()
    for (const measure of REPORT_MEASURES)
      for (const row of await rowsOf(body.id, { measure })) {
        const kept = found.get(row.id) ?? { ...row, measures: [] }
        kept.measures.push(measure)
        found.set(row.id, kept)
      }
    const asCounted = ({ id, enterprise, enterpriseName, industry, grid, department, major, dueAt, closedAt, state, measures }: ReportRow & { measures: string[] }): Counted =>
      ({ id, enterprise, enterpriseName, industry, grid, department, major, dueAt: Date.parse(dueAt), closedAt: closedAt === null ? undefined : Date.parse(closedAt), state: state ?? undefined, measures }) // prettier-ignore
    expect([...found.values()].map(asCounted).sort((a, b) => a.id - b.id)).toEqual(wanted)
    expect(report.majors.map(({ id }) => id).sort((a, b) => a - b)).toEqual(wanted.filter(({ major }) => major).map(({ id }) => id)) // prettier-ignore
    expect(report.hash).toBe(hashOf(report, officer('duty-officer').account!, [...found.values()]))
  })

  test('has something that each figure counts, and each way in which a row may be', () => {
    const rows = [...expected('2025-Q3'), ...expected('2025')]
    for (const measure of REPORT_MEASURES) expect(rows.some(({ measures }) => measures.includes(measure)), measure).toBe(true) // prettier-ignore
    expect(rows.some(({ closedAt, state }) => closedAt === undefined && state === undefined)).toBe(true)
    expect(rows.some(({ grid }) => grid === null) && rows.some(({ industry }) => industry === null)).toBe(true)
    expect(rows.some(({ enterpriseName }) => enterpriseName.startsWith('改名'))).toBe(true)
    expect(rows.some(({ enterpriseName }) => enterpriseName.startsWith('单位'))).toBe(true)
  })

  test('each figure opens as many rows as it says', async () => {
    const { body } = await prepare('2025-Q3')
    const { figures } = await read(body.id)
    const desk = leader()
    for (const { section, key, measure, value } of figures) {
      if (section === 'previous' || section === 'year-before') continue
      const answer = await desk.get(`/reports/${body.id}/rows`).query({ section, key, measure, limit: 1 })
      expect(answer.body.total, `${section} ${key} ${measure}`).toBe(value)
    }
  })

  test('the period before is counted with it, and from its report once that is signed', async () => {
    const before = figuresOf(expected('2025-Q2')).filter((line) => line.startsWith('total') || line.startsWith('level'))
    const compared = ({ figures }: Report) =>
      figures
        .filter(({ section, value }) => section === 'previous' && value > 0)
        .map(({ key, measure, value }) => `${key === '' ? 'total' : 'level'} ${key} ${measure} ${value}`)
        .sort()
    const counted = await read((await prepare('2025-Q3')).body.id)
    expect([counted.previous, compared(counted)]).toEqual([null, before])
    const { body } = await prepare('2025-Q2')
    expect((await leader().post(`/reports/${body.id}/signature`).send({ hash: body.hash })).status).toBe(201)
    await book.owner.query('update hazard set major = not major where id in (select hazard from report_hazard where report = $1)', [body.id]) // prettier-ignore
    const signed = await read((await prepare('2025-Q3')).body.id)
    expect([signed.previous, compared(signed)]).toEqual([body.id, before])
    // the book knows of nothing so long ago, which is not the same as nothing
    expect(signed.figures.filter(({ section }) => section === 'year-before')).toEqual([])
    expect(told(await prepare('2025-Q1'))).toEqual([201, undefined])
  })
})

describe('at the edges of a quarter, by the clock of China', () => {
  const [start, end] = SPANS['2025-Q3']
  const DAY = 86_400_000
  const before = { foundAt: start - 9 * DAY, dueAt: start - 1, closedAt: null as number | null }
  const cases = {
    'found at its first moment': [{ ...before, foundAt: start, dueAt: end + DAY }, ['found', 'open']],
    'found a millisecond before it': [{ ...before, foundAt: start - 1, dueAt: end + DAY }, ['open']],
    'found at the first moment after it': [{ ...before, foundAt: end, dueAt: end + DAY }, []],
    'closed a millisecond before it': [{ ...before, closedAt: start - 1 }, []],
    'closed at its first moment, late': [{ ...before, closedAt: start }, ['closed']],
    'closed at its last second': [{ ...before, closedAt: end - 1000 }, ['closed']],
    'closed at the first moment after it': [{ ...before, closedAt: end }, ['open', 'overdue']],
    'closed one second after it': [{ ...before, closedAt: end + 1000 }, ['open', 'overdue']],
    'due at the first moment after it': [{ ...before, dueAt: end }, ['open']],
    'due a millisecond before that': [{ ...before, dueAt: end - 1 }, ['due', 'open', 'overdue']],
    'due at its first moment, closed at that moment': [{ ...before, dueAt: start, closedAt: start }, ['closed', 'due', 'on-time']], // prettier-ignore
    'due at its first moment, closed a millisecond late': [{ ...before, dueAt: start, closedAt: start + 1 }, ['closed', 'due']], // prettier-ignore
    'due and closed before it': [{ ...before, dueAt: start - 1, closedAt: start - 2 }, []],
  } as const
  const names = Object.keys(cases) as (keyof typeof cases)[]
  let id: number
  beforeAll(async () => {
    await book.owner.query('delete from hazard; delete from history')
    const iso = (moment: number | null) => (moment === null ? null : new Date(moment).toISOString())
    for (const [place, name] of names.entries()) {
      const { foundAt, dueAt, closedAt } = cases[name][0]
      await book.owner.query(
        `insert into hazard (id, enterprise, source, description, state, found_at, due_at, closed_at)
        values ($1, 1, 'patrol', $2, case when $5::text is null then 'reported' else 'closed' end, $3, $4, $5::text::timestamptz)`,
        [1000 + place, name, iso(foundAt), iso(dueAt), iso(closedAt)],
      )
    }
    id = (await prepare('2025-Q3')).body.id
  })
  test.each(names)('%s', async (name) => {
    const found = []
    for (const measure of REPORT_MEASURES)
      if ((await rowsOf(id, { measure })).some((row) => row.id === 1000 + names.indexOf(name))) found.push(measure)
    expect(found.sort()).toEqual(cases[name][1])
  })

  test('a period before without a major hazard has none of them, which is a figure too', async () => {
    const { body, status } = await prepare('2025-Q4')
    expect(status, JSON.stringify(body)).toBe(201)
    const { figures } = await read(body.id)
    const before = (level: string) => figures.filter(({ section, key }) => section === 'previous' && key === level)
    expect(before('major').map(({ measure, value }) => [measure, value]).sort()).toEqual([...REPORT_MEASURES].sort().map((measure) => [measure, 0])) // prettier-ignore
    expect(before('general').find(({ measure }) => measure === 'found')!.value).toBe(1)
  })

  test.each([
    ['a millisecond before its end counts', end - 1, 'major'],
    ['at the first moment after it does not', end, 'general'],
  ])('what the book was told %s', async (_name, at, key) => {
    await book.owner.query('update hazard set major = false where id = 1000; delete from history')
    await book.clock.set(new Date(at))
    await book.owner.query('update hazard set major = true where id = 1000')
    await book.clock.set(new Date('2026-03-01T00:00:00Z'))
    const { body } = await prepare('2025-Q3')
    expect((await rowsOf(body.id, { section: 'level', key, measure: 'found' })).map((row) => row.id)).toEqual([1000])
  })
})

test('agrees with the indicators of its months, where nothing was told late', async () => {
  await book.owner.query('delete from hazard; delete from history')
  await book.owner.query(`
    insert into hazard (enterprise, source, description, state, found_at, due_at, closed_at)
    select 1 + i % 12, 'self', 'x', case when i % 3 = 0 then 'closed' when i % 7 = 0 then 'voided' else 'rectifying' end, found_at,
      found_at + i % 40 * interval '1 day', case when i % 3 = 0 then found_at + i * 7 % 60 * interval '1 day' end
    from generate_series(1, 300) i cross join lateral (select timestamptz '2025-06-01' + i * interval '13 hours' as found_at) f`)
  const { figures } = await read((await prepare('2025-Q3')).body.id)
  const total = (wanted: string) => figures.find(({ section, measure }) => section === 'total' && measure === wanted)!.value // prettier-ignore
  const ids = 'hazards-new,hazards-closed,hazards-overdue,hazards-on-time'
  const { body } = await leader().get('/indicators').query({ ids, months: 12 })
  type Parts = readonly { part: string; n: number; of: number }[]
  const months: Record<string, Parts> = Object.fromEntries(
    body.figures.map(({ id, parts }: { id: string; parts: Parts }) => [id, parts.filter(({ part }) => ['2025-07', '2025-08', '2025-09'].includes(part))]), // prettier-ignore
  )
  const sum = (id: string, side: 'n' | 'of' = 'n') => months[id]!.reduce((all, part) => all + part[side], 0)
  expect(months['hazards-new']).toHaveLength(3)
  expect([total('found'), total('closed'), total('overdue'), total('due'), total('on-time')]).toEqual([
    sum('hazards-new'),
    sum('hazards-closed'),
    months['hazards-overdue']!.at(-1)!.n,
    sum('hazards-on-time', 'of'),
    sum('hazards-on-time'),
  ])
  expect(total('found')).toBeGreaterThan(100)
})
