import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesOf, PATIENCE, proves } from '../sample.ts'
import { alarmHouse, alarmsBook, type Said, T0 } from './alarmsBook.ts'
import { type Arrived, expectedOf, type Setup } from './alarmOracle.ts'
import type { FreshDatabase } from './database.ts'
import { randomOf } from './randomFilters.ts'

let book: FreshDatabase
beforeAll(async () => void (book = await alarmsBook()))
afterAll(() => book.drop())
const house = alarmHouse(() => book)

/** Sensor 1: 0–100, H 80, HH 90, L 20, LL 10; its rule is set anew for each series. */
const HIGH = { first: 80, second: 90 }
const LOW = { first: -20, second: -10 }

/** Half of the series are of a sensor that is read once an hour, judged by a clock that goes on; for the others it stands still. */
const HOUR = 3600
const BEHIND = 30

interface Series {
  readonly batches: readonly (readonly Said[])[]
  readonly setup: Omit<Setup, 'first' | 'second' | 'clock'>
  /** When each batch comes, and a moment after all. */
  readonly times: readonly number[]
}

/** A walk about the limits, sent in batches: some swapped, some readings held back, some sent twice. */
function seriesOf(random: () => number): Series {
  const pick = (most: number) => Math.floor(random() * most)
  const said: Said[] = []
  let value = 30 + pick(50)
  for (let second = 0; said.length < 40; second += 1 + pick(9)) {
    value = Math.min(100, Math.max(0, random() < 0.3 ? pick(101) : value + pick(21) - 10))
    said.push([second, value])
  }
  const held = said.filter(() => random() < 0.15)
  const sent = said.filter((one) => !held.includes(one))
  for (const one of held) sent.splice(Math.min(sent.length, said.indexOf(one) + pick(20)), 0, one)
  const batches: Said[][] = []
  for (let from = 0; from < sent.length;) {
    const many = 1 + pick(6)
    batches.push(sent.slice(from, from + many))
    from += many
  }
  for (const [at, batch] of batches.entries()) {
    if (random() < 0.2) batch.push(...(batches[pick(at + 1)] ?? []))
    if (random() < 0.3) batch.reverse()
  }
  const times: number[] = []
  for (const batch of [...batches, []])
    times.push(Math.max(times.at(-1) ?? 0, ...batch.map(([at]) => at)) + 1 + pick(4) * pick(25))
  return { batches, times, setup: { deadBand: pick(6), on: pick(3) * 6, off: pick(3) * 8 } }
}

/** In which order readings reach the engine: of a batch by their own times, each once. */
function arrivalsOf({ batches, times }: Series): Arrived[] {
  const known = new Set<number>()
  return batches.flatMap((batch, n) => {
    const fresh = [...new Map(batch).entries()].filter(([at]) => !known.has(at)).sort(([one], [other]) => one - other)
    for (const [at] of fresh) known.add(at)
    return fresh.map(([at, value]) => ({ at, value, received: times[n]! }))
  })
}

const asWhole = (arrivals: Arrived[], setup: Omit<Setup, 'first' | 'second'>) =>
  JSON.stringify(expectedOf(arrivals, { ...HIGH, ...setup }))
const asText = (kind: string) => (one: { stage: number; raised: number; cleared: number | null; late: boolean }) =>
  [kind, one.stage, one.raised, one.cleared ?? '-', ...(one.late ? ['late'] : [])].join(' ')

test('alarms of random series are those that the whole series asks for, however it was sent, repeated or killed on its way', async (context) => {
  const compared = proves(context, {
    claim: 'Alarms of values are raised, escalated and cleared as the whole series of readings asks for, and what the clock knew of it',
    judged: 'core/domain/alarmJudge.ts, app.keep_alarms, in the transactions of the ingest',
    judge: 'tests/api/alarmOracle.ts: looks for stretches in the whole series, and remembers nothing',
  })
  const random = randomOf(20260611)
  let [alarms, warned] = [0, 0]
  const series = casesOf('ANJIAN_ALARM_SERIES', 60, 2000)
  for (let n = 0; n < series; n += 1) {
    const one = seriesOf(random)
    const { batches, times } = one
    const goesOn = n % 2 === 1
    const setup = goesOn ? { ...one.setup, clock: { behind: BEHIND, end: times.at(-1)! } } : one.setup
    await house.forget()
    await house.many(`update sensor set cadence = ${goesOn ? HOUR : 10} where id = 1`)
    await house.many(`insert into alarm_rule (sensor, dead_band, on_delay, off_delay, note) values (1, ${setup.deadBand}, ${setup.on}, ${setup.off}, 'x')`)
    await house.clock(0)
    for (const [at, batch] of batches.entries()) {
      if (goesOn) await house.tick(times[at])
      const said = [...new Map(batch).entries()]
      if (random() < 0.15) await expect(house.ingest(1, said, () => Promise.reject(new Error('killed')))).rejects.toThrow('killed')
      await house.ingest(1, said)
      if (random() < 0.05) await house.tick()
    }
    if (goesOn) await house.tick(times.at(-1))
    const arrivals = arrivalsOf(one)
    const expected = [
      ...expectedOf(arrivals, { ...HIGH, ...setup }).map(asText('high')),
      ...expectedOf(arrivals.map((arrived) => ({ ...arrived, value: -arrived.value })), { ...LOW, ...setup }).map(asText('low')),
    ]
    const rows = await house.many<{ kind: string; stage: number; raised: number; cleared: number | null; late: boolean }>(`select kind, stage,
      (extract(epoch from raised_at) - ${T0 / 1000})::float8 as raised, (extract(epoch from cleared_at) - ${T0 / 1000})::float8 as cleared, late from alarm
      where kind in ('high', 'low')`)
    expect({ n, setup, alarms: rows.map((row) => asText(row.kind)(row)).sort() }, JSON.stringify({ batches, times })).toEqual({ n, setup, alarms: expected.sort() })
    alarms += expected.length
    if (goesOn && asWhole(arrivals, one.setup) !== asWhole(arrivals, setup)) warned += 1
    compared()
  }
  expect(alarms).toBeGreaterThan(2 * series)
  // the clock made a difference in many
  expect(warned).toBeGreaterThan(series / 10)
}, PATIENCE) // prettier-ignore
