import pg from 'pg'
import { inject } from 'vitest'
import { prepareClusterFolder } from '../../server/db/clusterFolder.ts'
import { asSteward } from '../../server/db/db.ts'
import { makePool, socketUrl } from '../../server/db/pools.ts'
import { sql } from '../../server/db/sql.ts'
import { judgeAlarms } from '../../server/features/alarms/judging.ts'

/**
 * Second-stage alarms take over every wall: whoever raises some, or looks at a wall of scenes, has the walls for itself until its connection ends;
 * others wait for that.
 */
export const haveWalls = (owner: pg.Client) =>
  owner.query("select pg_advisory_lock(hashtext('walls of browser tests'))")

/** A gas sensor of a hazard source, 25 and 50 %LEL, and readings of it that are kept and judged in one transaction, as a gateway's are. */
export async function alarmHouse() {
  const { socket } = prepareClusterFolder(inject('folder'), () => undefined)
  const operator = makePool(socketUrl(socket, 'anjian_operator', 'anjian'), { size: 2 })
  const owner = new pg.Client({ connectionString: socketUrl(socket, 'postgres', 'anjian') })
  await owner.connect()
  await haveWalls(owner)
  await owner.query('select app.reading_partition(app.day_of(app.now()) + i) from generate_series(-1, 1) i')
  const made: number[] = []
  /** @returns the id of a sensor that says something every five minutes, unless told otherwise, so that its silence alarms nobody meanwhile */
  async function sensor(
    name: string,
    { source, gateway, cadence = 300 }: { source?: number; gateway?: number; cadence?: number } = {},
  ): Promise<number> {
    const { rows } = await owner.query<{ id: number }>(
      `insert into sensor (hazard_source, code, name, kind, unit, range_low, range_high, limit_h, limit_hh, cadence, gateway)
       select coalesce($3, min(id)), $1, $2, 'combustible', '%LEL', 0, 100, 25, 50, $4, $5 from hazard_source returning id`,
      [`T-${Date.now()}-${made.length}`, name, source, cadence, gateway],
    )
    made.push(rows[0]!.id)
    return rows[0]!.id
  }
  const say = (id: number, value: number) =>
    asSteward(operator, '网关', async (db) => {
      const { rows } = await db.raw(sql`insert into reading (sensor, at, value) values (${id}, app.now(), ${value})
        returning (extract(epoch from at) * 1000)::float8 as at`)
      await judgeAlarms(db, [{ sensor: id, at: (rows[0] as { at: number }).at, value, late: false }])
    })
  /** A value that was refused for its range. */
  const refuse = (id: number, value: number) =>
    asSteward(operator, '网关', (db) => judgeAlarms(db, [{ sensor: id, at: Date.now(), value, late: false, overRange: 'high' }])) // prettier-ignore
  /** Its alarms go, past the log that only grows: no wall of another test is taken over by them. */
  const close = async () => {
    await owner.query('set session_replication_role = replica')
    const ours = 'a.sensor = any($1) or a.gateway in (select gateway from sensor where id = any($1))'
    await owner.query(`delete from alarm_event e using alarm a where a.id = e.alarm and (${ours})`, [made])
    await owner.query(`delete from alarm a where ${ours}`, [made])
    await operator.end()
    await owner.end()
  }
  return { sensor, say, refuse, close, owner }
}
