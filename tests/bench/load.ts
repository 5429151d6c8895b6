/** The load client: one process of its own, keep-alive connections over bare sockets, so that it costs the least it can. */
import net from 'node:net'

/** What to ask, of whom, how hard and how long. */
export interface Load {
  readonly port: number
  readonly paths: readonly string[]
  readonly headers: Readonly<Record<string, string>>
  readonly connections: number
  /** It ends after so long, or after so many answers. */
  readonly milliseconds: number
  readonly requests?: number
}
/** What came of it. */
export interface Outcome {
  readonly answers: number
  readonly perSecond: number
  /** Milliseconds. */
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly bytes: number
  readonly statuses: Readonly<Record<string, number>>
}

const HEAD_END = Buffer.from('\r\n\r\n')

/** Status and whole length of the first answer in the buffer; undefined where its head is not all there. */
function frame(buffer: Buffer): { status: string; length: number } | undefined {
  const end = buffer.indexOf(HEAD_END)
  if (end < 0) return undefined
  const head = buffer.toString('latin1', 0, end)
  const [, length = '0'] = /\r\ncontent-length: *(\d+)/i.exec(head) ?? []
  if (/\r\ntransfer-encoding/i.test(head)) throw new Error('the load client reads no chunks')
  return { status: head.slice(9, 12), length: end + HEAD_END.length + Number(length) }
}

/** Runs one load to its end. */
export async function run({
  port,
  paths,
  headers,
  connections,
  milliseconds,
  requests = Infinity,
}: Load): Promise<Outcome> {
  const extra = Object.entries({ host: `127.0.0.1:${port}`, ...headers })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')
  const asks = paths.map((path) => Buffer.from(`GET ${path} HTTP/1.1\r\n${extra}\r\n`))
  const times: number[] = []
  const statuses: Record<string, number> = {}
  let [turn, bytes] = [0, 0]
  const begun = performance.now()
  const over = () => performance.now() - begun >= milliseconds || turn >= requests

  const connection = () =>
    new Promise<void>((resolve, reject) => {
      let asked = 0
      let waiting: Buffer = Buffer.alloc(0)
      const socket = net.connect({ port, host: '127.0.0.1', noDelay: true })
      const ask = () => {
        if (over()) return socket.end(resolve)
        asked = performance.now()
        socket.write(asks[turn++ % asks.length]!)
      }
      const take = (chunk: Buffer) => {
        waiting = waiting.length > 0 ? Buffer.concat([waiting, chunk]) : chunk
        const answer = frame(waiting)
        if (!answer || waiting.length < answer.length) return
        times.push(performance.now() - asked)
        statuses[answer.status] = (statuses[answer.status] ?? 0) + 1
        bytes += answer.length
        waiting = Buffer.alloc(0)
        ask()
      }
      socket.on('connect', ask).on('data', take).on('error', reject)
    })
  await Promise.all(Array.from({ length: connections }, connection))
  const seconds = (performance.now() - begun) / 1000
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN
  return {
    answers: times.length,
    perSecond: times.length / seconds,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    bytes: bytes / times.length,
    statuses,
  }
}

process.on('message', (load: Load) => {
  run(load).then(
    (outcome) => process.send?.({ outcome }),
    (error: unknown) => process.send?.({ error: String(error) }),
  )
})
process.on('disconnect', () => process.exit()) // the benchmark is gone
