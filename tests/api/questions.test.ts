import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Filter } from '#core/contract/filter.ts'
import type { Question } from '#core/contract/questions.ts'
import { monthAfter, monthsBack, monthStart } from '#core/domain/calendar.ts'
import { QUESTION_KEYS } from '#core/domain/leaderQuestions.ts'
import type { Actor } from '../../server/db/actor.ts'
import { cases, PATIENCE, proves } from '../sample.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { type Desk, deskOf } from './desk.ts'
import { type Ledger, readLedger } from './ledger.ts'
import { randomFilter, randomOf } from './randomFilters.ts'
import { enterprisesOf } from './scoped/filtering.ts'
import { loopRows, rankedOf } from './scoped/loopOracle.ts'
import { visitedOf } from './scoped/parts.ts'
import { readTerritory, type Territory } from './scoped/territory.ts'

const duty: Actor = { role: 'government', person: '值班员', grids: [], post: 'duty-officer' }
let book: FreshDatabase
let ledger: Ledger & Territory
let desk: Desk
/** Of each hazard that came back the closed one before it, by the log. */
let before: ReadonlyMap<number, number>

beforeAll(async () => {
  book = await freshDatabase({ hard: true })
  // one comes back a second time, and later after closing than the others
  await book.owner.query(
    `update hazard set state = 'closed', closed_at = found_at + interval '1 hour' where id =
       (select id from hazard where rebound_of is not null and found_at < app.now() - interval '2 days'
         order by found_at limit 1)`,
  )
  await book.owner.query(
    `insert into hazard_event (hazard, n, act, from_state, to_state, at, request, person, note, due_at)
     select id, events + 1, 'rebound', 'closed', 'closed', date_trunc('milliseconds', app.now()), gen_random_uuid(), '样板', '样板', app.now() + interval '9 days'
     from hazard where rebound_of is not null and state = 'closed'`,
  )
  const { rows: clock } = await book.owner.query<{ now: string }>("select date_trunc('milliseconds', app.now()) + interval '1 s' as now") // prettier-ignore
  await book.clock.set(new Date(clock[0]!.now))
  ledger = { ...(await readLedger(book.owner)), ...(await readTerritory(book.owner)) }
  // visits that were begun and not finished are none: the ledger was read before
  await book.owner.query(
    `insert into inspection (enterprise, kind, inspector, inspected_at, request, device_at, received_at, state, digest)
     select id, 'patrol', '样板', app.now() - interval '1 minute', gen_random_uuid(), app.now() - interval '1 minute', app.now(), 'open', repeat('a', 64) from enterprise`,
  )
  const { rows } = await book.owner.query<{ id: number; of: number }>(
    "select r.id, e.hazard as of from hazard_event e join hazard r on r.request = e.request where e.act = 'rebound'",
  )
  expect([...rows].some(({ of }) => rows.some(({ id }) => id === of))).toBe(true)
  before = new Map(rows.map(({ id, of }) => [id, of]))
  desk = deskOf(book, duty)
}, PATIENCE)
afterAll(() => book.drop())

const secondsTo = (from: Date, to: Date) => (to.getTime() - from.getTime()) / 1000
function best<Item>(items: readonly Item[], ...orders: ((item: Item) => number)[]): Item | undefined {
  const compare = (a: Item, b: Item) => orders.map((order) => order(a) - order(b)).find((one) => one !== 0) ?? 0
  return [...items].sort(compare)[0]
}
const timesOf = (id: number): number => (before.has(id) ? 1 + timesOf(before.get(id)!) : 0)

/** What the rule chooses, in plain arithmetic: [by, subject, seconds, times, rows]. */
function expected(filter: Filter): Record<string, unknown> {
  const { now, logged } = ledger
  const rows = enterprisesOf(ledger, duty, filter)
  const ids = new Set(rows.map(({ id }) => id))
  const of = (id: 'hazards-overdue-major' | 'hazards-rebound' | 'review-waiting' | 'hazards-repeat', part = 'all') =>
    loopRows(ledger, ids, { id, part, side: 'n' })
  const majors = of('hazards-overdue-major')
  const major = best(majors, ({ due }) => due.getTime(), ({ id }) => id)
  const returns = of('hazards-rebound')
  const closedBefore = (id: number) => logged.find((row) => row.id === before.get(id))!.closed!
  const returned = best(returns, ({ id }) => -timesOf(id), ({ id, found }) => secondsTo(closedBefore(id), found), ({ id }) => id)
  const [repeats] = rankedOf(ledger, ids)
  const waits = of('review-waiting')
  const waiting = best(waits, ({ submitted }) => submitted!.getTime(), ({ id }) => id)
  const visited = visitedOf(ledger)
  const late = rows.filter((row) => row.status === 'active' && row.class === 'A' && row.grid !== null && !visited.has(row.id))
  const lastOf = (id: number) => Math.max(...ledger.inspections.filter((one) => one.enterprise === id && one.kind !== 'self' && one.at <= now).map(({ at }) => at.getTime()))
  const longest = best(late, ({ id }) => (lastOf(id) === -Infinity ? 0 : lastOf(id)), ({ id }) => id)
  return {
    'overdue-major': major ? ['overdue-major', major.id, secondsTo(major.due, now), null, majors.length] : null,
    rebound: returned
      ? ['rebound', returned.id, secondsTo(closedBefore(returned.id), returned.found), timesOf(returned.id), returns.length]
      : repeats ? ['repeat', Number(repeats.part), null, repeats.n, repeats.n] : null,
    'fallen-grid': fallen(ids),
    unvisited: longest ? ['unvisited', longest.id, lastOf(longest.id) === -Infinity ? null : (now.getTime() - lastOf(longest.id)) / 1000, null, late.length] : null,
    alarm: waiting ? ['review-waiting', waiting.id, secondsTo(waiting.submitted!, now), null, waits.length] : null,
  }
} // prettier-ignore

