import { expect, test } from 'vitest'
import type { Figures, Rows } from '#core/contract/indicators.ts'
import type { QualityList } from '#core/contract/sensorQuality.ts'
import type { Actor } from '../../server/db/actor.ts'
import { keepByRule, keepQuality, rollUpAll } from '../../server/features/sensors/keeping.ts'
import { cases, PATIENCE, proves } from '../sample.ts'
import { deskOf } from './desk.ts'
import { qualityBy, type Received, type SensorHistory, type ServiceChange, type Times } from './qualityOracle.ts'
import { DAY, HOUR, MINUTE, NOW, sensorsBook } from './sensorsBook.ts'

const it = sensorsBook()
const DAYS = 40
const CADENCES = [300, 600, 1200, 3600] as const

/** Numbers from a seed, 0 to 1. */
function seeded(seed: number) {
  let state = seed
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32
  }
}
const next = seeded(Number(process.env.ANJIAN_SEED ?? 11))
const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)]!
const chance = (share: number) => next() < share
/** Midnight of China at or before a moment. */
const midnight = (at: number) => Math.floor((at + 8 * HOUR) / DAY) * DAY - 8 * HOUR
const MOMENTS = 'to_timestamp($1::double precision / 1000), to_timestamp($2::double precision / 1000)'

interface Living extends SensorHistory {
  readonly service: ServiceChange[]
  readonly maintenance: Times[]
  /** Until when it says nothing, and when it speaks next. */
  quiet: number
  speaks: number
  /** What it measured and did not send yet. */
  held: { at: number; value: number }[]
}

interface Told {
  readonly sensor: number
  readonly served: number
  readonly online: number
  readonly maintenance: number
  readonly off: number
  readonly expected: number
  readonly received: number
  readonly late: number
}
/** Whose lives were led, and what they sent. */
const lives: Living[] = []
const sent: Received[] = []

const told = (sensors: readonly number[], [from, until]: Times) =>
  it.many<Told>(
    `select sensor, (served * 1000)::float8 as served, (online * 1000)::float8 as online, (maintenance * 1000)::float8 as maintenance,
      (off * 1000)::float8 as off, expected::int, received::int, late::int from app.sensor_quality($3::integer[], ${MOMENTS}) order by sensor`,
    [from, until, sensors],
  )

/** When a value of this step came: most soon, some just in time or too late, and all of a connection that was down in one at the end. */
function comes(at: number, { from, until, down }: { from: number; until: number; down: boolean }, cadence: number) {
  if (down || at < from) return until
  const least = chance(0.1) ? 3000 * cadence : Math.floor(next() * 1000 * cadence * (chance(0.1) ? 5 : 1))
  return Math.min(until, at + least)
}

/** A time of a sensor's life: it is switched, taken into maintenance, falls silent, holds values back. */
async function live(one: Living, from: number, until: number) {
  const clock = (at: number) => it.book.clock.set(new Date(at))
  if (from > one.service[0]!.at && chance(0.08)) {
    await clock(from)
    const change = { at: from, enabled: chance(0.7), cadence: pick(CADENCES) }
    const own = one.service.at(-1)!
    await it.run('update sensor set enabled = $2, cadence = $3 where id = $1', [one.sensor, change.enabled, change.cadence]) // prettier-ignore
    if (change.enabled !== own.enabled || change.cadence !== own.cadence) one.service.push(change)
  }
  if (chance(0.06)) {
    const window: Times = [from + Math.floor(next() * HOUR), from + HOUR + Math.floor(next() * DAY)]
    await it.run(
      `insert into maintenance_window (request, enterprise, hazard_source, sensor, from_at, until_at, reason, person)
        select gen_random_uuid(), s.enterprise, s.id, $3, ${MOMENTS}, '清罐', '赵' from hazard_source s join sensor m on m.hazard_source = s.id where m.id = $3`,
      [...window, one.sensor],
    )
    one.maintenance.push(window)
  }
  if (one.quiet < Infinity && chance(0.15)) one.quiet = from + Math.floor(next() * 20 * HOUR)
  const { cadence } = one.service.at(-1)!
  for (
    ;
    one.speaks < until;
    one.speaks += Math.floor(1000 * cadence * (chance(0.1) ? 2 + 3 * next() : 0.9 + 0.2 * next()))
  )
    if (one.speaks >= from && one.speaks >= one.quiet) one.held.push({ at: one.speaks, value: Math.floor(next() * 9) })
}

