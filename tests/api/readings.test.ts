/** What gateways send: taken once, whatever is sent how often and in what order; what cannot be is kept aside with its reason. */
import { afterEach, describe, expect, test } from 'vitest'
import type { SentReading } from '#core/contract/readings.ts'
import { takeReadings } from '../../server/app.ts'
import { takingReadings } from '../../server/features/readings/take.ts'
import type { FreshReading } from '../../server/judging.ts'
import { at, plantOf, readingsBook, sendTo } from './readingsBook.ts'

const made = readingsBook()
const rowsOf = async <Row extends object>(text: string, values: unknown[] = []) =>
  (await made.book.owner.query<Row>(text, values)).rows
/** What is kept, as text: sensor, time, value. */
const kept = async () =>
  (await rowsOf<{ text: string }>(`select s.code || ' ' || app.iso(r.at) || ' ' || r.value as text from reading r
    join sensor s on s.id = r.sensor order by s.id, r.at`)).map(({ text }) => text) // prettier-ignore
const send = (readings: readonly Partial<SentReading>[], token = made.own.token) => sendTo(made.server, token, readings)
const T1 = (seconds: number, value: unknown): SentReading => ({ sensor: 'T1', at: at(seconds), value })

afterEach(() =>
  made.book.owner.query(
    'truncate reading, sensor_now, reading_quarantine, gateway_pulse; update sensor set enabled = true',
  ),
)

test('is kept once: sent again with the same value it is repeated, with another it is refused and the first stays', async () => {
  const [first, again, other] = [await send([T1(-20, 21.5)]), await send([T1(-20, 21.5)]), await send([T1(-20, 22)])]
  expect(first).toMatchObject({ status: 201, body: { taken: 1, repeated: 0, refused: 0, late: 0, rows: [] } })
  expect(again.body).toMatchObject({ taken: 0, repeated: 1, refused: 0 })
  expect(other.body).toMatchObject({ taken: 0, repeated: 0, refused: 1, rows: [{ row: 0, reason: 'contradiction' }] })
  expect(await kept()).toEqual([`T1 ${at(-20)} 21.5`])
})

test('one message with the same time twice keeps the first of them', async () => {
  const { body } = await send([T1(-20, 1), T1(-20, 1), T1(-20, 2), { sensor: 'T2', at: at(-20), value: 2 }])
  expect(body).toMatchObject({ taken: 2, repeated: 1, refused: 1, rows: [{ row: 2, reason: 'contradiction' }] })
  // what stands is neither of those that come now: all of them contradict, the equal ones too
  expect((await send([T1(-20, 3), T1(-20, 3), T1(-20, 1)])).body).toMatchObject({ taken: 0, repeated: 1, refused: 2 })
  expect(await kept()).toEqual([`T1 ${at(-20)} 1`, `T2 ${at(-20)} 2`])
})

test('an instant is the same in whatever offset it is written, and a value to its last digit', async () => {
  await send([{ sensor: 'T1', at: '2026-03-02T15:59:40+08:00', value: 0.1 + 0.2 }])
  expect((await send([T1(-20, 0.1 + 0.2)])).body).toMatchObject({ repeated: 1 })
  expect((await send([T1(-20, 0.3)])).body).toMatchObject({ refused: 1 })
})

test('late ones are kept and marked, and what is newest of a sensor goes forward only', async () => {
  const newest = () => rowsOf('select app.iso(at) as at, value from sensor_now')
  await send([T1(-10, 5)])
  expect((await send([T1(-30, 3), T1(-20, 4)])).body).toMatchObject({ taken: 2, late: 2 })
  expect(await newest()).toEqual([{ at: at(-10), value: 5 }])
  // of one message in any order: the newest counts
  expect((await send([T1(-5, 7), T1(0, 8), T1(-7, 6)])).body).toMatchObject({ taken: 3, late: 0 })
  expect(await newest()).toEqual([{ at: at(0), value: 8 }])
})

test('what is there is found even where the newest of its sensor does not tell of it', async () => {
  await send([T1(-20, 1), T1(-10, 2)])
  await made.book.owner.query('delete from sensor_now')
  expect((await send([T1(-20, 1), T1(-10, 3), T1(-5, 4)])).body).toMatchObject({ taken: 1, repeated: 1, refused: 1 })
  expect(await kept()).toEqual([`T1 ${at(-20)} 1`, `T1 ${at(-10)} 2`, `T1 ${at(-5)} 4`])
})

