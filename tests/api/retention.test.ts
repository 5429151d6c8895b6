import { expect, test } from 'vitest'
import { keepByRule, rollUpAll } from '../../server/features/sensors/keeping.ts'
import { cases, PATIENCE, proves } from '../sample.ts'
import { heldBy, heldIn } from './rollupsReadings.ts'
import { DAY, HOUR, MINUTE, NOW, type Read, sensorsBook } from './sensorsBook.ts'

const it = sensorsBook()
const days = async () => (await it.many<{ name: string }>("select relname as name from pg_class where relname ~ '^reading_[0-9]{8}$' order by 1")).map(({ name }) => name.slice(-8)) // prettier-ignore
/** The day of China of a moment, as partitions are called. */
const dayOf = (at: number) => new Date(at + 8 * HOUR).toISOString().slice(0, 10).replaceAll('-', '')
const at = (days: number) => NOW.getTime() + days * DAY

test('the rule refuses fewer than 30 days of values, and minutes or hours that go before them', async () => {
  const rule = (raw: number, minutes: number, hours: number | null) =>
    it.run("insert into reading_rule (raw_days, minute_days, hour_days, reason) values ($1, $2, $3, '试')", [raw, minutes, hours]) // prettier-ignore
  await expect(rule(29, 400, null)).rejects.toMatchObject({ constraint: 'reading_rule_raw' })
  await expect(rule(30, 29, null)).rejects.toMatchObject({ constraint: 'reading_rule_minutes' })
  await expect(rule(30, 40, 39)).rejects.toMatchObject({ constraint: 'reading_rule_hours' })
  await rule(30, 30, null)
})

/** Bytes of all that is kept of values themselves, indexes and all. */
const bytes = async () => (await it.many<{ n: number }>("select sum(pg_total_relation_size(inhrelid))::float8 as n from pg_inherits where inhparent = 'reading'::regclass"))[0]!.n // prettier-ignore
const PROVED_DAYS = 40
/** Sensors, and values of a day and sensor beside the two at its edges: in full one each fifteen seconds. */
const [SENSORS, A_DAY] = [cases(2, 4), cases(2, 5_760)]

test(`over ${PROVED_DAYS} days each day is there a day ahead, goes whole when it is older than the rule, and stays in minutes and hours`, async (context) => {
  const compared = proves(context, {
    claim: `Over ${PROVED_DAYS} days of values by the clock of the product: a partition a day ahead, none older than the rule, room that does not grow any more, minutes and hours to the last digit`,
    judged: 'app.keep_readings, app.drop_readings, app.roll_readings (SQL)',
    judge: 'recomputation over all values ever sent, in whole numbers',
  })
  const sensors: number[] = []
  while (sensors.length < SENSORS) sensors.push(await it.sensor({ cadence: cases(3600, 15) }))
  const all: Read[] = []
  const rooms: number[] = []
  for (let day = 0; day <= PROVED_DAYS; day += 1) {
    await it.book.clock.set(new Date(at(day)))
    const reads = sensors.flatMap((sensor) => [
      { sensor, at: at(day) - MINUTE, value: day + 0.1 },
      // a late one of 29 days ago, which its own day still takes
      { sensor, at: at(day - 29) + 1000 * sensor, value: 0.5 - day },
      ...Array.from({ length: A_DAY }, (_, i) => ({ sensor, at: at(day) - Math.floor(((i + 1.5) / (A_DAY + 2)) * DAY), value: i / 7 + day })), // prettier-ignore
    ])
    await it.write(reads)
    all.push(...reads)
    await rollUpAll(it.book.pool)
    await keepByRule(it.book.pool)
    const there = await days()
    expect(there).toContain(dayOf(at(day + 1)))
    expect(there[0]! >= dayOf(at(day - 30)), `${there[0]} on ${dayOf(at(day))}`).toBe(true)
    rooms.push(await bytes())
  }
  expect((await days())[0]).toBe(dayOf(at(PROVED_DAYS - 30)))
  expect(rooms.at(-1)).toBeLessThanOrEqual(rooms[31]! * 1.05)
  expect(await it.many(heldIn('reading_hour'))).toEqual(heldBy(all, HOUR))
  // of 30 days of minutes whole months are dropped: those of May began before
  const month = Date.parse('2026-05-31T16:00:00Z')
  const minutes = heldBy(all, MINUTE).filter((one) => one.at >= month)
  expect(await it.many(heldIn('reading_minute'))).toEqual(minutes)
  expect(await it.many("select from pg_class where relname = 'reading_minute_202605'")).toEqual([])
  compared(all.length)
}, PATIENCE) // prettier-ignore

test('a day is not dropped before all of it is rolled up: not while a value waits, nor where minutes were lost', async () => {
  const sensor = await it.sensor()
  const old = at(41) - 31 * DAY
  await it.write([{ sensor, at: old, value: 1 }])
  await it.book.clock.set(new Date(at(41)))
  expect(await keepByRule(it.book.pool)).toEqual([])
  await rollUpAll(it.book.pool)
  await it.run('delete from reading_minute where sensor = $1', [sensor])
  expect(await keepByRule(it.book.pool)).toEqual([])
  await rollUpAll(it.book.pool)
  expect(await it.many('select n from reading_minute where sensor = $1', [sensor])).toEqual([{ n: 1 }])
  await it.run('update reading_hour set sum = sum + 0.001 where sensor = $1', [sensor])
  expect(await keepByRule(it.book.pool)).toEqual([])
  await rollUpAll(it.book.pool)
  const gone = await keepByRule(it.book.pool)
  expect(gone.map((day) => day.replaceAll('-', ''))).toEqual([dayOf(old)])
})

test('a writer that commits while its day is about to go keeps it, and what it wrote is rolled up before the day goes', async () => {
  const sensor = await it.sensor()
  await it.book.clock.set(new Date(at(42)))
  const old = at(42) - 31 * DAY
  await it.write([{ sensor, at: old, value: 2 }])
  await rollUpAll(it.book.pool)
  const client = await it.book.owner.connect()
  const waits = () => it.many("select from pg_stat_activity where wait_event_type = 'Lock' and query like '%drop_readings%'") // prettier-ignore
  try {
    await client.query('begin')
    await it.write([{ sensor, at: old + 1000, value: 3 }], client)
    const keeping = keepByRule(it.book.pool)
    let isOver = false
    void keeping.finally(() => (isOver = true))
    while (!isOver && (await waits()).length === 0);
    await client.query('commit')
    expect(await keeping).toEqual([])
  } finally {
    client.release()
  }
  await rollUpAll(it.book.pool)
  expect(await keepByRule(it.book.pool)).toHaveLength(1)
  expect(await it.many('select sum from reading_hour where sensor = $1', [sensor])).toEqual([{ sum: '5' }])
}) // prettier-ignore
