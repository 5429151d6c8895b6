import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AlarmRow } from '#core/contract/alarms.ts'
import { alarmDeed, alarmHouse, alarmsBook, T0 } from './alarmsBook.ts'
import type { FreshDatabase } from './database.ts'
import { NOW } from './hazardLoopBook.ts'
import { randomOf } from './randomFilters.ts'

let book: FreshDatabase
const DAY = 86_400
/** Seconds after which all is counted: past midnight in China, while in Greenwich the day before still runs. */
const END = 40 * DAY + 15 * 3600
beforeAll(async () => {
  book = await alarmsBook()
  await book.owner.query('select app.reading_partition(app.day_of(app.now()) + i) from generate_series(-1, 50) i')
})
afterAll(() => book.drop())
const house = alarmHouse(() => book)

/** Weeks of gas that comes and goes, and of people who answer, by a seed; the clock ends forty days on. */
async function live() {
  const random = randomOf(20260402)
  const { duty } = house.desks()
  for (let second = 0; second < 40 * DAY; second += Math.floor(random() * 2.4 * DAY)) {
    for (let burst = 0; burst < (random() < 0.3 ? 4 : 1); burst += 1, second += 100 + Math.floor(random() * 300))
      await house.say(random() < 0.8 ? 2 : 5, [second, 30], [second + 20, 0], [second + 60, 0])
    if (random() < 0.3) await house.ingest(2, [[second - 2000, 60]])
    await house.clock(second + Math.floor(random() * 5000))
    for (const alarm of (await duty.get('/alarms').query({ limit: '200' })).body.rows as AlarmRow[]) {
      if (random() < 0.4) continue
      const act = async (...args: Parameters<typeof alarmDeed>) => (await duty.post(`/alarms/${alarm.id}/events`).send(alarmDeed(...args))).body.events as number
      let seen = alarm.events
      if (alarm.state.endsWith('-unacknowledged')) seen = await act('acknowledge', seen)
      if (random() < 0.4) seen = await act('mark-false', seen)
      if (random() < 0.6) await act('close', seen, { cause: random() < 0.5 ? 'instrument' : 'leak' })
    }
  }
  // the last two nobody answers, and one stands
  const end = END
  for (let second = end - 900; second < end - 500; second += 100) await house.say(2, [second, 30], [second + 20, 0], [second + 60, 0])
  await house.say(2, [end - 100, 30], [end - 90, 0], [end - 50, 0], [end - 10, 60])
  await house.clock(end)
} // prettier-ignore

interface Logged {
  id: number
  sensor: number
  enterprise: number
  kind: string
  late: boolean
  acts: { act: string; at: number; moment: number | null; cause: string | null }[]
}

/** Every figure from the log alone, in memory. */
function expectedOf(logs: readonly Logged[], now: number) {
  const first = (one: Logged, act: string) => one.acts.find((event) => event.act === act)
  const lately = (at: number | undefined) => at !== undefined && at > now - 30 * DAY * 1000 && at <= now
  const toldAt = (one: Logged) => first(one, 'raise')!.at
  const raisedAt = (one: Logged) => first(one, 'raise')!.moment!
  const known = logs.filter((one) => lately(toldAt(one)))
  const closed = logs.filter((one) => lately(first(one, 'close')?.at))
  // how long each alarm of the days was left, whoever has not answered yet for ever
  const left = known.map((one) => ((first(one, 'acknowledge')?.at ?? Infinity) - toldAt(one)) / 1000).sort((a, b) => a - b)
  const ids = (rows: readonly Logged[]) => rows.map(({ id }) => id).sort((a, b) => a - b)
  const days = Array.from({ length: 14 }, (_, at) => new Date(now + 8 * 3_600_000 - (13 - at) * DAY * 1000).toISOString().slice(0, 10))
  const groups = (names: readonly string[], rows: readonly Logged[], of: (one: Logged) => string) => names.map((name) => [name, ids(rows.filter((one) => of(one) === name))] as const)
  const chatters = known.filter((one) => !one.late && logs.filter((other) => !other.late && other.sensor === one.sensor && other.kind === one.kind
    && (raisedAt(other) < raisedAt(one) || (raisedAt(other) === raisedAt(one) && other.id < one.id)) && raisedAt(other) > raisedAt(one) - 600_000).length >= 2)
  return {
    'alarms-standing': [['all', ids(logs.filter((one) => !first(one, 'clear')))]],
    'alarms-unacknowledged': [['all', ids(logs.filter((one) => !first(one, 'acknowledge')))]],
    'alarms-raised': groups(days, logs, (one) => new Date(toldAt(one) + 8 * 3_600_000).toISOString().slice(0, 10)),
    'alarms-kind': groups(['high', 'low', 'rate', 'flat', 'silent', 'gateway'], known, ({ kind }) => kind),
    'alarms-cause': groups(['process', 'equipment', 'leak', 'operation', 'instrument', 'communication', 'maintenance', 'other'], closed, (one) => first(one, 'close')!.cause!),
    'alarms-chattering': [['all', ids(chatters)]],
    'alarms-false': [['all', ids(closed.filter((one) => first(one, 'mark-false'))), closed.length]],
    'alarms-answered': [['all', ids(known), left]],
  } as Record<string, (readonly [part: string, ids: number[], beside?: number | number[]])[]>
} // prettier-ignore

