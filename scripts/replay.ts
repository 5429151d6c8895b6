/** Sends the series of a file or folder as a gateway would, through the same door: `npm run -s replay -- FILE --url http://host:port`. */
import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { TakenReadings } from '../core/contract/readings.ts'
import { type Replayed, replayedOf, type ReplayMap } from './lib/replayed.ts'
import { placedFiles, seriesFiles } from './lib/replayFiles.ts'
import { ForPeople } from './lib/say.mjs'

const USAGE = `用法 usage: GATEWAY_TOKEN=… npm run -s replay -- FILE|FOLDER [--url http://127.0.0.1:8420] [--map MAP.json] [--source TEXT] [--at ISO|now] [--gap S] [--speed N]
  FILE     CSV: sensor,at,value；或宽表，配 --map or wide, with --map；文件夹中的序列逐个相接 those of a folder one after another
  --map    {"time": "datetime", "columns": {"Temperature": "T1"}}；无时间列 without a column of time: {"seconds": 180, "columns": {"1": "F1"}}
  --source 重放的是什么、出自何处，与重放网关登记的一致（也可写在映射的 "source"）；网关自己的实测则不写
           what is replayed and whose it is, as its gateway was made for (or "source" of the map); left out for a gateway's own measurements
  --at     首行移到此刻；now：末行在发出时刚测得 the first line is moved to that time; now: the last line is measured as it is sent
  --gap    文件夹中前后两个文件相隔的秒数，默认 60 seconds between two files of a folder, 60 unless given
  --speed  按倍速实时发送，不设则尽快 N times as fast as it was measured; without it as fast as it is taken
  中断后再运行即可：已收的不会重复（--at now 除外）run it again after a break: what was taken is taken once (but for --at now)`
/** Rows of one message, and tries of one before it is given up. */
const [ROWS, TRIES] = [1_000, 30]
const OPTIONS = { url: { type: 'string' }, map: { type: 'string' }, source: { type: 'string' }, at: { type: 'string' }, gap: { type: 'string' }, speed: { type: 'string' }, help: { type: 'boolean' } } as const // prettier-ignore
const Map = z.object({
  source: z.string().optional(),
  time: z.string().optional(),
  seconds: z.number().positive().optional(),
  columns: z.record(z.string(), z.string()),
})

interface Door {
  readonly url: string
  readonly token: string
  readonly replays: string | undefined
}

/** Sends one message until it is taken; a server that restarts is waited for. @throws ForPeople */
async function send({ url, token, replays }: Door, rows: readonly Replayed[]): Promise<TakenReadings> {
  const readings = rows.map(({ sensor, at, value }) => ({ sensor, at: Number.isFinite(at) ? new Date(at).toISOString() : '', value })) // prettier-ignore
  const headers = { 'content-type': 'application/json', origin: new URL(url).origin, authorization: `Bearer ${token}` }
  for (let tries = 1; ; tries++) {
    const body = JSON.stringify({ sentAt: new Date().toISOString(), replays, readings })
    const answer = await fetch(new URL('/api/readings', url), { method: 'POST', headers, body }).catch((error: Error) => error) // prettier-ignore
    if (!(answer instanceof Error) && answer.ok) return TakenReadings.parse(await answer.json())
    const again = answer instanceof Error || answer.status === 429 || answer.status >= 500
    if (!again || tries >= TRIES) throw new ForPeople(answer instanceof Error ? `${url}: ${answer.message}` : await answer.text()) // prettier-ignore
    const wait = answer instanceof Error ? 1 : Number(answer.headers.get('retry-after') ?? 1)
    await setTimeout(wait * 1000)
  }
}

/** Gathers rows into messages, and counts what became of them. */
function sending(door: Door) {
  const sum = { taken: 0, repeated: 0, refused: 0 }
  let waiting: Replayed[] = []
  async function flush() {
    if (waiting.length === 0) return
    const { taken, repeated, refused } = await send(door, waiting)
    Object.assign(sum, { taken: sum.taken + taken, repeated: sum.repeated + repeated, refused: sum.refused + refused })
    waiting = []
  }
  async function put(rows: readonly Replayed[]) {
    waiting.push(...rows)
    if (waiting.length >= ROWS) await flush()
  }
  return { sum, put, flush }
}

/** @throws ForPeople where the number is none above 0 */
function numberOf(name: string, text: string): number {
  const number = Number(text)
  if (number > 0) return number
  throw new ForPeople(`--${name} 须是大于 0 的数。\n--${name} has to be a number above 0.\n${USAGE}`)
}

/** Where the first line is moved to, or the last. */
function placeOf(at: string | undefined, begun: number): { begin?: number; end?: number } {
  if (at === undefined) return {}
  if (at === 'now') return { end: begun }
  if (Number.isFinite(Date.parse(at))) return { begin: Date.parse(at) }
  throw new ForPeople(`--at 须是 ISO 时间或 now。\n--at has to be an ISO time, or now.\n${USAGE}`)
}

async function replay(path: string, asked: Readonly<Record<string, string | undefined>>) {
  const token = process.env['GATEWAY_TOKEN']
  if (!token) throw new ForPeople(`请在环境变量 GATEWAY_TOKEN 中给出网关令牌。\nGive the token of the gateway in GATEWAY_TOKEN.\n${USAGE}`)
  const { url = 'http://127.0.0.1:8420', gap = '60' } = asked
  const map = asked.map === undefined ? undefined : Map.parse(JSON.parse(readFileSync(asked.map, 'utf8')))
  const pace = asked.speed === undefined ? undefined : numberOf('speed', asked.speed)
  const { sum, put, flush } = sending({ url, token, replays: asked.source ?? map?.source })
  for await (const { due, rows } of paced(seriesFiles(path), { map, pace, at: asked.at, gap: numberOf('gap', gap) * 1000 })) {
    if (due > Date.now()) {
      await flush()
      await setTimeout(due - Date.now())
    }
    await put(rows)
  }
  await flush()
  console.log(`收下 ${sum.taken}，重复 ${sum.repeated}，隔离 ${sum.refused} · taken ${sum.taken}, repeated ${sum.repeated}, refused ${sum.refused}`)
} // prettier-ignore

interface Pacing {
  readonly map: ReplayMap | undefined
  readonly pace: number | undefined
  readonly at: string | undefined
  readonly gap: number
}

/** The lines of all files in their moved times, each with when it is due to be sent. */
async function* paced(files: readonly string[], { map, pace, at, gap }: Pacing) {
  const begun = Date.now()
  const sought = placeOf(at, begun)
  const whole = await placedFiles(files, { map, gap, ...sought })
  // at a pace the last line is sent so much later
  const late = pace !== undefined && sought.end !== undefined ? { end: sought.end + whole.length / pace } : sought
  const { files: placed } = late === sought ? whole : await placedFiles(files, { map, gap, ...late })
  let first: number | undefined
  for (const { file, moved } of placed)
    for await (const line of replayedOf(file, map)) {
      const rows = line.map((one) => ({ ...one, at: one.at + moved }))
      const when = rows[0]?.at ?? NaN
      if (Number.isFinite(when)) first ??= when
      yield { rows, due: pace === undefined || first === undefined || !Number.isFinite(when) ? 0 : begun + (when - first) / pace } // prettier-ignore
    }
}

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
