/** Sends the series of a file as a gateway would, through the same door: `npm run -s replay -- FILE --url http://host:port`. */
import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { TakenReadings } from '../core/contract/readings.ts'
import { type Replayed, replayedOf } from './lib/replayed.ts'
import { ForPeople } from './lib/say.mjs'

const USAGE = `用法 usage: GATEWAY_TOKEN=… npm run -s replay -- FILE [--url http://127.0.0.1:8420] [--map MAP.json] [--at ISO] [--speed N]
  FILE     CSV: sensor,at,value；或宽表，配 --map or wide, with --map
  --map    {"time": "datetime", "columns": {"Temperature": "T1"}}；无时间列 without a column of time: {"seconds": 180, "columns": {"1": "F1"}}
  --at     首行移到此刻 the first line is moved to that time
  --speed  按倍速实时发送，不设则尽快 N times as fast as it was measured; without it as fast as it is taken
  中断后再运行即可：已收的不会重复 run it again after a break: what was taken is taken once`
/** Rows of one message, and tries of one before it is given up. */
const [ROWS, TRIES] = [1_000, 30]
const OPTIONS = { url: { type: 'string' }, map: { type: 'string' }, at: { type: 'string' }, speed: { type: 'string' }, help: { type: 'boolean' } } as const // prettier-ignore
const Map = z.object({
  time: z.string().optional(),
  seconds: z.number().positive().optional(),
  columns: z.record(z.string(), z.string()),
})

/** Sends one message until it is taken; a server that restarts is waited for. @throws ForPeople */
async function send(url: string, token: string, rows: readonly Replayed[]): Promise<TakenReadings> {
  const readings = rows.map(({ sensor, at, value }) => ({ sensor, at: Number.isFinite(at) ? new Date(at).toISOString() : '', value })) // prettier-ignore
  const headers = { 'content-type': 'application/json', origin: new URL(url).origin, authorization: `Bearer ${token}` }
  for (let tries = 1; ; tries++) {
    const body = JSON.stringify({ sentAt: new Date().toISOString(), readings })
    const answer = await fetch(new URL('/api/readings', url), { method: 'POST', headers, body }).catch((error: Error) => error) // prettier-ignore
    if (!(answer instanceof Error) && answer.ok) return TakenReadings.parse(await answer.json())
    const again = answer instanceof Error || answer.status === 429 || answer.status >= 500
    if (!again || tries >= TRIES) throw new ForPeople(answer instanceof Error ? `${url}: ${answer.message}` : await answer.text()) // prettier-ignore
    const wait = answer instanceof Error ? 1 : Number(answer.headers.get('retry-after') ?? 1)
    await setTimeout(wait * 1000)
  }
}

async function replay(file: string, { url = 'http://127.0.0.1:8420', map, at, speed }: Readonly<Record<string, string | undefined>>) {
  const token = process.env['GATEWAY_TOKEN']
  if (!token) throw new ForPeople(`请在环境变量 GATEWAY_TOKEN 中给出网关令牌。\nGive the token of the gateway in GATEWAY_TOKEN.\n${USAGE}`)
  const sum = { taken: 0, repeated: 0, refused: 0 }
  const [begun, pace] = [Date.now(), speed === undefined ? undefined : Number(speed)]
  let [first, moved, waiting] = [undefined as number | undefined, 0, [] as Replayed[]]
  const flush = async () => {
    if (waiting.length === 0) return
    const { taken, repeated, refused } = await send(url, token, waiting)
    Object.assign(sum, { taken: sum.taken + taken, repeated: sum.repeated + repeated, refused: sum.refused + refused })
    waiting = []
  }
  for await (const line of replayedOf(file, map === undefined ? undefined : Map.parse(JSON.parse(readFileSync(map, 'utf8'))))) {
    const [{ at: when } = { at: 0 }] = line
    if (first === undefined) {
      first = when
      moved = at === undefined ? 0 : Date.parse(at) - when
    }
    const due = pace === undefined ? 0 : begun + (when - first) / pace - Date.now()
    if (due > 0) {
      await flush()
      await setTimeout(due)
    }
    waiting.push(...line.map((one) => ({ ...one, at: one.at + moved })))
    if (waiting.length >= ROWS) await flush()
  }
  await flush()
  console.log(`收下 ${sum.taken}，重复 ${sum.repeated}，隔离 ${sum.refused} · taken ${sum.taken}, repeated ${sum.repeated}, refused ${sum.refused}`)
} // prettier-ignore

try {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true })
  const { help, ...asked } = values
  if (help || positionals.length !== 1) {
    console.log(USAGE)
    process.exitCode = help ? 0 : 1
  } else await replay(positionals[0]!, asked)
} catch (error) {
  console.error(error instanceof ForPeople ? error.message : error)
  process.exitCode = 1
}