test(`what is on line, served, maintained, switched off, expected, received and late is what a walk through every moment says, over ${DAYS} days of which ten have no values any more`, async (context) => {
  const compared = proves(context, {
    claim: 'Time on line and in use, readings expected, received and late: exact over random histories of switching, maintenance, silence and late delivery, before and after roll-up and after values were dropped by rule',
    judged: 'app.sensor_quality, app.note_silences, app.keep_service (SQL)',
    judge: 'the state at the middle between any two moments at which it can change, from all readings ever sent',
  })
  await it.run("insert into reading_rule (raw_days, minute_days, hour_days, reason) values (30, 31, null, '试')")
  const start = midnight(NOW.getTime())
  await it.book.clock.set(new Date(start))
  for (let i = 0; i < cases(4, 40); i += 1) {
    const cadence = pick(CADENCES)
    // it speaks before it is written down
    const since = start + Math.floor(next() * 3 * HOUR)
    await it.book.clock.set(new Date(since))
    const sensor = await it.sensor({ cadence, hazard_source: it.sources[i % 2]!.id })
    lives.push({ sensor, service: [{ at: since, enabled: true, cadence }], maintenance: [], quiet: i === 0 ? Infinity : 0, speaks: start, held: [] }) // prettier-ignore
  }
  const sensors = lives.map(({ sensor }) => sensor)
  const check = async (span: Times) => {
    const rows = await told(sensors, span)
    expect(rows.map(({ sensor }) => sensor)).toEqual(sensors)
    for (const [at, row] of rows.entries()) {
      const { expected, ...exact } = qualityBy(lives[at]!, sent, span)
      expect(row, `sensor ${at} of ${new Date(span[0]).toISOString()}`).toMatchObject(exact)
      // a whole number of values falls short of the time by less than one
      expect(row.expected - expected).toBeGreaterThan(-1.001)
      expect(row.expected - expected).toBeLessThan(0.001)
      compared()
    }
  }
  const STEP = 12 * HOUR
  for (let at = start; at < start + DAYS * DAY; at += STEP) {
    for (const one of lives) await live(one, at, at + STEP)
    const until = at + STEP - Math.floor(next() * MINUTE) - 1
    await it.book.clock.set(new Date(until))
    const batch: Received[] = []
    for (const one of lives) {
      // some hold back for days what they measured, and send it then in one
      if (chance(0.2)) continue
      const ready = one.held.filter((read) => read.at <= until)
      one.held = one.held.filter((read) => read.at > until)
      const step = { from: at, until, down: chance(0.3) }
      const { cadence } = one.service.at(-1)!
      batch.push(...ready.map((read) => ({ ...read, sensor: one.sensor, received: comes(read.at, step, cadence) })))
    }
    if (batch.length > 0) await it.write(batch)
    sent.push(...batch)
    const isAsked = chance(0.12)
    if (isAsked) {
      await check([midnight(until), until])
      // of a minute gone by, whatever came since and waits
      const counted = Math.floor((until - next() * 8 * HOUR) / MINUTE) * MINUTE
      await check([midnight(counted), counted])
    }
    if (chance(0.6)) await rollUpAll(it.book.pool)
    if (isAsked) await check([Math.max(start, midnight(until - 3 * DAY)), until])
    if ((at - start) % DAY === 0) await keepByRule(it.book.pool)
  }
  const end = start + DAYS * DAY - 1
  await it.book.clock.set(new Date(end))
  const before = await told(sensors, [start, end])
  await check([start, end])
  await rollUpAll(it.book.pool)
  await keepByRule(it.book.pool)
  expect(await it.many('select from reading where at < to_timestamp($1::double precision / 1000)', [start + 8 * DAY])).toEqual([])
  expect(await told(sensors, [start, end])).toEqual(before)
  await check([midnight(end - 29 * DAY), end])
  for (let day = 0; day < DAYS; day += 7) await check([start + day * DAY, start + (day + 1) * DAY])
  const all = before.slice(1)
  expect(before[0]).toMatchObject({ online: 0, received: 0 })
  for (const name of ['online', 'maintenance', 'off', 'late'] as const) expect(all.some((row) => row[name] > 0), name).toBe(true)
  expect(all.some((row) => row.online > 0 && row.online < row.served)).toBe(true)
}, PATIENCE) // prettier-ignore

