import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Figure, IndicatorId, Rows } from '#core/contract/indicators.ts'
import type { HandAct } from '#core/domain/hazardActs.ts'
import type { Actor } from '../../server/db/actor.ts'
import { proves } from '../sample.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { deskOf, everyPage } from './desk.ts'
import { deed, desksOf, evidenced, later, loopBook, type PersonKey } from './hazardLoopBook.ts'

const leader: Actor = { role: 'government', person: '林青山', grids: [] }
const CLOCKS = ['clock-dispatch', 'clock-submit', 'clock-close', 'review-waiting'] as const

describe('on the book of the demo', () => {
  let book: FreshDatabase
  const figures = new Map<string, Figure>()
  beforeAll(async () => {
    book = await freshDatabase({ hard: true })
    const { rows } = await book.owner.query<{ now: string }>("select date_trunc('milliseconds', app.now()) as now")
    await book.clock.set(new Date(rows[0]!.now))
    const ids = [...CLOCKS, 'hazards-rectified', 'hazards-on-time', 'hazards-settled', 'hazards-review-late']
    const { body } = await deskOf(book, leader)
      .get('/indicators')
      .query({ ids: ids.join(','), months: '14' })
    for (const figure of body.figures as Figure[]) figures.set(figure.id, figure)
  })
  afterAll(() => book.drop())

  /** Each hazard by the events of its log, put side by side by windows: no column of it that follows from the log is read. */
  const LOG = `
    with told as (
      select e.hazard, e.act, e.to_state, e.at, e.due_at, coalesce(e.closed_at, e.at) as closing,
        row_number() over (partition by e.hazard order by e.n desc) as back,
        row_number() over (partition by e.hazard, case when e.act in ('submit', 'fix-on-spot') then 'done' else e.act end order by e.n desc) as of_act,
        row_number() over (partition by e.hazard, e.due_at is not null and e.act not in ('ask-extension', 'rebound') order by e.n desc) as of_due,
        row_number() over (partition by e.hazard, e.act in ('pass', 'record') order by e.n desc) as of_close
      from hazard_event e),
    log as (
      select t.hazard, max(t.to_state) filter (where back = 1) as state,
        max(t.at) filter (where act = 'dispatch' and of_act = 1) as dispatched,
        max(t.at) filter (where act in ('submit', 'fix-on-spot') and of_act = 1) as submitted,
        max(t.due_at) filter (where due_at is not null and act not in ('ask-extension', 'rebound') and of_due = 1) as due,
        max(t.closing) filter (where act in ('pass', 'record') and of_close = 1 and to_state = 'closed') as closing
      from told t group by t.hazard),
    hazards as (
      select l.*, case when l.state = 'closed' then l.closing end as closed, h.found_at as found
      from log l join hazard h on h.id = l.hazard where l.state <> 'voided')`

  const SPANS = {
    'clock-dispatch': `select dispatched - found as span from hazards where dispatched >= found and dispatched > app.now() - interval '90 days'
      and dispatched <= app.now()`,
    'clock-submit': `select submitted - dispatched from hazards where state in ('pending-review', 'closed') and submitted >= dispatched
      and submitted > app.now() - interval '90 days' and submitted <= app.now()`,
    'clock-close': `select closed - submitted from hazards where closed >= submitted and closed > app.now() - interval '90 days' and closed <= app.now()`,
    'review-waiting': `select app.now() - submitted from hazards where state = 'pending-review' and submitted <= app.now()`,
  } as const

  test.each(CLOCKS)('%s is the middle and the ninth tenth of what the log tells', async (id) => {
    const { rows } = await book.owner.query<{ seconds: number }>(
      `${LOG} select extract(epoch from span)::float8 as seconds from (${SPANS[id]}) s (span) order by 1`,
    )
    const seconds = rows.map((row) => row.seconds)
    expect(seconds.length).toBeGreaterThan(10)
    const least = (share: number) => seconds.find((one) => seconds.filter((other) => other <= one).length >= share * seconds.length) // prettier-ignore
    expect(figures.get(id)?.parts).toEqual([
      { part: 'all', n: seconds.length, of: null, span: { median: least(0.5), p90: least(0.9) } },
    ])
  })

  test('the three rates of each month, and what the reviewer delays, are those of the log', async (context) => {
    const compared = proves(context, {
      claim: 'The three rates of rectification and the delay of the reviewer equal SQL over the log of the hazards',
      judged: 'GET /indicators hazards-rectified, hazards-on-time, hazards-settled, hazards-review-late',
      judge: 'SQL by windows over hazard_event',
    })
    const { rows } = await book.owner.query<Record<string, number>>(
      `${LOG}, months as (
        select to_char(m, 'YYYY-MM') as month, m at time zone 'Asia/Shanghai' as first, (m + interval '1 month') at time zone 'Asia/Shanghai' as after,
          least((m + interval '1 month') at time zone 'Asia/Shanghai', app.now()) as till
        from generate_series(date_trunc('month', app.now() at time zone 'Asia/Shanghai') - interval '13 months',
          date_trunc('month', app.now() at time zone 'Asia/Shanghai'), interval '1 month') m)
      select month, count(*) filter (where due >= first and due < till)::int as due,
        count(*) filter (where due >= first and due < till and closed <= till)::int as rectified,
        count(*) filter (where due >= first and due < till and closed <= due)::int as in_time,
        count(*) filter (where closed >= first and closed < after and closed <= app.now())::int as settled,
        count(*) filter (where due < till and (closed > till or closed is null))::int as overdue,
        count(*) filter (where due >= first and due < till and submitted <= due and state in ('pending-review', 'closed')
          and (closed > due or closed is null))::int as waited
      from months, hazards group by month order by month`,
    )
    const parts = (id: IndicatorId) => figures.get(id)!.parts.map(({ part, n, of }) => [part, n, of])
    expect(rows).toHaveLength(14)
    expect(parts('hazards-rectified')).toEqual(rows.map((row) => [row.month, row.rectified, row.due]))
    expect(parts('hazards-on-time')).toEqual(rows.map((row) => [row.month, row.in_time, row.due]))
    expect(parts('hazards-settled')).toEqual(rows.map((row) => [row.month, row.settled, row.settled! + row.overdue!]))
    expect(parts('hazards-review-late')).toEqual(rows.map((row) => [row.month, row.waited, null]))
    expect(rows.reduce((sum, row) => sum + row.waited!, 0)).toBeGreaterThan(5)
    compared(4 * rows.length)
  })
})

