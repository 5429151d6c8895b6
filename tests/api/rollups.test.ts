import { beforeEach, expect, test } from 'vitest'
import { keepByRule, rollUpAll } from '../../server/features/sensors/keeping.ts'
import { makePool } from '../../server/db/pools.ts'
import { heldBy, heldIn } from './rollupsReadings.ts'
import { HOUR, MINUTE, NOW, type Read, sensorsBook } from './sensorsBook.ts'

const it = sensorsBook()

/** Numbers from a seed, 0 to 1. */
function seeded(seed: number) {
  let state = seed
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32
  }
}
const next = seeded(7)
const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)]!
/** Values that a sum of floating point would round, in units of all sizes. */
const value = () => pick([0.1, 0.2, -0.3, 1e-7, 123456.789, next(), next() * 1e6, -next() * 1e-5, 7])
const reads = (sensors: readonly number[], n: number, span = 3 * HOUR): Read[] =>
  Array.from({ length: n }, () => ({
    sensor: pick(sensors),
    at: NOW.getTime() - 1 - Math.floor((next() * span) / 250) * 250,
    value: value(),
  }))

async function expectRolled(all: readonly Read[]) {
  expect(await it.many(heldIn('reading_minute'))).toEqual(heldBy(all, MINUTE))
  expect(await it.many(heldIn('reading_hour'))).toEqual(heldBy(all, HOUR))
  expect(await it.many('select from reading_dirty')).toEqual([])
}
beforeEach(async () => {
  await it.run('truncate reading, reading_minute, reading_hour, reading_dirty, sensor_now')
  await it.book.clock.set(NOW)
})

test('minutes and hours equal recomputation to the last digit, whatever comes late, twice, in disorder', async () => {
  const sensors = [await it.sensor(), await it.sensor(), await it.sensor()]
  const all: Read[] = []
  for (let batch = 0; batch < 25; batch += 1) {
    const sent = [...reads(sensors, 40), ...(all.length > 0 ? [pick(all), pick(all)] : [])]
    await it.write(sent)
    all.push(...sent)
    if (next() < 0.5) await rollUpAll(it.book.pool)
  }
  await rollUpAll(it.book.pool)
  await expectRolled(all)
  // what is put right or taken away corrects its minute and its hour as well
  const gone = all.filter(({ at }) => Math.floor(at / MINUTE) === Math.floor(all[0]!.at / MINUTE))
  await it.run('delete from reading where at >= $1 and at < $2', [
    new Date(Math.floor(all[0]!.at / MINUTE) * MINUTE),
    new Date(Math.floor(all[0]!.at / MINUTE) * MINUTE + MINUTE),
  ])
  await rollUpAll(it.book.pool)
  await expectRolled(all.filter((read) => !gone.includes(read)))
})

test('a value that commits after its minute was rolled up by others is in the next roll-up', async () => {
  const sensor = await it.sensor()
  const at = NOW.getTime() - 10 * MINUTE
  const early = { sensor, at: at + 2000, value: 1.5 }
  const slow = { sensor, at: at + 1000, value: 0.1 }
  await it.write([early])
  const client = await it.book.owner.connect()
  try {
    await client.query('begin')
    await it.write([slow], client)
    await rollUpAll(it.book.pool)
    await expectRolled([early])
    await client.query('commit')
  } finally {
    client.release()
  }
  await rollUpAll(it.book.pool)
  await expectRolled([early, slow])
})

test('writers that commit in any order while two servers roll up lose nothing', async () => {
  const sensors = [await it.sensor(), await it.sensor()]
  const all: Read[] = []
  const writers = makePool(it.book.urls.owner, { size: 6 })
  let writing = true
  const sweep = async () => {
    while (writing) await rollUpAll(it.book.pool)
  }
  const sweeps = [sweep(), sweep()]
  const writer = async () => {
    for (let round = 0; round < 12; round += 1) {
      const [one, two] = [reads(sensors, 15, 5 * MINUTE), reads(sensors, 15, 5 * MINUTE)]
      const client = await writers.connect()
      try {
        // in order of the key, so that no two writers wait for each other in a ring
        const sorted = [...one, ...two].sort((a, b) => a.sensor - b.sensor || a.at - b.at)
        await client.query('begin')
        await it.write(sorted, client)
        await client.query('select from reading_minute limit 1')
        await client.query(round % 4 === 3 ? 'rollback' : 'commit')
        if (round % 4 !== 3) all.push(...sorted)
      } finally {
        client.release()
      }
    }
  }
  await Promise.all(Array.from({ length: 6 }, writer))
  writing = false
  await Promise.all(sweeps)
  await writers.end()
  await rollUpAll(it.book.pool)
  const kept = await it.many<Read>("select sensor, extract(epoch from at)::double precision * 1000 as at, value from reading") // prettier-ignore
  expect(new Set(all.map(({ sensor, at }) => `${sensor} ${at}`)).size).toBe(kept.length)
  await expectRolled(kept)
}) // prettier-ignore

test('the minute that runs waits; partitions of today and tomorrow are there', async () => {
  const sensor = await it.sensor()
  await it.write([{ sensor, at: NOW.getTime(), value: 1 }])
  await rollUpAll(it.book.pool)
  expect(await it.many(heldIn('reading_minute'))).toEqual([])
  await it.book.clock.set(new Date(NOW.getTime() + MINUTE))
  await rollUpAll(it.book.pool)
  await expectRolled([{ sensor, at: NOW.getTime(), value: 1 }])
  await keepByRule(it.book.pool)
  const days = await it.many<{ name: string }>("select relname as name from pg_class where relname in ('reading_20260615', 'reading_20260616', 'reading_20260617') order by 1") // prettier-ignore
  expect(days.map(({ name }) => name)).toEqual(['reading_20260615', 'reading_20260616'])
})
