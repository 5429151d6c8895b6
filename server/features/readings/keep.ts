import { z } from 'zod'
import type { SentReading } from '#core/contract/readings.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { type Candidate, type OwnSensor, type Refused } from './sort.ts'

const Sensor = z.object({
  id: z.number().int(),
  code: z.string(),
  source: z.number().int(),
  enabled: z.boolean(),
  low: z.number(),
  high: z.number(),
  newest: z.number().nullable(),
})

/** The sensors of these codes that the gateway sends, as they are now. */
export const sensorsOf = (db: Db, codes: readonly string[]): Promise<OwnSensor[]> =>
  db.many(
    Sensor,
    sql`select s.id, s.code, s.hazard_source as source, s.enabled, s.range_low as low, s.range_high as high,
        extract(epoch from n.at)::float8 * 1000 as newest
      from sensor s left join sensor_now n on n.sensor = s.id
      where s.gateway = app.gateway() and s.code = any (${[...new Set(codes)]}::text[])`,
  )

const iso = (at: number) => new Date(at).toISOString()
const columnsOf = (rows: readonly Candidate[]) => ({
  sensors: rows.map(({ sensor }) => sensor),
  times: rows.map(({ at }) => iso(at)),
  values: rows.map(({ value }) => value),
})

const Put = z.object({ n: z.number().int(), fresh: z.array(z.number().int()).nullable() })
const Stored = z.object({ n: z.number().int(), value: z.number() })

/** Keeps what is not there yet. @returns which are new, by their place, and the value that stands of each that is not */
export async function putReadings(db: Db, rows: readonly Candidate[]) {
  const { sensors, times, values } = columnsOf(rows)
  const { n, fresh } = await db.one(
    Put,
    sql`with given as (select * from unnest(${sensors}::integer[], ${times}::timestamptz[], ${values}::float8[]) with ordinality g (sensor, at, value, n)),
      put as (insert into reading (sensor, at, value, received_at) select sensor, at, value, (select app.now()) from given
        on conflict do nothing returning sensor, at)
      select (select count(*) from put)::int as n, case when (select count(*) from put) < ${rows.length}::integer
        then array(select n::int from given join put using (sensor, at)) end as fresh`,
  )
  const stored = new Map<number, number>()
  if (n === rows.length) return { fresh: undefined, stored }
  // a statement of its own: what another has kept meanwhile, the one before does not see
  const there = await db.many(
    Stored,
    sql`select g.n::int, r.value from unnest(${sensors}::integer[], ${times}::timestamptz[]) with ordinality g (sensor, at, n)
      join reading r using (sensor, at) where g.n <> all (${fresh}::bigint[])`,
  )
  for (const { n: place, value } of there) stored.set(place - 1, value)
  return { fresh: new Set((fresh ?? []).map((place) => place - 1)), stored }
}

/** What is newest of each sensor moves forward, never back. */
export async function advance(db: Db, fresh: readonly Candidate[]): Promise<void> {
  const newest = new Map<number, Candidate>()
  for (const one of fresh) if (!one.late) newest.set(one.sensor, one) // they come in the order of their time
  if (newest.size === 0) return
  const { sensors, times, values } = columnsOf([...newest.values()])
  await db.run(sql`
    insert into sensor_now as s (sensor, at, value, received_at)
    select sensor, at, value, (select app.now())
      from unnest(${sensors}::integer[], ${times}::timestamptz[], ${values}::float8[]) g (sensor, at, value)
    on conflict (sensor) do update set at = excluded.at, value = excluded.value, received_at = excluded.received_at where s.at < excluded.at`)
}

/** Characters of a value that are kept, as it was sent. */
const MOST_CHARACTERS = 60
const asSent = (value: unknown): string => (JSON.stringify(value) ?? '—').slice(0, MOST_CHARACTERS)

/** Keeps aside what was refused, each once, however often it is sent. */
export async function quarantine(db: Db, sent: readonly SentReading[], refused: readonly Refused[]): Promise<void> {
  if (refused.length === 0) return
  const rows = refused.map(({ row, reason }) => ({ reason, ...sent[row]! }))
  await db.run(sql`
    insert into reading_quarantine as q (gateway, reason, sensor, at, value)
    select app.gateway(), reason, sensor, at, value from unnest(${rows.map(({ reason }) => reason)}::text[], ${rows.map(({ sensor }) => sensor)}::text[],
      ${rows.map(({ at }) => at)}::text[], ${rows.map(({ value }) => asSent(value))}::text[]) g (reason, sensor, at, value)
    group by 2, 3, 4, 5 order by 3, 4, 5, 2
    on conflict on constraint reading_quarantine_once do update set times = q.times + 1, received_at = app.now()`)
} // prettier-ignore

/** A day of China begins eight hours before that of Greenwich. */
const DAY_MS = 86_400_000
const dayOf = (at: number): string => iso(at + 8 * 3_600_000).slice(0, 10)

/** Makes the partitions of days that were not written before. @returns the days, to be remembered once this has committed */
export async function readyDays(db: Db, rows: readonly Candidate[], ready: ReadonlySet<string>): Promise<string[]> {
  const epochDays = new Set(rows.map(({ at }) => Math.floor((at + 8 * 3_600_000) / DAY_MS)))
  const days = [...epochDays].map((day) => dayOf(day * DAY_MS - 8 * 3_600_000)).filter((day) => !ready.has(day))
  if (days.length > 0) await db.run(sql`select app.ready_reading_days(${days}::date[])`)
  return days
}