function fallen(ids: ReadonlySet<number>) {
  const gridOf = new Map(ledger.enterprises.map(({ id, grid }) => [id, grid]))
  const months = monthsBack(ledger.now, 2).map((month) => {
    const [start, end] = [monthStart(month), monthStart(monthAfter(month))]
    const until = end < ledger.now ? end : ledger.now
    return ledger.logged.filter((row) => ids.has(row.enterprise) && row.state !== 'voided' && row.due >= start && row.due < until)
  })
  const grids = [...new Set(gridOf.values())].flatMap((grid) => {
    if (grid === null) return []
    const [was, is] = months.map((rows) => {
      const due = rows.filter(({ enterprise }) => gridOf.get(enterprise) === grid)
      return { of: due.length, n: due.filter(({ closed, due: at }) => closed !== null && closed <= at).length }
    })
    if (was!.of < 3 || is!.of < 3 || is!.n / is!.of >= was!.n / was!.of) return []
    return [{ grid, was: was!, is: is!, fall: is!.n / is!.of - was!.n / was!.of }]
  })
  const worst = best(grids, ({ fall }) => Math.round(fall * 1e12), ({ grid }) => grid)
  return worst ? ['fallen-grid', worst.grid, [worst.was.n, worst.was.of], [worst.is.n, worst.is.of], worst.is.of] : null
} // prettier-ignore

function toldOf({ by, subject, seconds, times, rates, figure }: Question) {
  if (by === null) return null
  if (rates) return [by, subject?.id, [rates.before.n, rates.before.of], [rates.now.n, rates.now.of], figure?.n]
  return [by, subject?.id, seconds, times, figure?.n]
}

test('the five questions are those that the rule chooses, under any filter', async (context) => {
  const compared = proves(context, {
    claim: 'The five questions of the leader are those that rule FQ-1 chooses, with their numbers',
    judged: 'GET /questions',
    judge: 'the logs of all hazards and the book in memory, in plain arithmetic',
  })
  const met = new Set<string>()
  for (let seed = 0; seed < cases(40, 400); seed++) {
    const random = randomOf(seed * 7349 + 11)
    const { text, filter } = seed === 0 ? { text: {}, filter: {} } : randomFilter(random, ledger, 1 + (seed % 3))
    const { status, body } = await desk.get('/questions').query(text)
    expect([status, body.rule]).toEqual([200, 'FQ-1'])
    const told = body.questions as Question[]
    expect(told.map(({ key }) => key)).toEqual([...QUESTION_KEYS])
    expect(Object.fromEntries(told.map((one) => [one.key, toldOf(one)])), JSON.stringify(text)).toEqual(expected(filter))
    for (const { by, key } of told) met.add(by ?? `no ${key}`)
    compared(told.length)
  }
  for (const one of ['overdue-major', 'rebound', 'repeat', 'fallen-grid', 'unvisited', 'review-waiting', 'no overdue-major', 'no fallen-grid', 'no alarm'])
    expect([one, met.has(one)]).toEqual([one, true]) // prettier-ignore
}, PATIENCE) // prettier-ignore

test('the figure of each question is the registered one, and its rows hold the subject', async () => {
  const { body } = await desk.get('/questions')
  for (const { key, figure, subject } of body.questions as Question[]) {
    const { id, part, side, n, grid } = figure!
    const { body: rows } = await desk.get(`/indicators/${id}/rows`).query({ part, side, limit: '200', ...(grid !== null && { grid: String(grid) }) }) // prettier-ignore
    expect([key, rows.total]).toEqual([key, n])
    const items = rows.rows.items as { id: number; enterprise?: number; grid?: number }[]
    const holds = items.some((one) => one.id === subject!.id || one.enterprise === subject!.id)
    expect([key, holds || subject!.kind === 'grid' || n > 200]).toEqual([key, true])
  }
})

test('with nothing in the book every question stands empty', async () => {
  const { body } = await desk.get('/questions').query({ search: '没有这样的单位' })
  const empty = { by: null, subject: null, enterprise: null, seconds: null, times: null, rates: null, figure: null }
  expect(body.questions).toEqual(QUESTION_KEYS.map((key) => ({ key, ...empty })))
})

test.each([
  ['data-steward', 'government'],
  ['department-officer', 'department'],
  ['grid-chief', 'grid'],
] as const)('they are not for a %s', async (post, role) => {
  const asked = await deskOf(book, { role, person: '甲', grids: [1], department: 1, post }).get('/questions')
  expect([asked.status, asked.body.code]).toEqual([403, 'not-allowed'])
})
