/** A book on a cluster of its own, with two gateways, for tests that kill what stands around it: PostgreSQL is started again by whoever watches it. */
import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { startCluster } from '../../server/db/cluster.ts'
import { MIGRATIONS } from '../../server/db/home.ts'
import { migrate } from '../../server/db/migrate.ts'
import { makePool } from '../../server/db/pools.ts'
import { dataFolder } from '../product.ts'

/** Limits of every sensor of 0 to 100, and how they are judged: at once, without silence or an end by the clock within three hours, so that values alone decide. */
export const LIMITS = { ll: 10, l: 20, h: 80, hh: 90, deadBand: 0.5, on: 0, off: 30, cadence: 3_600 } as const
/** Codes of the sensors of each gateway. */
export const CODES = ['L1', 'L2', 'L3'] as const

export interface Sender {
  readonly token: string
  readonly gateway: number
}

const newToken = () => `anjian_gw_${randomBytes(32).toString('base64url')}`

/** The book with its two gateways, migrated; no server stands on it yet. */
export async function liveBook() {
  const folder = dataFolder()
  const cluster = await startCluster({ data: folder.path, say: () => undefined })
  const owner = makePool(cluster.url('postgres'), { size: 4 })
  const client = new pg.Client({ connectionString: cluster.url('postgres') })
  await client.connect()
  await migrate(client, MIGRATIONS)
  await client.end()
  await owner.query(`insert into enterprise (scheme, identifier, name) values ('test', '1', '甲厂');
    insert into hazard_source (enterprise, name, unit_kind, geom) select id, '罐区', 'storage', 'SRID=4326;POINT(121 37)' from enterprise`)
  await owner.query(
    `insert into alarm_rule (sensor_kind, dead_band, on_delay, off_delay, rate, flat_after, note, follows)
     select sensor_kind, $1, $2, $3, rate, flat_after, '试', id from alarm_rule where sensor_kind = 'level'`,
    [LIMITS.deadBand, LIMITS.on, LIMITS.off],
  )
  const one = async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) => (await owner.query<Row>(text, values)).rows[0]!

  /** A gateway with sensors of its own that speak as often as given. */
  async function sender(name: string, cadence: number = LIMITS.cadence): Promise<Sender> {
    const token = newToken()
    const { id } = await one<{ id: number }>(
      'insert into gateway (enterprise, name, token_hash) select id, $1, $2 from enterprise returning id',
      [name, createHash('sha256').update(token).digest()],
    )
    const { ll, l, h, hh } = LIMITS
    await owner.query(
      `with source as (insert into hazard_source (enterprise, name, unit_kind, geom) select id, $7, 'storage', 'SRID=4326;POINT(121 37)' from enterprise returning id)
       insert into sensor (hazard_source, gateway, code, name, kind, unit, range_low, range_high, limit_ll, limit_l, limit_h, limit_hh, limits_basis, cadence)
       select source.id, $1, code, code, 'level', '%', 0, 100, $2, $3, $4, $5, '试', $6 from source, unnest($8::text[]) code`,
      [id, ll, l, h, hh, cadence, name, CODES],
    )
    return { token, gateway: id }
  }
  const killDatabase = () =>
    process.kill(Number.parseInt(readFileSync(join(folder.path, 'cluster/postmaster.pid'), 'utf8'), 10), 'SIGKILL')
  return {
    owner,
    one,
    sender,
    killDatabase,
    /** Settings of a server that stands on it. */
    settings: { DATABASE_URL: cluster.url('anjian_server'), DATABASE_OPERATOR_URL: cluster.url('anjian_operator'), ANJIAN_DEMO: '0' },
    server: cluster.url('anjian_server'),
    async close() {
      await owner.end()
      await cluster.stop()
      folder.remove()
    },
  }
} // prettier-ignore
export type LiveBook = Awaited<ReturnType<typeof liveBook>>
