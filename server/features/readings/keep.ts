import { z } from 'zod'
import type { SentReading } from '#core/contract/readings.ts'
import { ALARMED_KINDS } from '#core/domain/alarmRules.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { type Candidate, type OwnSensor, type Refused } from './sort.ts'

const Sensor = z.object({
  id: z.number().int(),
  kind: z.enum(ALARMED_KINDS),
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
    sql`select s.id, s.kind, s.code, s.hazard_source as source, s.enabled, s.range_low as low, s.range_high as high,
        (extract(epoch from n.at) * 1000)::float8 as newest
      from sensor s left join sensor_now n on n.sensor = s.id
      where s.gateway = app.gateway() and s.code = any (${[...new Set(codes)]}::text[])`,
  )

const iso = (at: number) => new Date(at).toISOString()
const columnsOf = (rows: readonly Candidate[]) => ({
  sensors: rows.map(({ sensor }) => sensor),
  times: rows.map(({ at }) => iso(at)),
  values: rows.map(({ value }) => value),
})

const Fresh = z.object({ fresh: z.array(z.number().int()) })
const Stored = z.object({ n: z.number().int(), value: z.number() })

/** Keeps rows that cannot be there yet, which costs a third less than to look. */
async function add(db: Db, rows: readonly Candidate[]): Promise<void> {
  if (rows.length === 0) return
  const { sensors, times, values } = columnsOf(rows)
  await db.run(sql`
    insert into reading (sensor, at, value, received_at) select sensor, at, value, (select app.now())
      from unnest(${sensors}::integer[], ${times}::timestamptz[], ${values}::float8[]) g (sensor, at, value)`)
}

/** What became of the rows: those that are new, and of each that is not the value that stands. */
export interface Put {
  readonly fresh: ReadonlySet<Candidate>
  readonly stands: ReadonlyMap<Candidate, number>
}

/** Keeps rows that may be there already, where they are not. */
async function addUnlessThere(db: Db, rows: readonly Candidate[]): Promise<Put> {
  if (rows.length === 0) return { fresh: new Set(), stands: new Map() }
  const { sensors, times, values } = columnsOf(rows)
  const { fresh } = await db.one(
    Fresh,
    sql`with given as (select * from unnest(${sensors}::integer[], ${times}::timestamptz[], ${values}::float8[]) with ordinality g (sensor, at, value, n)),
      put as (insert into reading (sensor, at, value, received_at) select sensor, at, value, (select app.now()) from given
        on conflict do nothing returning sensor, at)
      select array(select n::int from given join put using (sensor, at)) as fresh`,
  )
  // a statement of its own: what another has kept meanwhile, the one before does not see
  const there = await db.many(
    Stored,
    sql`select g.n::int, r.value from unnest(${sensors}::integer[], ${times}::timestamptz[]) with ordinality g (sensor, at, n)
      join reading r using (sensor, at) where g.n <> all (${fresh}::bigint[])`,
  )
  return {
    fresh: new Set(fresh.map((n) => rows[n - 1]!)),
    stands: new Map(there.map(({ n, value }) => [rows[n - 1]!, value])),
  }
}

/**
 * Keeps what is not there yet. @param trusting that nothing is newer than what `sensor_now` says, as is so where all come in here; where
 * it is not, the database refuses it (23505), and it has to be done once more without
 */
export async function putReadings(db: Db, rows: readonly Candidate[], trusting: boolean): Promise<Put> {
  const isNew = ({ ahead }: Candidate) => trusting && ahead
  const added = rows.filter(isNew)
  await add(db, added)
  const { fresh, stands } = await addUnlessThere(db, rows.filter((row) => !isNew(row))) // prettier-ignore
  return { fresh: new Set([...added, ...fresh]), stands }
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
