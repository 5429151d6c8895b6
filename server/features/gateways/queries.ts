import { z } from 'zod'
import { Gateway } from '#core/contract/gateways.ts'
import { RefusedReading } from '#core/contract/readings.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'
import { newToken, tokenHash } from '../../http/signIn/tokens.ts'

/** What every token of a gateway begins with, so that one that leaked is found by whoever looks for it. */
const PREFIX = 'anjian_gw_'
/** Refused readings that are shown. */
const MOST_SHOWN = 200

/** Gateways `g` as the contract tells of them. */
const told = (where: Sql): Sql => sql`
  select g.id, g.enterprise, g.name, g.replays, (select count(*)::int from sensor s where s.gateway = g.id) as sensors, g.made_at as "madeAt",
    g.revoked_at as "revokedAt", p.heard_at as "heardAt", p.skew_ms as "skewMs", least(p.least_ms, p.former_least_ms) as "leastSkewMs",
    coalesce(abs(least(p.least_ms, p.former_least_ms)) > 1000 * (select skew_seconds from ingest_rule), false) as skewed,
    (select count(*)::int from reading_quarantine q where q.gateway = g.id) as refused, g.changed_at as "changedAt"
  from gateway g left join gateway_pulse p on p.gateway = g.id where ${where}`

/** @throws Problem not-found where the enterprise lies outside the scope */
async function expectEnterprise(db: Db, id: number): Promise<void> {
  if ((await db.run(sql`select from enterprise e where e.id = ${id}::integer`)) === 0) throw problem('not-found')
}

/** Gateways of an enterprise, those that were revoked last. @throws Problem not-found */
export async function listGateways(db: Db, enterprise: number): Promise<Gateway[]> {
  await expectEnterprise(db, enterprise)
  return db.many(
    Gateway,
    sql`${told(sql`g.enterprise = ${enterprise}::integer`)} order by g.revoked_at is not null, g.name`,
  )
}

/** One gateway. @throws Problem not-found */
export async function gatewayOf(db: Db, id: number): Promise<Gateway> {
  const found = await db.maybe(Gateway, told(sql`g.id = ${id}::integer`))
  if (!found) throw problem('not-found')
  return found
}

/** The name is another's already. */
async function namedOnce<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    const { constraint } = error as { constraint?: unknown }
    throw constraint === 'gateway_name' ? problem('gateway-taken', undefined, 'body.name') : error
  })
}

const Made = z.object({ id: z.number().int() })

/** Makes a gateway. @returns its token, kept nowhere, and its row @throws Problem not-found, not-allowed, gateway-taken */
export async function addGateway(
  db: Db,
  enterprise: number,
  { name, replays }: { name: string; replays?: string | undefined },
) {
  await expectEnterprise(db, enterprise)
  const token = `${PREFIX}${newToken()}`
  const { id } = await namedOnce(
    db.one(
      Made,
      sql`insert into gateway (enterprise, name, token_hash, replays)
        values (${enterprise}::integer, ${name}, ${tokenHash(token)}, ${replays ?? null}::text) returning id`,
    ),
  )
  return { token, row: await gatewayOf(db, id) }
}

/** @throws Problem not-found, not-allowed, entry-changed, gateway-taken */
export async function renameGateway(db: Db, id: number, { name, seen }: { name: string; seen: string }) {
  await gatewayOf(db, id)
  await expectKeeper(db, id)
  const renamed = await namedOnce(
    db.run(sql`update gateway g set name = ${name}
      where g.id = ${id}::integer and date_trunc('milliseconds', g.changed_at) = ${seen}::timestamptz`),
  )
  if (renamed === 0) throw problem('entry-changed')
  return gatewayOf(db, id)
}

const ALARMS_STAND = [
  '该网关有监测点的限值报警尚未消除，此时不能吊销；请先把这些监测点改接本企业另一个在用网关，或待报警消除。',
  'Alarms of limits of its sensors stand: give those sensors to another gateway in use first, or wait until they have cleared.',
] as const

/** Nothing is taken from it any more. @throws Problem not-found, not-allowed, entry-refused */
export async function revokeGateway(db: Db, id: number): Promise<Gateway> {
  await gatewayOf(db, id)
  await expectKeeper(db, id)
  await db
    .run(sql`update gateway set revoked_at = app.now() where id = ${id}::integer and revoked_at is null`)
    .catch((error: unknown) => {
      throw (error as { constraint?: unknown }).constraint === 'gateway_alarms'
        ? problem('entry-refused', ALARMS_STAND)
        : error
    })
  return gatewayOf(db, id)
}

/** A row that may be seen is not always one that may be written. */
async function expectKeeper(db: Db, id: number): Promise<void> {
  const may = await db.run(sql`select from gateway g where g.id = ${id}::integer and app.may_keep_gateways(g.enterprise)`)
  if (may === 0) throw problem('not-allowed')
} // prettier-ignore

const Count = z.object({ n: z.number().int() })

/** Readings of a gateway that were refused, the latest first. @throws Problem not-found */
export async function refusedReadings(db: Db, id: number) {
  await gatewayOf(db, id)
  const { n } = await db.one(
    Count,
    sql`select count(*)::int as n from reading_quarantine where gateway = ${id}::integer`,
  )
  const rows = await db.many(
    RefusedReading,
    sql`select id::int, reason, sensor, at, value, times, received_at as "receivedAt" from reading_quarantine
      where gateway = ${id}::integer order by received_at desc, id desc limit ${MOST_SHOWN}`,
  )
  return { total: n, rows }
}