const OFFICER: Actor = { role: 'government', person: '值班员', grids: [], account: 2, post: 'duty-officer' }
const ofPlant = (at: 0 | 1): Actor => ({ role: 'enterprise', person: '安全员', grids: [], account: 3, post: 'safety-manager', enterprise: it.sources[at].enterprise }) // prettier-ignore
const ofGrid = (at: 0 | 1): Actor => ({ role: 'grid', person: '网格长', grids: [it.sources[at].grid], account: 4, post: 'grid-chief' }) // prettier-ignore
const ofUnit = (at: 0 | 1): Actor => ({ role: 'department', person: '干部', grids: [], account: 5, post: 'department-officer', department: it.sources[at].department }) // prettier-ignore
type Opened = Pick<Rows, 'total'> & { readonly rows: { readonly items: readonly { readonly id: number }[] } }
const get = async <Told>(actor: Actor, path: string): Promise<Told> => {
  const { status, body } = await deskOf(it.book, actor).get(path)
  expect(status, path).toBe(200)
  return body as Told
}
/** Of two sums of floating point numbers a microsecond is no difference. */
const close = (all: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(all).map(([name, value]) => [name, expect.closeTo(value, 3) as number]))

const judgements = new Map<string, ReturnType<typeof qualityBy>>()
/** The same is judged once. */
function judged(one: Living, span: Times) {
  const key = `${one.sensor} ${span.join(' ')}`
  const known = judgements.get(key) ?? qualityBy(one, sent, span)
  judgements.set(key, known)
  return known
}
/** What the oracle says of sensors together: of a whole number of values expected of each, the sum. */
function summed(some: readonly Living[], span: Times) {
  const each = some.map((one) => judged(one, span))
  const sum = (name: keyof (typeof each)[number]) => each.reduce((total, one) => total + one[name], 0)
  const expected = each.reduce((total, one) => total + Math.floor(one.expected + 1e-6), 0)
  return { served: sum('served') / 1000, online: sum('online') / 1000, maintenance: sum('maintenance') / 1000, off: sum('off') / 1000, expected, received: sum('received'), late: sum('late') } // prettier-ignore
}

