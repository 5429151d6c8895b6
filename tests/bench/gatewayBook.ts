/** Gateways on hazard sources of a filled book, and what they send: many within their limits at a set rate, one that goes beyond. */
import { createHash } from 'node:crypto'
import http from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { makePool } from '#server/db/pools.ts'

/** Sensors of each of the gateways that stay within their limits. */
const SENSORS = 250
const tokenOf = (gateway: number) => `anjian_gw_${String(gateway).padStart(43, '0')}`

/** A hazard source, with whose it is. */
export interface Place {
  readonly source: number
  readonly enterprise: number
  readonly grid: number
  readonly department: number
}

/** Enterprises with a hazard source, one for each gateway. */
async function placesOf(owner: string, n: number): Promise<Place[]> {
  const pool = makePool(owner, { size: 1 })
  const { rows } = await pool.query<Place>(
    'select id as source, enterprise, grid, department from hazard_source order by id limit $1',
    [n],
  )
  await pool.end()
  return rows
}

/** Whose sensors of a gateway they are: so many, numbered from here in such steps. */
interface Numbered {
  readonly sensors: number
  readonly from?: number
  readonly step?: number
}
/** A gateway with sensors that speak of combustible gas and warn at 25, alarm at 50 %LEL. */
async function addGateway(owner: string, gateway: number, { source, enterprise }: Place, { sensors, from = 0, step = 1 }: Numbered) {
  const pool = makePool(owner, { size: 1 })
  await pool.query(
    `with made as (insert into gateway (enterprise, name, token_hash) values ($1, '网关', $2) returning id)
     insert into sensor (hazard_source, gateway, code, name, kind, unit, range_low, range_high, limit_h, limit_hh, cadence)
     select $3, made.id, 'G' || n, '探头' || n || '号', 'combustible', '%LEL', 0, 100, 25, 50, 300
       from made, generate_series($5::integer, $5::integer + ($4::integer - 1) * $6::integer, $6::integer) n`,
    [enterprise, createHash('sha256').update(tokenOf(gateway)).digest(), source, sensors, from, step],
  )
  await pool.end()
} // prettier-ignore

const agent = new http.Agent({ keepAlive: true, noDelay: true })

interface Reading {
  readonly sensor: string
  readonly at: string
  readonly value: number
}
/** Messages that were answered 429, and sent again as gateways must. */
let again = 0
/** How many messages had to be sent again so far. */
export const sentAgain = (): number => again

/** Posts a body. @returns its answer and, of 429, the seconds after which it may be sent again. @throws of any other answer than 201 */
function post(port: number, gateway: number, body: string): Promise<{ text: string; wait?: number }> {
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), origin: `http://127.0.0.1:${port}`, authorization: `Bearer ${tokenOf(gateway)}` } // prettier-ignore
  return new Promise((resolve, reject) => {
    const request = http.request({ agent, host: '127.0.0.1', port, path: '/api/readings', method: 'POST', headers }, (res) => {
      let text = ''
      res.on('data', (part: Buffer) => (text += part.toString()))
      res.on('end', () => {
        if (res.statusCode === 201) resolve({ text })
        else if (res.statusCode === 429) resolve({ text, wait: Number(res.headers['retry-after']) })
        else reject(new Error(`${res.statusCode}: ${text.slice(0, 300)}`))
      })
    })
    request.on('error', reject).end(body)
  })
} // prettier-ignore

/** Sends one message until it is acknowledged, which is after the commit. @throws where not all of it was kept as new */
async function send(port: number, gateway: number, readings: readonly Reading[]): Promise<void> {
  for (;;) {
    const body = JSON.stringify({ sentAt: new Date().toISOString(), readings })
    const { text, wait } = await post(port, gateway, body)
    if (wait === undefined) {
      const { taken } = JSON.parse(text) as { taken: number }
      if (taken !== readings.length) throw new Error(`${taken} of ${readings.length} were taken: ${text.slice(0, 300)}`)
      return
    }
    again += 1
    await pause(1000 * wait)
  }
}

/** What was sent at a set rate. */
export interface Sent {
  readonly perSecond: number
  /** Milliseconds from sending a message to its acknowledgement, and how late it was sent for its time. */
  readonly times: readonly number[]
  readonly late: readonly number[]
}

/** A second of one gateway: its sensors by turns, each as often as the rate asks for. However late it is sent, it has times of its own. */
function secondOf(rate: number, begun: number): Reading[] {
  return Array.from({ length: rate }, (_, n) => ({
    sensor: `G${n % SENSORS}`,
    at: new Date(begun + Math.floor(n / SENSORS) * 100).toISOString(),
    value: 5 + ((n * 7) % 10) / 100,
  }))
}

/** How readings flow; `together`: all gateways send on the same second, else they are spread over it. */
export interface Flow {
  readonly gateways: number
  readonly perSecond: number
  readonly together: boolean
}

/** Gateways that send a message each second until they are to cease. A message that is late is sent all the same, so that the rate holds. */
export function flowing(port: number, { gateways, perSecond, together }: Flow) {
  const [times, late] = [[] as number[], [] as number[]]
  let ended: number | undefined
  const begun = performance.now()
  const rate = perSecond / gateways
  async function gateway(n: number) {
    for (let due = begun + (together ? 0 : (n / gateways) * 1000); ; due += 1000) {
      await pause(Math.max(0, due - performance.now()))
      if (ended !== undefined) return
      late.push(performance.now() - due)
      const sent = performance.now()
      await send(port, n, secondOf(rate, performance.timeOrigin + due - 1000))
      if (ended === undefined) times.push(performance.now() - sent)
    }
  }
  const sent = Promise.all(Array.from({ length: gateways }, (_, n) => gateway(n))).then((): Sent => {
    const seconds = ((ended ?? performance.now()) - begun) / 1000
    return { perSecond: (times.length * rate) / seconds, times, late }
  })
  sent.catch(() => undefined) // whoever waits for it is told
  return { sent, cease: () => void (ended = performance.now()) }
}

/** Adds gateways that stay within their limits, and others, one or more, whose sensors each alarm once, by turns. */
export async function addGateways(owner: string, gateways: number, alarming: number, spread = 1) {
  const places = await placesOf(owner, gateways + spread)
  for (let n = 0; n < gateways; n += 1) await addGateway(owner, n, places[n]!, { sensors: SENSORS })
  for (let n = 0; n < spread; n += 1)
    await addGateway(owner, gateways + n, places[gateways + n]!, { sensors: Math.ceil(alarming / spread), from: n, step: spread }) // prettier-ignore
  let next = 0
  return {
    place: places[gateways]!,
    /** The source page of one of the gateways that flow. */
    flows: places[0]!,
    /** Sends a reading beyond its limit of a sensor that has not alarmed yet. @returns its name, and when it was sent and acknowledged, ms since 1970 */
    async alarm(port: number) {
      const n = next++
      if (n >= alarming) throw new Error(`all ${alarming} sensors have alarmed`)
      const sent = performance.timeOrigin + performance.now()
      await send(port, gateways + (n % spread), [{ sensor: `G${n}`, at: new Date().toISOString(), value: 60 }])
      return { name: `探头${n}号`, sent, acknowledged: performance.timeOrigin + performance.now() }
    },
  }
}
export type Gateways = Awaited<ReturnType<typeof addGateways>>

/** Ends connections that are kept. */
export const endSenders = (): void => agent.destroy()
