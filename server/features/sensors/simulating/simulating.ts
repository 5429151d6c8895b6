import { setTimeout } from 'node:timers/promises'
import type pg from 'pg'
import type { Logger } from 'pino'
import { z } from 'zod'
import { SENSOR_KINDS } from '#core/domain/sensors.ts'
import { asSteward } from '../../../db/db.ts'
import { whileLocked } from '../../../db/lock.ts'
import { nowOf } from '../../../db/now.ts'
import { makePool } from '../../../db/pools.ts'
import { sql } from '../../../db/sql.ts'
import { newToken, tokenHash } from '../../../http/signIn/tokens.ts'
import type { Batch, Send } from './door.ts'
import { isSilent, valueAt } from './models.ts'

/** What gateways of the demo are called; others are let alone. */
const DEMO_GATEWAY = '演示网关'
const DAY_MS = 86_400_000
const PAUSE_MS = 5_000
/** Between two tries where the door stays shut. */
const LONGEST_PAUSE_MS = 600_000
/** Readings of one message. */
const AT_ONCE = 4_000
/** Of the locks between processes, the one of the simulator. */
const LOCK = -65

const Row = z.object({
  id: z.number(),
  source: z.number(),
  gateway: z.number(),
  code: z.string(),
  kind: z.enum(SENSOR_KINDS),
  rangeLow: z.number(),
  rangeHigh: z.number(),
  limitHigh: z.number().nullable(),
  cadence: z.number(),
  /** Of the newest value, epoch milliseconds. */
  known: z.number().nullable(),
})
type Row = z.output<typeof Row>

const demoSensors = (pool: pg.Pool) =>
  asSteward(pool, '演示', (db) =>
    db.many(
      Row,
      sql`select m.id, m.hazard_source as source, g.id as gateway, m.code, m.kind, m.range_low as "rangeLow", m.range_high as "rangeHigh",
          m.limit_h as "limitHigh", m.cadence, (extract(epoch from n.at) * 1000)::double precision as known
        from district d, gateway g join sensor m on m.gateway = g.id left join sensor_now n on n.sensor = m.id
        where d.demo and g.name = ${DEMO_GATEWAY} and g.revoked_at is null and m.enabled order by m.id`,
    ),
  )

/** A token for each gateway of the demo, new at each start: nothing of it is kept but in this process. */
const renewTokens = (pool: pg.Pool, gateways: ReadonlySet<number>) =>
  asSteward(pool, '演示', async (db) => {
    const tokens = new Map([...gateways].map((id) => [id, `anjian_gw_${newToken()}`]))
    for (const [id, token] of tokens)
      await db.run(sql`update gateway set token_hash = ${tokenHash(token)} where id = ${id}::integer`)
    return tokens
  })

/** Moments at which a sensor reads after one moment and up to another: multiples of its cadence. */
function* momentsOf(cadence: number, after: number, until: number): Generator<number> {
  const step = cadence * 1000
  for (let at = Math.floor(after / step) * step + step; at <= until; at += step) yield at
}

interface Simulated {
  readonly sensors: readonly Row[]
  readonly tokens: ReadonlyMap<number, string>
  readonly send: Send
  /** The time by the clock of the product, epoch milliseconds. */
  readonly clock: () => Promise<number>
}

/** Messages with those of one sensor more. They stay whole: a sensor of which half a day has come would be called silent meanwhile. */
function joined<Read>(parts: readonly Read[][], reads: readonly Read[]): Read[][] {
  const last = parts.at(-1)
  if (last && last.length + reads.length <= AT_ONCE) return [...parts.slice(0, -1), [...last, ...reads]]
  const whole = Array.from({ length: Math.ceil(reads.length / AT_ONCE) }, (_, i) => reads.slice(i * AT_ONCE, (i + 1) * AT_ONCE)) // prettier-ignore
  return [...parts, ...whole]
}

/** Sends what the sensors read since each was last heard of, a day back at most, up to now. */
async function sendOn({ sensors, tokens, send, clock }: Simulated, heard: Map<number, number>) {
  const until = await clock()
  const batches = new Map<number, Batch['readings'][number][][]>()
  for (const row of sensors) {
    const reads: Batch['readings'][number][] = []
    const from = Math.max(heard.get(row.id) ?? 0, until - DAY_MS)
    for (const at of momentsOf(row.cadence, from, until)) {
      if (isSilent(row.gateway, at)) continue
      reads.push({ sensor: row.code, source: row.source, at: new Date(at).toISOString(), value: valueAt(row, at) })
    }
    batches.set(row.gateway, joined(batches.get(row.gateway) ?? [], reads))
  }
  for (const [gateway, parts] of batches)
    for (const readings of parts)
      await send({ token: tokens.get(gateway)!, sentAt: new Date(await clock()).toISOString(), readings })
  for (const { id } of sensors) heard.set(id, until)
}

/**
 * Lets the gateways of the demo district send for as long as the server runs: first what they would have sent within the last day, then
 * as time goes on. Of several servers one does. In a book that is no demo nothing is sent.
 */
export function keepSimulating(operator: string, door: Send, log: Logger): { stop(): Promise<void> } {
  const pool = makePool(operator, { size: 2 })
  const stopping = new AbortController()
  const { signal } = stopping
  // a stop need not wait for a day to be sent
  const send: Send = async (batch) => (signal.throwIfAborted(), door(batch))
  const clock = async () => (await asSteward(pool, '演示', nowOf)).getTime()
  const told = (error: unknown) => {
    if (!signal.aborted) log.warn({ err: error }, 'the gateways of the demo could not send; they try again')
    return false
  }
  async function simulate() {
    const sensors = await demoSensors(pool)
    if (sensors.length === 0) return
    const tokens = await renewTokens(pool, new Set(sensors.map(({ gateway }) => gateway)))
    const heard = new Map(sensors.flatMap(({ id, known }) => (known === null ? [] : [[id, known] as const])))
    for (let failures = 0; !signal.aborted;) {
      const done = await sendOn({ sensors, tokens, send, clock }, heard).then(() => true, told)
      failures = done ? 0 : failures + 1
      const pause = Math.min(LONGEST_PAUSE_MS, PAUSE_MS * 2 ** failures)
      await setTimeout(pause, undefined, { signal, ref: false }).catch(() => undefined)
    }
  }
  const running = whileLocked(pool, LOCK, simulate, { wait: false }).catch((error: unknown) =>
    log.warn({ err: error }, 'the demo is not simulated'),
  )
  return {
    async stop() {
      stopping.abort()
      await running
      await pool.end()
    },
  }
}
