/** Readings as gateways send them, beside bare inserts of the same rows by `unnest`, by turns in one run. */
import { createHash } from 'node:crypto'
import http from 'node:http'
import { makePool } from '#server/db/pools.ts'
import type { Logins } from './policiesBench.ts'
import { serve } from './processes.ts'
import { median, table } from './tables.ts'

const [GATEWAYS, SENSORS, TIMES] = [4, 250, 8]
/** Rows of one message, and of one bare insert. */
const ROWS = SENSORS * TIMES
const tokenOf = (gateway: number) => `anjian_gw_${String(gateway).padStart(43, '0')}`

/** Gateways of the bench, and as many sensors again whose ids the floor writes under. */
async function fill({ owner }: Logins): Promise<number[][]> {
  const pool = makePool(owner, { size: 1 })
  await pool.query('update ingest_rule set readings_a_minute = 2147483647')
  const floors: number[][] = []
  for (let n = 0; n < GATEWAYS; n++) {
    const { rows } = await pool.query<{ id: number }>(
      `with plant as (insert into enterprise (scheme, identifier, name) values ('bench', $1, $1) returning id),
        source as (insert into hazard_source (enterprise, name, unit_kind, geom) select id, '罐区', 'storage', 'SRID=4326;POINT(121 37)' from plant returning id),
        made as (insert into gateway (enterprise, name, token_hash) select id, '网关', $2 from plant returning id)
       insert into sensor (hazard_source, gateway, code, name, kind, unit, range_low, range_high, cadence)
       select source.id, case when n < $3 then made.id end, 'T' || n, '温度', 'temperature', '℃', 0, 100, 1
         from source, made, generate_series(0, 2 * $3::integer - 1) n returning id`,
      [`B${n}`, createHash('sha256').update(tokenOf(n)).digest(), SENSORS],
    )
    floors.push(rows.slice(SENSORS).map(({ id }) => id))
  }
  await pool.query('select app.reading_partition(app.day_of(app.now()) - n) from generate_series(0, 2) n')
  await pool.end()
  return floors
}

/** Two days ago, and on from there: each row of the run has a time of its own. */
const BEGUN = Math.floor(Date.now() / 1000) * 1000 - 2 * 86_400_000 + 3_600_000
/** Time `n` of a message that is the `message`th of its sender. */
const at = (message: number, n: number) => new Date(BEGUN + (message * TIMES + n) * 100).toISOString()
const valueOf = (sensor: number, n: number) => (sensor * 7 + n * 13) % 97

function bodyOf(message: number): string {
  const readings = Array.from({ length: ROWS }, (_, i) => ({ sensor: `T${i % SENSORS}`, at: at(message, Math.floor(i / SENSORS)), value: valueOf(i % SENSORS, i) })) // prettier-ignore
  return JSON.stringify({ sentAt: new Date().toISOString(), readings })
}

const agent = new http.Agent({ keepAlive: true })
const post = (port: number, token: string, body: string) =>
  new Promise<string>((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), origin: `http://127.0.0.1:${port}`, authorization: `Bearer ${token}` } // prettier-ignore
    const request = http.request({ agent, host: '127.0.0.1', port, path: '/api/readings', method: 'POST', headers }, (res) => {
      let text = ''
      res.on('data', (part: Buffer) => (text += part.toString()))
      res.on('end', () => (res.statusCode === 201 ? resolve(text) : reject(new Error(`${res.statusCode}: ${text.slice(0, 300)}`))))
    })
    request.on('error', reject).end(body)
  }) // prettier-ignore

interface Round {
  readonly perSecond: number
  readonly times: readonly number[]
}
/** Each of the senders as often as it can, until the time is over. @param next numbers the messages of each sender */
async function round(milliseconds: number, next: number[], send: (sender: number, message: number) => Promise<void>): Promise<Round> {
  const [begun, times] = [performance.now(), [] as number[]]
  async function sender(n: number) {
    while (performance.now() - begun < milliseconds) {
      const started = performance.now()
      await send(n, next[n]!++)
      times.push(performance.now() - started)
    }
  }
  await Promise.all(next.map((_, n) => sender(n)))
  return { perSecond: (times.length * ROWS) / ((performance.now() - begun) / 1000), times }
} // prettier-ignore

/** Readings a second that are acknowledged, and that bare inserts would bring in, on as many connections. */
export async function ingestTable(logins: Logins, seconds: number, rounds: number): Promise<string> {
  const floors = await fill(logins)
  const bare = makePool(logins.owner, { size: GATEWAYS })
  const server = await serve({ is: 'product', url: logins.server })
  const [sent, written] = [Array<number>(GATEWAYS).fill(0), Array<number>(GATEWAYS).fill(0)]
  const insert = async (n: number, message: number) => {
    const rows = Array.from({ length: ROWS }, (_, i) => i)
    const columns = [rows.map((i) => floors[n]![i % SENSORS]), rows.map((i) => at(message, Math.floor(i / SENSORS))), rows.map((i) => valueOf(i % SENSORS, i))] // prettier-ignore
    await bare.query('insert into reading (sensor, at, value, received_at) select *, now() from unnest($1::int[], $2::timestamptz[], $3::float8[])', columns) // prettier-ignore
  }
  const send = async (n: number, message: number) => {
    const answer = JSON.parse(await post(server.port, tokenOf(n), bodyOf(message))) as { taken: number }
    if (answer.taken !== ROWS) throw new Error(`${answer.taken} of ${ROWS} were taken`)
  }
  const pairs: { floor: Round; product: Round }[] = []
  for (let n = 0; n < rounds; n++) {
    const milliseconds = (seconds / rounds) * 1000
    pairs.push({ floor: await round(milliseconds, written, insert), product: await round(milliseconds, sent, send) })
  }
  const { rows } = await bare.query<{ n: number }>('select count(*)::int as n from reading')
  const expected = [...sent, ...written].reduce((sum, messages) => sum + messages * ROWS, 0)
  if (rows[0]!.n !== expected) throw new Error(`${rows[0]!.n} readings are there, ${expected} were acknowledged`)
  const times = pairs.flatMap(({ product }) => product.times).sort((a, b) => a - b)
  agent.destroy()
  await Promise.all([bare.end(), server.stop()])
  const of = (which: 'floor' | 'product') => median(pairs.map((pair) => pair[which].perSecond))
  const ratio = median(pairs.map(({ floor, product }) => product.perSecond / floor.perSecond))
  const head = [`${GATEWAYS} gateways, ${ROWS} readings a message, ${seconds} s`, 'readings/s', 'bare unnest', 'ratio', 'a message p50, ms', 'p95, ms', 'acknowledged'] // prettier-ignore
  const acknowledged = sent.reduce((sum, messages) => sum + messages * ROWS, 0)
  return table(head, [['by HTTP, each acknowledged after its commit', of('product'), of('floor'), ratio, median(times), times[Math.floor(times.length * 0.95)] ?? NaN, acknowledged]]) // prettier-ignore
}
