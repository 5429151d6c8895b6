/** Tiles per second: uncached against bare Node and pg, cached and 304 against bare Node sending the same bytes. */
import http from 'node:http'
import { tilePaths } from './plan.ts'
import { load, type Measured, serve } from './processes.ts'
import type { Recorded } from './servers.ts'
import { median, table } from './tables.ts'

/** How long and how often to measure. */
export interface Pace {
  readonly rounds: number
  readonly milliseconds: number
}
const CONNECTIONS = [1, 8, 32] as const
const MOST_CONNECTIONS = 32
/** Before each measurement: connections of the pools are open, plans cached, code compiled. */
const WARM_UP_MS = 2_000
const ZIPPED = { 'accept-encoding': 'gzip' }

/** One contestant, and what it is sent. */
interface Contestant {
  readonly server: Measured
  readonly paths: readonly string[]
  readonly headers: Readonly<Record<string, string>>
}
interface Result {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  /** Processor time of the server process for one answer, microseconds; PostgreSQL's is not in it. */
  readonly cpu: number
  /** Bytes of one answer, head and body. */
  readonly bytes: number
  /** Median over the rounds of the first contestant's rate over this one's. */
  readonly ratio: number
}

/** Rounds in which all run one after the other, beginning with another each time. */
async function paired(
  contestants: readonly Contestant[],
  connections: number,
  { rounds, milliseconds }: Pace,
): Promise<Result[]> {
  const rates = contestants.map(() => ({
    perSecond: [] as number[],
    p50: [] as number[],
    p99: [] as number[],
    cpu: [] as number[],
    bytes: [] as number[],
  }))
  for (const { server, paths, headers } of contestants) {
    await load({ port: server.port, paths, headers, connections: MOST_CONNECTIONS, milliseconds: WARM_UP_MS })
  }
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < contestants.length; turn += 1) {
      const i = (round + turn) % contestants.length
      const { server, paths, headers } = contestants[i]!
      const before = await server.cpu()
      const outcome = await load({ port: server.port, paths, headers, connections, milliseconds })
      rates[i]!.cpu.push(((await server.cpu()) - before) / outcome.answers)
      const wrong = Object.keys(outcome.statuses).filter((status) => !['200', '204', '304'].includes(status))
      if (wrong.length > 0) throw new Error(`answered ${wrong.join(', ')}`)
      rates[i]!.perSecond.push(outcome.perSecond)
      rates[i]!.p50.push(outcome.p50)
      rates[i]!.p99.push(outcome.p99)
      rates[i]!.bytes.push(outcome.bytes)
    }
  }
  return rates.map(({ perSecond, p50, p99, cpu, bytes }) => ({
    bytes: median(bytes),
    cpu: median(cpu),
    perSecond: median(perSecond),
    p50: median(p50),
    p99: median(p99),
    ratio: median(perSecond.map((rate, round) => rates[0]!.perSecond[round]! / rate)),
  }))
}

const MIXES = [
  { name: 'points, z12–15', zooms: [12, 13, 14, 15], n: 100 },
  { name: 'clusters, z9–11', zooms: [9, 10, 11], n: 20 },
] as const

/** Uncached tiles of one book. */
export async function uncachedTable(url: string, pace: Pace): Promise<string> {
  const rows: (string | number)[][] = []
  const product = await serve({ is: 'uncached', url })
  for (const { name, zooms, n } of MIXES) {
    const paths = tilePaths(zooms, n)
    const zipping = await serve({ is: 'floor', url, paths, zipped: true })
    const plainly = await serve({ is: 'floor', url, paths, zipped: false })
    for (const connections of CONNECTIONS) {
      const results = await paired(
        [
          { server: product, paths, headers: ZIPPED },
          { server: zipping, paths, headers: ZIPPED },
          { server: plainly, paths, headers: {} },
        ],
        connections,
        pace,
      )
      rows.push([name, String(connections), ...figures(results)])
    }
    await zipping.stop()
    await plainly.stop()
  }
  await product.stop()
  return table(['tiles', ...HEAD, ...against('floor, gzip 4'), ...against('floor, not zipped')], rows)
}

const HEAD = ['connections', 'answers/s', 'p50 ms', 'p99 ms', 'CPU µs']
const against = (name: string) => [`${name}: answers/s`, 'ratio', 'CPU µs']

/** The product's figures, then each rival's rate, the ratio and its processor time. */
const figures = ([ours, ...rivals]: readonly Result[]): number[] => [
  ...(ours ? [ours.perSecond, ours.p50, ours.p99, ours.cpu] : []),
  ...rivals.flatMap(({ perSecond, ratio, cpu }) => [perSecond, ratio, cpu]),
]

/** An answer of the server with its head, without what Node itself writes. */
function record(port: number, path: string, headers: Record<string, string>): Promise<Recorded> {
  return new Promise((resolve, reject) => {
    http
      .get({ port, host: '127.0.0.1', path, headers }, (res) => {
        const parts: Buffer[] = []
        res.on('data', (part: Buffer) => parts.push(part))
        res.on('end', () => {
          const own = Object.entries(res.headers).filter(
            ([name]) => !['date', 'connection', 'keep-alive'].includes(name),
          )
          resolve({
            status: res.statusCode ?? 0,
            headers: Object.fromEntries(own) as Record<string, string>,
            body: Buffer.concat(parts).toString('base64'),
          })
        })
      })
      .on('error', reject)
  })
}

/** Kept tiles and 304s of one book, asked of the whole server. */
export async function cachedTable(url: string, pace: Pace): Promise<string> {
  const product = await serve({ is: 'product', url })
  const [path, full] = await firstFull(product.port)
  const revalidating = { ...ZIPPED, 'if-none-match': full.headers['etag'] ?? '' }
  const unchanged = await record(product.port, path, revalidating)
  if (unchanged.status !== 304) throw new Error(`recorded ${unchanged.status}`)
  const bytes = await serve({ is: 'bytes', full, unchanged })
  const byExpress = await serve({ is: 'express', full, unchanged })
  const rows: (string | number)[][] = []
  for (const [name, headers] of [
    ['kept tile', ZIPPED],
    ['304', revalidating],
  ] as const) {
    for (const connections of CONNECTIONS) {
      const rivals = [product, bytes, byExpress].map((server) => ({ server, paths: [path], headers }))
      const results = await paired(rivals, connections, pace)
      const sizes = results.map((result) => result.bytes)
      if (new Set(sizes).size > 1) throw new Error(`${name}: answers of ${sizes.join(', ')} bytes are not the same`)
      rows.push([name, String(connections), ...figures(results)])
    }
  }
  for (const server of [product, bytes, byExpress]) await server.stop()
  const about = `The tile is ${full.headers['content-length']} bytes zipped.\n\n`
  return about + table(['answer', ...HEAD, ...against('bare node:http'), ...against('Express send')], rows)
}

/** A tile with something in it. */
async function firstFull(port: number): Promise<[path: string, full: Recorded]> {
  for (const path of tilePaths([12], 50)) {
    const full = await record(port, path, ZIPPED)
    if (full.status === 200) return [path, full]
  }
  throw new Error('no tile of the book has anything in it')
}