test('figures, the rows that they open and the ranking of enterprises are what the walk says of the sensors in scope at the whole minute counted last, and nothing of others', async () => {
  const now = (await it.many<{ at: number }>('select (extract(epoch from app.now()) * 1000)::float8 as at'))[0]!.at
  const at = Math.floor(now / MINUTE) * MINUTE
  await keepQuality(it.book.pool)
  await it.run(`insert into gateway (id, enterprise, name) select 900 + row_number() over (order by id), id, '网关' from enterprise`)
  await it.run(`insert into gateway_pulse (gateway, heard_at, skew_ms, span_at, least_ms, former_least_ms, minute_at, readings)
    select id, app.now(), 9000, app.now(), case id when 901 then -5001 else 5000 end, 30000, app.now(), 1 from gateway`)
  const refuse = () =>
    it.run(`insert into reading_quarantine as q (gateway, reason, sensor, at, value) select 901, 'range', 'X' || i, '1', '2' from generate_series(1, 3) i
      on conflict on constraint reading_quarantine_once do update set times = q.times + 1`)
  await refuse()
  await refuse()
  await it.run('delete from reading_quarantine')
  const [today, month] = [midnight(at), midnight(at) - 29 * DAY]
  const IDS = ['online-today', 'online-month', 'readings-received', 'readings-late', 'readings-refused', 'clocks-skewed']
  const scopes = [[OFFICER, [0, 1]], [ofPlant(0), [0]], [ofGrid(1), [1]], [ofUnit(0), [0]]] as const
  for (const [actor, sources] of scopes) {
    const seen = lives.filter((_, i) => sources.some((source) => source === i % 2))
    const [day, days] = [summed(seen, [today, at]), summed(seen, [month, at])]
    const refused = sources.some((source) => source === 0) ? 3 : 0
    const { figures } = await get<Figures>(actor, `/indicators?ids=${IDS.join(',')}`)
    const shares = Object.fromEntries(figures.map(({ id, parts }) => [id, parts.map(({ share, n }) => share ?? n)]))
    const wanted: Record<string, unknown> = {
      'online-today': [close({ n: day.online, of: day.served })],
      'online-month': [close({ n: days.online, of: days.served })],
      'readings-received': [close({ n: days.received, of: days.expected })],
      'readings-late': [close({ n: days.late, of: days.received })],
      'readings-refused': [{ n: refused, of: refused + days.received }],
      'clocks-skewed': [refused > 0 ? 1 : 0],
    }
    for (const id of IDS) expect(shares[id], `${actor.role} ${id}`).toEqual(wanted[id])
    const used = (span: Times) => seen.filter((one) => judged(one, span).served > 0).map(({ sensor }) => sensor)
    for (const [id, span] of [['online-today', [today, at]], ['online-month', [month, at]]] as const) {
      const { total, rows } = await get<Opened>(actor, `/indicators/${id}/rows?part=all`)
      expect([total, rows.items.map((row) => row.id).sort((a, b) => a - b)], id).toEqual([used(span).length, used(span)])
    }
    const { rows: ranked, counted } = await get<QualityList>(actor, '/sensors/quality')
    expect(counted).toBe(new Date(at).toISOString())
    expect(ranked.map(({ enterprise }) => enterprise).sort()).toEqual(sources.map((source) => it.sources[source].enterprise).sort())
    const rates = ranked.map((row) => row.month.online / row.month.served)
    expect(rates).toEqual([...rates].sort((a, b) => a - b))
    for (const row of ranked) {
      const own = lives.filter((_, i) => it.sources[(i % 2) as 0 | 1].enterprise === row.enterprise)
      const { late, ...whole } = summed(own, [month, at])
      const changed = ({ service }: Living) =>
        service.filter((now, i) => i > 0 && now.cadence !== service[i - 1]!.cadence && now.at >= month).length
      const cadences = own.reduce((total, one) => total + changed(one), 0)
      expect(cadences).toBeGreaterThan(0)
      expect(row.month).toMatchObject({ ...close(whole), late, cadences })
      const { total } = await get<Opened>(actor, `/indicators/online-month/rows?part=${row.enterprise}`)
      expect(total).toBe(own.filter((one) => judged(one, [month, at]).served > 0).length)
    }
  }
}, PATIENCE) // prettier-ignore

test('an enterprise that switches its sensors off has no rate at all, and what it switched off is told beside', async () => {
  const at = NOW.getTime() + 60 * DAY
  await it.book.clock.set(new Date(at))
  for (const { sensor } of lives) await it.run('update sensor set enabled = false where id = $1', [sensor])
  await it.book.clock.set(new Date(at + 31 * DAY))
  await keepQuality(it.book.pool)
  const { rows } = await get<QualityList>(OFFICER, '/sensors/quality')
  for (const row of rows) {
    expect(row).toMatchObject({ few: true, sensors: 0, silent: 0, month: { served: 0, online: 0, expected: 0 } })
    expect(row.month.off).toBeGreaterThan(29 * 86_400 * row.off)
  }
  const { figures } = await get<Figures>(OFFICER, '/indicators?ids=online-month,sensors-online')
  expect(figures.map(({ parts }) => parts[0])).toEqual([
    { part: 'all', n: 0, of: null, share: { n: 0, of: 0 } },
    { part: 'all', n: 0, of: 0 },
  ])
}) // prettier-ignore

test('a value that came late between two in time, in one minute, bridges nothing, before and after roll-up', async () => {
  const at = NOW.getTime() + 100 * DAY
  await it.book.clock.set(new Date(at))
  const sensor = await it.sensor({ cadence: 10 })
  await it.book.clock.set(new Date(at + 2 * MINUTE))
  const came = (seconds: number, after: number) => ({ sensor, at: at + seconds * 1000, value: 1, received: at + (seconds + after) * 1000 }) // prettier-ignore
  await it.write([came(0, 30), came(20, 30.001), came(50, 0)])
  const online = async () => (await told([sensor], [at, at + 2 * MINUTE]))[0]!.online
  expect(await online()).toBe(60_000)
  await rollUpAll(it.book.pool)
  expect(await online()).toBe(60_000)
})
