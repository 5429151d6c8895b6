/** Many who send at once, at two servers of one book, everything in pieces, shuffled, twice and again: each reading is kept once. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SentReading } from '#core/contract/readings.ts'
import { type Arrived, expectedOf } from './alarmOracle.ts'
import { type WholeServer, wholeServer } from './asking.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { kitOn } from './kit.ts'
import { at, NOW, plantOf, type Sender, sendTo } from './readingsBook.ts'

const [GATEWAYS, SENSORS, SENDERS, TIMES] = [4, 5, 40, 30]
let book: FreshDatabase
let servers: readonly WholeServer[]
let gateways: readonly Sender[]
beforeAll(async () => {
  book = await freshDatabase()
  await book.clock.set(new Date(NOW))
  servers = [await wholeServer(kitOn(book)), await wholeServer(kitOn(book))]
  gateways = await Promise.all(Array.from({ length: GATEWAYS }, (_, i) => plantOf(book, `厂${i}`, SENSORS)))
})
afterAll(async () => {
  for (const server of servers) await server.close()
  await book.drop()
})

/** Numbers from 0 up to `below`, the same in each run. */
function drawing(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
const draw = drawing(20_261_127)
function shuffled<T>(items: readonly T[]): T[] {
  const all = [...items]
  for (let i = all.length - 1; i > 0; i--) {
    const j = draw(i + 1)
    ;[all[i], all[j]] = [all[j]!, all[i]!]
  }
  return all
}

/** What each sensor measured, over days; of every seventh time two values are told. */
const measured = (sensor: number, time: number) => sensor * 10 + time / 8
const reading = (sensor: number, time: number, other = 0): SentReading => ({ sensor: `T${sensor}`, at: at(-time * 7_200), value: measured(sensor, time) + other }) // prettier-ignore
/** Everything that was sent, and by whom. */
const said: [n: number, message: SentReading[]][] = []
const keyOf = ({ sensor, at: when }: SentReading) => `${sensor} ${when}`

/** The messages of one sender: a share of all of them, some twice in one message, each message sent one to three times. */
function messages(): SentReading[][] {
  const all = Array.from({ length: SENSORS }, (_, s) => Array.from({ length: TIMES }, (_time, t) => reading(s + 1, t, t % 7 === 0 ? draw(2) / 2 : 0))).flat() // prettier-ignore
  const share = shuffled(all).slice(0, 60)
  const twice = shuffled([...share, ...share.slice(0, 15)])
  const cut = Array.from({ length: 3 }, (_, i) => twice.slice(i * 25, i * 25 + 25))
  return shuffled(cut.flatMap((message) => Array.from({ length: 1 + draw(2) }, () => message)))
}

test('40 senders: every reading that was acknowledged is there once, with a value that was sent, and the counts add up', async () => {
  const sum = { sent: 0, taken: 0, answered: 0 }
  const acknowledged = Array.from({ length: GATEWAYS }, () => new Map<string, Set<unknown>>())
  async function sender(n: number) {
    for (const message of messages()) {
      said.push([n, message])
      const { status, body } = await sendTo(servers[n % 2]!, gateways[n % GATEWAYS]!.token, message)
      expect(status).toBe(201)
      sum.sent += message.length
      sum.taken += body.taken
      sum.answered += body.taken + body.repeated + body.refused
      const refused = new Set(body.rows.map(({ row }) => row))
      expect(body.rows.every(({ reason }) => reason === 'contradiction')).toBe(true)
      for (const [row, one] of message.entries()) {
        if (refused.has(row)) continue
        const known = acknowledged[n % GATEWAYS]!
        known.set(keyOf(one), (known.get(keyOf(one)) ?? new Set()).add(one.value))
      }
    }
  }
  await Promise.all(Array.from({ length: SENDERS }, (_, n) => sender(n)))

  const { rows } = await book.owner.query<{ gateway: number; key: string; value: number }>(
    `select s.gateway, s.code || ' ' || app.iso(r.at) as key, r.value from reading r join sensor s on s.id = r.sensor`,
  )
  expect([sum.answered, sum.taken]).toEqual([sum.sent, rows.length])
  for (const [n, { id }] of gateways.entries()) {
    const kept = new Map(rows.filter(({ gateway }) => gateway === id).map(({ key, value }) => [key, value]))
    // one value was acknowledged of each, and it is the one that is kept
    expect(new Map([...acknowledged[n]!].map(([key, values]) => [key, [...values]]))).toEqual(new Map([...kept].map(([key, value]) => [key, [value]]))) // prettier-ignore
    expect(kept.size).toBe(rows.filter(({ gateway }) => gateway === id).length)
  }
  const newest = await book.owner.query('select count(*)::int as n from sensor_now s where (s.at, s.value) is distinct from (select (r.at, r.value) from reading r where r.sensor = s.sensor order by r.at desc limit 1)') // prettier-ignore
  expect(newest.rows).toEqual([{ n: 0 }])
  expect(rows.length).toBeGreaterThan(0.9 * GATEWAYS * SENSORS * TIMES)
})

test('sent again to the other server it changes nothing', async () => {
  const whole = () => book.owner.query('select sensor, at, value, received_at from reading order by 1, 2')
  const before = (await whole()).rows
  for (const [n, message] of said.filter((_, i) => i % 5 === 0)) {
    const { body } = await sendTo(servers[(n + 1) % 2]!, gateways[n % GATEWAYS]!.token, message)
    expect(body.taken).toBe(0)
  }
  expect((await whole()).rows).toEqual(before)
})

test('two readers of one gateway bring the same readings at the same time, each beside its own: they are judged once, and alarms are those of the series', async () => {
  const own = await plantOf(book, '两路', 3)
  await book.owner.query('update sensor set limit_h = 60, limit_hh = 80 where gateway = $1', [own.id])
  const setup = { first: 60, second: 80, deadBand: 3, on: 6, off: 8 }
  await book.owner.query(
    "insert into alarm_rule (sensor, dead_band, on_delay, off_delay, note) select id, 3, 6, 8, '试' from sensor where gateway = $1",
    [own.id],
  )
  const arrived = [[], [], []] as Arrived[][]
  let repeated = 0
  for (let second = 0; second < 1_200; second += 40) {
    // excursions shorter than the delay and longer ones; what is judged again comes late, and late ones know no delay
    const [both, left, right] = arrived.map((series, n) => {
      const drawn = Array.from({ length: 10 }, (_, i) => ({ at: second + i * 4 + draw(4), value: draw(3) ? 30 + draw(30) : 60 + draw(40) })) // prettier-ignore
      series.push(...drawn)
      return drawn.map((one): SentReading => ({ sensor: `T${n + 1}`, at: at(one.at - 1_200), value: one.value }))
    })
    const told = await Promise.all([left!, right!].map((beside, n) => sendTo(servers[n]!, own.token, shuffled([...both!, ...beside])))) // prettier-ignore
    expect(told.map(({ body }) => body.taken).sort((a, b) => a - b)).toEqual([10, 20])
    repeated += told.reduce((sum, { body }) => sum + body.repeated, 0)
  }
  expect(repeated).toBe(300)
  const { rows } = await book.owner.query<{ code: string; text: string }>(
    `select s.code, concat_ws(' ', a.stage, extract(epoch from a.raised_at)::float8 - $2, extract(epoch from a.cleared_at)::float8 - $2, case when a.late then 'late' end) as text
      from alarm a join sensor s on s.id = a.sensor where s.gateway = $1 and a.kind = 'high' order by s.id, a.raised_at`,
    [own.id, NOW / 1000 - 1_200],
  )
  const asked = arrived.flatMap(
    (series, n) =>
    expectedOf(series, setup).map(({ stage, raised, cleared }) => [`T${n + 1}`, [stage, raised, cleared].filter((one) => one !== null).join(' ')]), // prettier-ignore
  )
  expect(rows.map(({ code, text }) => [code, text])).toEqual(asked)
  expect(asked.length).toBeGreaterThan(30)
})
