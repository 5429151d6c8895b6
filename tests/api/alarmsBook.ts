import { randomUUID } from 'node:crypto'
import type { AlarmFile, AlarmRow } from '#core/contract/alarms.ts'
import { asSteward, type Db } from '../../server/db/db.ts'
import { sql } from '../../server/db/sql.ts'
import { tickAlarms } from '../../server/features/alarms/clock.ts'
import { judgeAlarms } from '../../server/features/alarms/judging.ts'
import type { FreshDatabase } from './database.ts'
import { desksOf, loopBook, NOW } from './hazardLoopBook.ts'

export const T0 = NOW.getTime()

/** A reading: seconds after T0, and the value. */
export type Said = readonly [second: number, value: number]

/**
 * The book of hazard loops with a source of enterprise 1 (sensors 1–3 behind gateway 1, 4 by itself) and one of enterprise 2 (sensor 5).
 * Sensor 1 is a level of 0–100, H 80, HH 90, L 20, LL 10, read every 10 s; 2 combustible gas, 25 and 50 of 100, every 5 s.
 */
export async function alarmsBook(): Promise<FreshDatabase> {
  const book = await loopBook()
  await book.owner.query(`
    insert into hazard_source (enterprise, name, unit_kind, geom)
      select i, case i when 1 then '储罐区' else '氨库' end, 'storage', st_setsrid(st_makepoint(0.5, 0.5), 4326) from generate_series(1, 2) i;
    insert into gateway (enterprise, name) values (1, '网关一'), (2, '网关二');
    insert into sensor (hazard_source, gateway, code, name, kind, gas, unit, range_low, range_high, limit_ll, limit_l, limit_h, limit_hh, cadence)
    values (1, 1, 'LT-101', '一号罐液位', 'level', null, '%', 0, 100, 10, 20, 80, 90, 10),
      (1, 1, 'GT-101', '罐区可燃气', 'combustible', null, '%LEL', 0, 100, null, null, 25, 50, 5),
      (1, 1, 'PT-101', '一号罐压力', 'pressure', null, 'MPa', 0, 2, null, null, 1.6, null, 60),
      (1, null, 'TT-101', '一号罐温度', 'temperature', null, '℃', -20, 180, null, null, 60, 80, 10),
      (2, 2, 'GT-201', '氨气', 'toxic', 'NH3', 'mg/m³', 0, 100, null, null, 20, 40, 10);
    select app.reading_partition(app.day_of(app.now()) + i) from generate_series(-1, 2) i`)
  return book
}

/** What keeps readings and judges them in one transaction, as gateways do; `then` may fail it at its end. */
export function alarmHouse(book: () => FreshDatabase) {
  const many = async <Row>(text: string, values: unknown[] = []) => (await book().owner.query(text, values)).rows as Row[]
  async function ingest(sensor: number, said: readonly Said[], then: (db: Db) => Promise<void> = async () => undefined) {
    await asSteward(book().operator, '网关', async (db) => {
      const kept = await db.raw(sql`insert into reading (sensor, at, value)
        select ${sensor}::integer, to_timestamp(${T0 / 1000}::float8 + s), v from unnest(${said.map(([second]) => second)}::float8[],
          ${said.map(([, value]) => value)}::float8[]) u (s, v) on conflict do nothing
        returning (extract(epoch from at) * 1000)::float8 as at, value`)
      const fresh = (kept.rows as { at: number; value: number }[]).map(({ at, value }) => ({ sensor, at, value, late: false }))
      await judgeAlarms(db, fresh)
      await then(db)
    })
  }
  const clock = (second: number) => book().clock.set(new Date(T0 + second * 1000))
  /** The clock goes on to a second and everything due is done. */
  async function tick(second?: number) {
    if (second !== undefined) await clock(second)
    return tickAlarms(book().pool)
  }
  /** The clock goes on to the last reading, and it is taken. */
  async function say(sensor: number, ...said: readonly Said[]) {
    await clock(Math.max(...said.map(([second]) => second)))
    await ingest(sensor, said)
  }
  /** Alarms as text: kind, stage, raised and cleared by seconds after T0, state. */
  const told = async (where = 'true') =>
    (await many<{ one: string }>(`select concat_ws(' ', kind, stage, extract(epoch from raised_at) - ${T0 / 1000}::numeric, coalesce((extract(epoch from cleared_at) - ${T0 / 1000}::numeric)::text, '-'), state,
      case when late then 'late' end, case when maintenance is not null then 'maintenance' end) as one from alarm where ${where} order by raised_at, id`))
      .map(({ one }) => one.replaceAll(/(\.\d*?)0+(?= |$)/g, '$1').replaceAll(/\.(?= |$)/g, ''))
  async function forget() {
    await book().owner.query(`truncate alarm, alarm_event, maintenance_window cascade; truncate reading, sensor_now;
      update alarm_state set memory = '{}', due = null; delete from alarm_rule where sensor is not null; update sensor set enabled = true`)
    await clock(0)
  }
  const desks = () => desksOf(book())
  const list = async (query: Record<string, string> = {}) => (await desks().duty.get('/alarms').query({ share: 'all', ...query })).body.rows as AlarmRow[]
  const file = async (id: number) => (await desks().duty.get(`/alarms/${id}`)).body as AlarmFile
  return { many, ingest, clock, tick, say, told, forget, desks, list, file }
} // prettier-ignore

/** The least that each act has to say. */
export const LEAST_OF: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'hand-over': { to: 'enterprise' },
  shelve: { until: new Date(T0 + 3_600_000).toISOString(), note: '更换探头' },
  note: { note: '已到现场' },
  'mark-false': { note: '探头受潮' },
  close: { cause: 'instrument' },
}
export const alarmDeed = (act: string, seen: number, more: object = {}) => ({ request: randomUUID(), act, seen, ...LEAST_OF[act], ...more }) // prettier-ignore