test('each figure counts what the log says, in each scope, and opens exactly those rows, as its export does', async () => {
  await live()
  const logs = await house.many<Logged>(`select a.id, a.sensor, a.enterprise, a.kind, a.late, (select json_agg(json_build_object('act', e.act, 'at', (extract(epoch from e.at) * 1000)::float8,
    'moment', (extract(epoch from e.moment) * 1000)::float8, 'cause', e.cause) order by e.n) from alarm_event e where e.alarm = a.id) as acts from alarm a`)
  const sizes: Record<string, number> = {}
  interface Told {
    readonly who: 'duty' | 'manager' | 'officer'
    readonly id: string
    readonly parts: readonly { part: string; of: number | null; span?: unknown; waiting?: number }[]
  }
  async function opened({ who, id, parts }: Told, [part, ids, beside]: ReturnType<typeof expectedOf>[string][number]) {
    sizes[id] = (sizes[id] ?? 0) + ids.length
    const { body } = await house.desks()[who].get(`/indicators/${id}/rows`).query({ part, limit: '200' })
    expect([who, id, part, body.total, body.rows.items.map((row: AlarmRow) => row.id).sort((a: number, b: number) => a - b)]).toEqual([who, id, part, ids.length, ids])
    const told = parts.find((one) => one.part === part)!
    if (typeof beside === 'number') expect([who, id, told.of]).toEqual([who, id, beside])
    if (!Array.isArray(beside)) return
    const rank = (share: number) => { const at = beside[Math.ceil(share * beside.length) - 1]!; return at === Infinity ? null : at }
    expect([who, id, told.waiting]).toEqual([who, id, beside.filter((one) => one === Infinity).length])
    expect([who, id, told.span]).toEqual([who, id, beside.length > 0 ? { median: rank(0.5), p90: rank(0.9) } : null])
  }
  for (const who of ['duty', 'manager', 'officer'] as const) {
    const expected = expectedOf(logs.filter(({ enterprise }) => who === 'duty' || enterprise === 1), T0 + END * 1000)
    const desk = house.desks()[who]
    const { figures } = (await desk.get('/indicators').query({ ids: Object.keys(expected).join(',') })).body
    for (const { id, parts } of figures as { id: string; parts: { part: string; n: number; of: number | null; span?: unknown }[] }[]) {
      expect([who, id, parts.map(({ part, n }) => [part, n])]).toEqual([who, id, expected[id]!.map(([part, ids]) => [part, ids.length])])
      for (const one of expected[id]!) await opened({ who, id, parts }, one)
    }
  }
  // nothing is compared with nothing
  for (const id of ['alarms-standing', 'alarms-unacknowledged', 'alarms-raised', 'alarms-kind', 'alarms-cause', 'alarms-chattering', 'alarms-false', 'alarms-answered']) expect([id, sizes[id]! > 0]).toEqual([id, true])
  const sheet = (await house.desks().duty.get('/exports/indicators/alarms-kind.csv').query({ part: 'high' })).text
  expect(sheet.trim().split('\n').length - 1).toBe((await house.desks().duty.get('/indicators/alarms-kind/rows').query({ part: 'high' })).body.total)
  for (const part of ['2026-02-30', 'x', '9999-01-01']) expect((await house.desks().duty.get('/indicators/alarms-raised/rows').query({ part })).status).toBe(400)
}) // prettier-ignore

test('the trend of a day stays as it was whatever is done to its alarms later', async () => {
  const trend = async () => (await house.desks().duty.get('/indicators').query({ ids: 'alarms-raised' })).body.figures[0].parts
  const before = await trend()
  for (const { id, events, state } of (await house.desks().duty.get('/alarms').query({ limit: '200' })).body.rows as AlarmRow[])
    await house.desks().duty.post(`/alarms/${id}/events`).send(alarmDeed(state.endsWith('-unacknowledged') ? 'acknowledge' : 'mark-false', events))
  expect(await trend()).toEqual(before)
  expect(NOW.getTime()).toBe(T0)
}) // prettier-ignore