test('to the millisecond: a moment that is no whole number in binary is neither late nor new', async () => {
  const moments = Array.from({ length: 60 }, (_, i) => -600 + i * 10 + ((i * 37) % 1000) / 1000)
  for (const moment of moments) {
    expect((await send([T1(moment, 1)])).body).toMatchObject({ taken: 1, late: 0 })
    if (moment < -400) expect((await send([T1(moment, 1)])).body).toMatchObject({ repeated: 1 })
  }
})

describe('a row that cannot be is kept aside, and its neighbours are taken', () => {
  const DAY = 86_400
  test.each<[string, Partial<SentReading>, string]>([
    ['of no time', { at: 'yesterday' }, 'time'],
    ['of a day that is none', { at: '2026-02-30T00:00:00Z' }, 'time'],
    ['a second further ahead than the rule has it', { at: at(61) }, 'future'],
    ['of a day before the first that is kept', { at: '2026-01-25T15:59:59Z' }, 'old'],
    ['of an unknown code', { sensor: 'T99' }, 'unknown'],
    ['of a source that is not its own', { source: 999_999 }, 'unknown'],
    ['without a value', { value: undefined }, 'no-number'],
    ['with a text', { value: '21.5' }, 'no-number'],
    ['with null', { value: null }, 'no-number'],
    ['further above its range than that is wide', { value: 200.5 }, 'range'],
    ['further below it', { value: -100.5 }, 'range'],
  ])('%s', async (_what, wrong, reason) => {
    const row = { ...T1(-20, 21.5), ...wrong }
    const { status, body } = await send([T1(-40, 1), row, T1(-30, 2)])
    expect([status, body]).toMatchObject([201, { taken: 2, refused: 1, rows: [{ row: 1, reason }] }])
    expect(await kept()).toEqual([`T1 ${at(-40)} 1`, `T1 ${at(-30)} 2`])
    const aside = await rowsOf('select gateway, reason, sensor, at, times from reading_quarantine')
    expect(aside).toEqual([{ gateway: made.own.id, reason, sensor: row.sensor, at: row.at, times: 1 }])
    await send([row])
    expect(await rowsOf('select times from reading_quarantine')).toEqual([{ times: 2 }])
  })

  test('but not at the very bounds', async () => {
    const edges = [T1(60, 1), { ...T1(0, 2), at: '2026-01-25T16:00:00Z' }, T1(-1, 200), T1(-2, -100)]
    expect((await send(edges)).body).toMatchObject({ taken: 4, refused: 0 })
    // the rule's thirty-five days, counted by another hand
    expect(Date.parse(at(-8 * 3600)) - Date.parse('2026-01-25T16:00:00Z')).toBeGreaterThan(34 * DAY * 1000)
  })

  test('of a sensor that is off', async () => {
    await made.book.owner.query("update sensor set enabled = false where code = 'T1'")
    expect((await send([T1(-20, 1)])).body.rows).toEqual([{ row: 0, reason: 'disabled' }])
  })

  test('of a code that the gateway has at two sources, unless it says which', async () => {
    const { rows } = await made.book.owner.query<{ id: number }>(
      `insert into hazard_source (enterprise, name, unit_kind, geom) values ($1, '二罐区', 'storage', 'SRID=4326;POINT(121 37)') returning id`,
      [made.own.enterprise],
    )
    await made.book.owner.query(`insert into sensor (hazard_source, gateway, code, name, kind, unit, range_low, range_high, cadence)
      values ($1, $2, 'T1', '温度', 'temperature', '℃', 0, 100, 10)`, [rows[0]!.id, made.own.id]) // prettier-ignore
    expect((await send([T1(-20, 1)])).body.rows).toEqual([{ row: 0, reason: 'several' }])
    expect((await send([{ ...T1(-20, 1), source: rows[0]!.id }])).body).toMatchObject({ taken: 1 })
    await made.book.owner.query('delete from sensor_now')
    await made.book.owner.query('delete from sensor where hazard_source = $1', [rows[0]!.id])
  })

  test('the latest thousand of a gateway are kept, and for thirty days', async () => {
    const many = Array.from({ length: 1_200 }, (_, i) => ({ sensor: `X${i}`, at: at(-i), value: 1 }))
    expect((await send(many)).body).toMatchObject({ taken: 0, refused: 1_200 })
    const count = () => rowsOf<{ n: number }>('select count(*)::int as n from reading_quarantine')
    expect(await count()).toEqual([{ n: 1_000 }])
    await send([T1(-20, '新')])
    expect(await rowsOf("select count(*)::int as n, count(*) filter (where sensor = 'T1')::int as new from reading_quarantine")).toEqual([{ n: 1_000, new: 1 }]) // prettier-ignore
    await made.book.owner.query("update reading_quarantine set received_at = received_at - interval '30 days 1 second' where sensor <> 'T1'") // prettier-ignore
    await made.book.owner.query('select app.sweep_quarantine()')
    expect(await count()).toEqual([{ n: 1 }])
  })
})

