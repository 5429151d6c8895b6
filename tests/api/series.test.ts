import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Series } from '#core/contract/sensors.ts'
import type { Actor } from '../../server/db/actor.ts'
import { inScope } from '../../server/db/db.ts'
import { rollUpAll } from '../../server/features/sensors/keeping.ts'
import { readSeries } from '../../server/features/sensors/series.ts'
import { heldBy } from './rollupsReadings.ts'
import { DAY, HOUR, MINUTE, NOW, type Read, sensorsBook } from './sensorsBook.ts'

const it = sensorsBook()
const DISTRICT: Actor = { role: 'government', person: '值班员', grids: [], post: 'duty-officer' }
const iso = (ms: number) => new Date(ms).toISOString()
const series = (id: number, { from, until, points = 1500 }: { from: number; until: number; points?: number }) =>
  inScope(it.book.pool, DISTRICT, (db) => readSeries(db, id, { from: iso(from), until: iso(until), points }), {
    snapshot: true,
  })

let sensor: number
let reads: Read[]
const START = NOW.getTime() - 6 * HOUR
/** Silences in the series: from after one value to the next, 40 s within one minute, 12 min and 2 h; the cadence is 10 s. */
const SILENCES = [[996, 40], [3 * 60 * 6, 12 * 60 + 10], [4 * 60 * 6, 2 * 3600]] as const // prettier-ignore
beforeAll(async () => {
  sensor = await it.sensor({ cadence: 10 })
  reads = []
  let at = START
  for (let i = 0; at < NOW.getTime() - MINUTE; i += 1) {
    reads.push({ sensor, at, value: Math.round(Math.sin(i / 50) * 1000) / 100 + 10 })
    at += 1000 * (SILENCES.find(([after]) => after === i)?.[1] ?? 10)
  }
  await it.write(reads)
})
afterAll(() => it.book.clock.set(NOW))

/** Gaps by SQL over the values alone. */
const gapsInBook = async (from: number, until: number) =>
  (
    await it.many<{ from: Date; until: Date }>(
      `select before as "from", at as "until" from (select at, lag(at, 1, $2::timestamptz) over (order by at) as before from (
          select at from reading where sensor = $1 and at >= $2 and at < $3 union all select $3::timestamptz) x) y
        where at - before > interval '30 seconds' order by at`,
      [sensor, iso(from), iso(until)],
    )
  ).map((gap) => ({ from: new Date(gap.from).toISOString(), until: new Date(gap.until).toISOString() }))

/** Points by recomputation over the values that the test itself wrote. */
function expectPoints(answer: Series, size: number) {
  const [from, until] = [Date.parse(answer.from), Date.parse(answer.until)]
  const held = heldBy(reads.filter(({ at }) => at >= from && at < until), size) // prettier-ignore
  expect(answer.points.map(({ at, n, least, greatest }) => [Date.parse(at), n, least, greatest])).toEqual(
    held.map(({ at, n, least, greatest }) => [at, n, least, greatest]),
  )
  for (const [i, { average }] of answer.points.entries()) expect(average).toBeCloseTo(Number(held[i]!.sum) / held[i]!.n, 12)
  expect(answer.count).toBe(held.reduce((sum, { n }) => sum + n, 0))
} // prettier-ignore

test('few values are told each, with exactly the gaps that are in the book', async () => {
  const [from, until] = [START + 2 * HOUR + 5 * MINUTE, START + 4 * HOUR]
  const answer = await series(sensor, { from, until })
  expect(answer.grain).toBe('raw')
  const held = reads.filter(({ at }) => at >= from && at < until)
  expect(answer.points).toEqual(held.map(({ at, value }) => ({ at: iso(at), n: 1, least: value, average: value, greatest: value }))) // prettier-ignore
  expect(answer.gaps).toEqual(await gapsInBook(from, until))
  expect(answer.gaps).toHaveLength(2)
})

test('more are told by minute, then by hour: the same before they are rolled up and after', async () => {
  const minutes = { from: START + 30_000, until: NOW.getTime(), points: 1000 }
  const hours = { ...minutes, points: 100 }
  const before = [await series(sensor, minutes), await series(sensor, hours)] as const
  expect(before.map(({ grain }) => grain)).toEqual(['minute', 'hour'])
  expect(before[0].from).toBe(iso(START))
  expectPoints(before[0], MINUTE)
  expectPoints(before[1], HOUR)
  expect(before[0].gaps).toEqual(await gapsInBook(START, NOW.getTime()))
  await rollUpAll(it.book.pool)
  expect([await series(sensor, minutes), await series(sensor, hours)]).toEqual(before)
})

test('a late value is in the answer at once, and moves the gap that it lies in', async () => {
  const span = { from: START, until: NOW.getTime(), points: 1000 }
  const [, , long] = (await series(sensor, span)).gaps
  const late = { sensor, at: Date.parse(long!.from) + HOUR, value: 3 }
  await it.write([late])
  reads.push(late)
  const answer = await series(sensor, span)
  expectPoints(answer, MINUTE)
  expect(answer.gaps).toHaveLength(4)
  expect(answer.gaps).toEqual(await gapsInBook(span.from, span.until))
})

test('nothing is one gap up to now, and the time to come is none', async () => {
  const silent = await it.sensor({ cadence: 10 })
  const answer = await series(silent, { from: NOW.getTime() - HOUR, until: NOW.getTime() + HOUR })
  expect(answer).toMatchObject({ count: 0, points: [], gaps: [{ from: iso(NOW.getTime() - HOUR), until: iso(NOW.getTime()) }] }) // prettier-ignore
  const coming = await series(silent, { from: NOW.getTime() + HOUR, until: NOW.getTime() + 2 * HOUR })
  expect(coming.gaps).toEqual([])
})

test('what values no longer tell for certain is told by minutes, what those do not by hours', async () => {
  await it.book.clock.set(new Date(NOW.getTime() + 36 * DAY))
  expect((await series(sensor, { from: START, until: START + HOUR })).grain).toBe('minute')
  await it.book.clock.set(new Date(NOW.getTime() + 401 * DAY))
  expect((await series(sensor, { from: START, until: START + HOUR })).grain).toBe('hour')
})

test('a span of days looks into the partitions of these days alone', async () => {
  for (let day = 1; day < 5; day += 1) await it.write([{ sensor, at: NOW.getTime() - day * DAY, value: 1 }])
  const plan = await it.many<{ 'QUERY PLAN': string }>(
    `explain select * from reading r where r.sensor = ${sensor} and r.at >= '${iso(NOW.getTime() - 2 * DAY)}' and r.at < '${iso(NOW.getTime() - DAY)}'`,
  )
  const read = new Set(plan.flatMap((line) => line['QUERY PLAN'].match(/reading_\d{8}(?=[ _])/g) ?? []))
  expect([...read].sort()).toEqual(['reading_20260613', 'reading_20260614'])
})