describe('on a book of six hazards', () => {
  let book: FreshDatabase
  let desks: ReturnType<typeof desksOf>
  const ids: number[] = []
  type Step = readonly [at: number, who: PersonKey, act: HandAct, said?: Record<string, unknown>]

  /** A hazard found `at` days after the beginning, and what is done to it when. */
  async function hazard(at: number, ...steps: Step[]): Promise<number> {
    await book.clock.set(new Date(later(at)))
    const sent = {
      request: randomUUID(),
      enterprise: 1,
      source: 'patrol',
      description: '灭火器过期',
      dueAt: later(at + 9),
    }
    const { body } = await desks.chief.post('/hazards').send(sent)
    for (const [when, who, act, said] of steps) {
      await book.clock.set(new Date(later(when)))
      const { body: seen } = await desks.leader.get(`/hazards/${body.id}`)
      const { status } = await desks[who].post(`/hazards/${body.id}/events`).send(deed(act, seen.events, await evidenced(book, act, said), new Date(later(when)))) // prettier-ignore
      expect([act, status]).toEqual([act, 201])
    }
    return body.id as number
  }
  const dispatched = (at: number, due: number): Step[] => [
    [at, 'duty', 'verify'],
    [at, 'duty', 'dispatch', { dueAt: later(due) }],
    [at, 'manager', 'accept'],
  ]
  beforeAll(async () => {
    book = await loopBook()
    desks = desksOf(book)
    // all of it lies in June of China, and ten days after the beginning it is asked
    ids.push(
      await hazard(0, ...dispatched(1, 9.5), [4, 'manager', 'submit'], [4.5, 'duty', 'pass', { revisitOn: undefined }]),
      await hazard(1, ...dispatched(3, 5), [4.75, 'manager', 'submit'], [6, 'duty', 'pass', { revisitOn: undefined }]),
      await hazard(2, ...dispatched(5, 7), [6, 'manager', 'submit'], [6.5, 'duty', 'reject']),
      await hazard(3, [3, 'duty', 'verify'], [3, 'duty', 'fix-on-spot'], [5, 'officer', 'pass', { revisitOn: undefined }]),
      await hazard(3.5, ...dispatched(7.5, 9), [8, 'manager', 'submit']),
    ) // prettier-ignore
    await book.clock.set(new Date(later(8)))
    const { body: seen } = await desks.leader.get(`/hazards/${ids[0]}`)
    await desks.duty.post(`/hazards/${ids[0]}/events`).send(deed('rebound', seen.events, { dueAt: later(12) }))
    ids.push((await desks.leader.get(`/hazards/${ids[0]}`)).body.reboundAs)
    await book.clock.set(new Date(later(10)))
  })
  afterAll(() => book.drop())

  const read = async (id: IndicatorId, filter: Record<string, string> = {}) =>
    (await desks.leader.get('/indicators').query({ ids: id, months: '1', ...filter })).body.figures[0].parts
  const opened = async (id: IndicatorId, part: string, side = 'n') =>
    (await everyPage(desks.leader, `/indicators/${id}/rows`, { part, side, limit: '2' }, (page: Rows) => page.rows.items as { id: number }[]))
      .map((row) => ids.indexOf(row.id) + 1).sort() // prettier-ignore
  const DAY = 86_400

  test.each([
    ['clock-dispatch', [1, 2, 3, 5], 2, 4],
    ['clock-submit', [1, 2, 5], 1.75, 3],
    ['clock-close', [1, 2, 4], 1.25, 2],
    ['review-waiting', [5], 2, 2],
  ] as const)('%s runs over hazards %j', async (id, counted, median, p90) => {
    const span = { median: median * DAY, p90: p90 * DAY }
    expect(await read(id)).toEqual([{ part: 'all', n: counted.length, of: null, span }])
    expect(await opened(id, 'all')).toEqual(counted)
  })

  test.each([
    ['hazards-rectified', [1, 2], [1, 2, 3, 5]],
    ['hazards-on-time', [1], [1, 2, 3, 5]],
    ['hazards-settled', [1, 2, 4], [1, 2, 3, 4, 5]],
  ] as const)('%s of June is hazards %j of %j', async (id, n, of) => {
    expect(await read(id)).toEqual([{ part: '2024-06', n: n.length, of: of.length }])
    expect([await opened(id, '2024-06'), await opened(id, '2024-06', 'of')]).toEqual([n, of])
  })

  test('what was submitted in time and reviewed late is told apart', async () => {
    expect(await read('hazards-review-late')).toEqual([{ part: '2024-06', n: 2, of: null }])
    expect(await opened('hazards-review-late', '2024-06')).toEqual([2, 5])
  })

  test('repeats are all but the first of a kind, ranked by enterprise; the rebound is one', async () => {
    expect(await read('hazards-repeat')).toEqual([{ part: 'all', n: 5, of: null }, { part: '1', n: 5, of: null, name: '样板1' }]) // prettier-ignore
    expect(await opened('hazards-repeat', '1')).toEqual([2, 3, 4, 5, 6])
    expect(await opened('hazards-repeat', '2')).toEqual([])
    expect([await read('hazards-rebound'), await opened('hazards-rebound', 'all')]).toEqual([[{ part: 'all', n: 1, of: null }], [6]]) // prettier-ignore
  })

  test('open hazards stand at their states', async () => {
    const parts: { part: string; n: number }[] = await read('hazards-state')
    expect(parts.filter(({ n }) => n > 0)).toEqual([
      { part: 'reported', n: 1, of: null },
      { part: 'pending-review', n: 1, of: null },
      { part: 'rejected', n: 1, of: null },
    ])
    expect(await opened('hazards-state', 'rejected')).toEqual([3])
  })

  test('over nothing a clock has no span and a rate nothing to divide by', async () => {
    const none = { department: '2' }
    expect(await read('clock-close', none)).toEqual([{ part: 'all', n: 0, of: null, span: null }])
    expect(await read('hazards-rectified', none)).toEqual([{ part: '2024-06', n: 0, of: 0 }])
    expect(await read('hazards-settled', none)).toEqual([{ part: '2024-06', n: 0, of: 0 }])
    expect(await read('hazards-repeat', none)).toEqual([{ part: 'all', n: 0, of: null }])
  })

  test.each([
    ['clock-close', { part: 'all', side: 'of' }, 'query.side'],
    ['clock-close', { part: '2024-06' }, 'query.part'],
    ['hazards-state', { part: 'closed' }, 'query.part'],
    ['hazards-repeat', { part: 'x' }, 'query.part'],
  ])('%s has no rows of %j', async (id, query, at) => {
    const { status, body } = await desks.leader.get(`/indicators/${id}/rows`).query(query)
    expect([status, body.issues[0].at]).toEqual([400, at])
  })
})