describe('nobody else is let in', () => {
  test('with a token that is none, that was revoked, or is a person’s', async () => {
    const gone = await plantOf(made.book, `退网${Math.random()}`, 1)
    expect((await send([T1(-20, 1)], gone.token)).status).toBe(201)
    await made.book.owner.query('update gateway set revoked_at = app.now() where id = $1', [gone.id])
    for (const token of [gone.token, 'anjian_gw_x', 'x', ''])
      expect(await send([T1(-10, 1)], token), token).toMatchObject({ status: 401, body: { code: 'gateway-wrong' } })
    expect(await rowsOf('select from reading where sensor in (select id from sensor where gateway = $1)', [gone.id])).toHaveLength(1) // prettier-ignore
  })

  test('for sensors of another enterprise, whose codes it does not even learn', async () => {
    await made.book.owner.query("update sensor set code = 'Q1' where gateway = $1 and code = 'T2'", [made.other.id])
    const { body } = await send([{ sensor: 'Q1', at: at(-20), value: 1 }, { sensor: 'Q1', source: made.other.source, at: at(-20), value: 1 }]) // prettier-ignore
    expect(body.rows).toEqual([0, 1].map((row) => ({ row, reason: 'unknown' })))
    expect(await kept()).toEqual([])
  })

  test('by the database itself: its role adds readings of own sensors, and changes or reads nothing else', async () => {
    const [theirs] = await rowsOf<{ id: number }>('select id from sensor where gateway = $1', [made.other.id])
    const [mine] = await rowsOf<{ id: number }>('select id from sensor where gateway = $1', [made.own.id])
    const as = async (text: string) => {
      const client = await made.book.pool.connect()
      await client.query(`begin; set local role anjian_gateway; select set_config('app.gateway', '${made.own.id}', true)`)
      const told = await client.query(text).then(({ rowCount }) => rowCount, (error: Error) => error.message)
      await client.query('rollback')
      client.release()
      return told
    }
    await made.book.owner.query(`select app.reading_partition('2026-03-02')`)
    const insert = (id: number) => `insert into reading (sensor, at, value) values (${id}, '2026-03-02T00:00:00Z', 1)`
    expect(await as(insert(mine!.id))).toBe(1)
    expect(await as(insert(theirs!.id))).toMatch('row-level security')
    expect(await as(`insert into sensor_now values (${theirs!.id}, app.now(), 1, app.now())`)).toMatch('row-level security')
    expect(await as(`insert into reading_quarantine (gateway, reason, sensor, at, value) values (${made.other.id}, 'time', '', '', '')`)).toMatch('row-level security') // prettier-ignore
    expect(await as('select from sensor')).toBe(6)
    for (const text of ['update reading set value = 1', 'delete from reading', 'select from enterprise', 'select from gateway', 'update sensor set enabled = false', 'insert into reading_20260302 values (1, app.now(), 1)'])
      expect(await as(text), text).toMatch('permission denied')
  }) // prettier-ignore

  test('and a sensor is never given to a gateway of another enterprise', async () => {
    const move = made.book.owner.query('update sensor set gateway = $1 where gateway = $2', [
      made.own.id,
      made.other.id,
    ])
    await expect(move).rejects.toMatchObject({ constraint: 'sensor_gateway_own' })
  })
})

describe('the clock of a gateway', () => {
  const shown = () =>
    rowsOf('select skew_ms, least_ms, former_least_ms from gateway_pulse where gateway = $1', [made.own.id])
  afterEach(() => made.book.clock.set(new Date(at(0))))

  test('is measured by each message, its least kept over ten minutes and those before', async () => {
    for (const late of [7_000, 5_200, 9_000])
      expect((await sendTo(made.server, made.own.token, [T1(-20, 1)], { sentAt: at(-late / 1000) })).body.skewMs).toBe(
        late,
      )
    expect(await shown()).toEqual([{ skew_ms: 9_000, least_ms: 5_200, former_least_ms: null }])
    await made.book.clock.set(new Date(at(600)))
    await sendTo(made.server, made.own.token, [T1(-20, 1)], { sentAt: at(593) })
    expect(await shown()).toEqual([{ skew_ms: 7_000, least_ms: 7_000, former_least_ms: 5_200 }])
    await made.book.clock.set(new Date(at(1_800)))
    await sendTo(made.server, made.own.token, [T1(-20, 1)], { sentAt: at(1_803) })
    expect(await shown()).toEqual([{ skew_ms: -3_000, least_ms: -3_000, former_least_ms: null }])
  })

  test('wrong by years it is told of, and no value is moved', async () => {
    await sendTo(made.server, made.own.token, [T1(-20, 1)], { sentAt: '1999-01-01T00:00:00+08:00' })
    expect(await shown()).toMatchObject([{ skew_ms: 2_000_000_000 }])
    expect(await kept()).toEqual([`T1 ${at(-20)} 1`])
  })
})

test('a message is taken whole or not at all: where judging fails nothing of it is kept', async () => {
  const fresh: FreshReading[][] = []
  let fails = true
  const take = takingReadings({
    pool: made.book.pool,
    onFresh: () => undefined,
    async judge(_db, rows) {
      fresh.push([...rows])
      if (fails) throw new Error('the judge is away')
    },
  })
  const sent = { sentAt: at(0), readings: [T1(-10, 2), T1(-20, 1), T1(-20, 9), T1(-5, 'x')] }
  await expect(take(made.own.token, sent)).rejects.toThrow('the judge is away')
  for (const table of ['reading', 'sensor_now', 'reading_quarantine', 'gateway_pulse'])
    expect(await rowsOf(`select from ${table}`), table).toEqual([])
  fails = false
  expect(await take(made.own.token, sent)).toMatchObject({ taken: 2, refused: 2 })
  const [{ id } = { id: 0 }] = await rowsOf<{ id: number }>('select sensor as id from sensor_now')
  const judged = [[at(-20), 1], [at(-10), 2]].map(([when, value]) => ({ sensor: id, at: Date.parse(String(when)), value, late: false })) // prettier-ignore
  expect(fresh).toEqual([judged, judged])
  // what was there already is judged no second time
  expect(await take(made.own.token, { ...sent, readings: [T1(-15, 3), T1(-20, 1)] })).toMatchObject({
    taken: 1,
    late: 1,
  })
  expect(fresh[2]).toEqual([{ sensor: id, at: Date.parse(at(-15)), value: 3, late: true }])
})

describe('who sends too much is told when to send again', () => {
  test('by the rule of a minute, and nothing of that message is kept', async () => {
    await made.book.owner.query('update ingest_rule set readings_a_minute = 5000')
    await made.book.clock.set(new Date(at(12)))
    const many = (n: number) => Array.from({ length: n }, (_, i) => T1(-i, 1))
    expect((await send(many(4_999))).status).toBe(201)
    expect((await send([T1(-9_000, 1)])).status).toBe(201)
    const refused = await send([T1(-9_001, 1)])
    expect(refused).toMatchObject({ status: 429, body: { code: 'too-many' } })
    expect(refused.headers['retry-after']).toBe('48')
    expect((await send([T1(-9_001, 1)], made.other.token)).status).toBe(201)
    await made.book.clock.set(new Date(at(60)))
    expect((await send([T1(-9_001, 1)])).body).toMatchObject({ taken: 1 })
    await made.book.owner.query('update ingest_rule set readings_a_minute = 600000')
    await made.book.clock.set(new Date(at(0)))
  })

  test('by how many of its messages wait for one another', async () => {
    const take = takeReadings({ pool: made.book.pool })
    const sent = (i: number) => take(made.own.token, { sentAt: at(0), readings: [T1(-i, i)] })
    const all = await Promise.allSettled(Array.from({ length: 60 }, (_, i) => sent(i)))
    const refused = all.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[]
    expect(refused).toHaveLength(12)
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'too-many', seconds: 1 })
    expect(await kept()).toHaveLength(48)
  })
})

test('more than five thousand, none, or a message of another shape is refused as a whole', async () => {
  for (const readings of [[], Array.from({ length: 5_001 }, (_, i) => T1(-i, 1)), [{ at: at(0), value: 1 }], [{ ...T1(0, 1), sensor: 'T1\0' }]])
    expect((await send(readings as SentReading[])).status).toBe(400)
  expect((await sendTo(made.server, made.own.token, [T1(0, 1)], { sentAt: 'now' })).status).toBe(400)
  expect(await kept()).toEqual([])
  expect((await send(Array.from({ length: 5_000 }, (_, i) => T1(-i, 1)))).body).toMatchObject({ taken: 5_000 })
}) // prettier-ignore
