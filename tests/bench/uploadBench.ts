/** A file that goes through the server: rows a second of staging and of publication, the server's memory, and how the map answers meanwhile. */
import { openAsBlob, readFileSync, rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { asSession } from '#server/db/db.ts'
import { makePool } from '#server/db/pools.ts'
import { SESSION_COOKIE } from '#server/http/cookies.ts'
import { openSession } from '#server/http/signIn/sessionRows.ts'
import type { Logins } from './importBench.ts'
import { tilePaths, UPLOADS } from './plan.ts'
import { load, serve } from './processes.ts'
import { median, table } from './tables.ts'

/** Tiles of one round; each is asked for the first time, so that none is answered from memory. */
const TILES = 40
const IDLE_ROUNDS = 25
const LOOK_MS = 50
const LONGEST_MS = 3_600_000
const MEGABYTE_KB = 1_024

/** A data steward of the book. @returns the cookie */
async function steward({ server, owner }: Logins): Promise<string> {
  const [pool, admin] = [makePool(server, { size: 1 }), makePool(owner, { size: 1 })]
  const { rows } = await admin.query<{ account: number; post: number }>(
    `with made as (insert into account (user_name, name, state) values ('bench', '测速', 'active') returning id)
     insert into post (account, kind) select id, 'data-steward' from made returning account, id as post`,
  )
  const token = await asSession(pool, (db) =>
    openSession(db, { ...rows[0]!, step: 'done', assured: true }, { address: '127.0.0.1', agent: 'bench' }),
  )
  await Promise.all([pool.end(), admin.end()])
  return `${SESSION_COOKIE}=${token}`
}

/** Most that the process has held so far, megabytes. */
function peakOf(pid: number): number {
  const [, kilobytes = NaN] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / MEGABYTE_KB
}

/** How the map answered: medians of what each round had as its median and its 95th percentile, milliseconds. */
interface Answered {
  readonly p50: number
  readonly p95: number
}
const overall = (rounds: readonly Answered[]): Answered => ({
  p50: median(rounds.map(({ p50 }) => p50)),
  p95: median(rounds.map(({ p95 }) => p95)),
})

/** Asks for tiles, round after round. */
function mapAsked(port: number, cookie: string, paths: readonly string[]) {
  let at = 0
  const round = async () => {
    const part = paths.slice(at, at + TILES)
    at = at + 2 * TILES > paths.length ? 0 : at + TILES
    const headers = { 'accept-encoding': 'gzip', cookie }
    const work = { port, paths: part, headers, connections: 1, milliseconds: LONGEST_MS, requests: part.length }
    const { p50, p95, statuses } = await load(work)
    if (Object.keys(statuses).some((status) => !['200', '204'].includes(status))) throw new Error(`tiles: ${JSON.stringify(statuses)}`)
    return { p50, p95 }
  } // prettier-ignore
  return {
    async rounds(n: number) {
      const found: Answered[] = []
      for (let i = 0; i < n; i += 1) found.push(await round())
      return overall(found)
    },
    async until(done: Promise<unknown>) {
      let over = false
      const ended = done.finally(() => (over = true))
      ended.catch(() => undefined) // it is waited for below
      const found: Answered[] = []
      do found.push(await round())
      while (!over)
      await ended
      return overall(found)
    },
  }
}

/** Uploads, stages and publishes a file as a data steward of a filled book, while the map is asked for. `file`: as importBench makes it. */
export async function uploadTable(logins: Logins, file: string, rows: number): Promise<string> {
  const cookie = await steward(logins)
  const server = await serve({ is: 'product', url: logins.server })
  const at = `http://127.0.0.1:${server.port}`
  const map = mapAsked(server.port, cookie, tilePaths([14, 15, 16], 20_000))

  async function ask<Answer>(method: string, path: string, body?: Blob | object): Promise<Answer> {
    const type = body instanceof Blob ? 'application/octet-stream' : 'application/json'
    const sent = body === undefined ? {} : { body: body instanceof Blob ? body : JSON.stringify(body) }
    const headers = { cookie, origin: at, ...(body !== undefined && { 'content-type': type }) }
    const answer = await fetch(`${at}/api/imports${path}`, { method, headers, ...sent })
    const told = (await answer.json()) as Answer
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(told)}`)
    return told
  }
  /** Begins a work on the stage and waits for its end. @returns seconds that it took, and how the map answered */
  async function measured(id: number, path: string, body: object, end: string) {
    const begun = performance.now()
    await ask('POST', `/${id}/${path}`, body)
    const work = async () => {
      for (;;) {
        const { state, failure } = await ask<{ state: string; failure: object | null }>('GET', `/${id}`)
        if (state === end) return (performance.now() - begun) / 1_000
        if (failure) throw new Error(JSON.stringify(failure))
        await pause(LOOK_MS)
      }
    }
    const seconds = work()
    const answered = await map.until(seconds)
    return { seconds: await seconds, ...answered }
  }

  await map.rounds(IDLE_ROUNDS) // connections are open, plans cached, code compiled
  const idle = await map.rounds(IDLE_ROUNDS)
  const before = peakOf(server.pid)
  const { id } = await ask<{ id: number }>('POST', '?name=rows.csv', await openAsBlob(file))
  const named = { key: '编号', name: '名称', lng: '经度', lat: '纬度', address: '地址' }
  const columns = Object.fromEntries(Object.entries(named).map(([field, column]) => [field, { column }]))
  const mapping = { capability: 'enterprises', scheme: 'upload', columns }
  const staging = await measured(id, 'stage', { mapping, datum: 'wgs84' }, 'staged')
  const staged = peakOf(server.pid)
  const { revision } = await ask<{ revision: number }>('GET', `/${id}`)
  const publication = await measured(id, 'publish', { confirmed: revision }, 'published')
  const published = peakOf(server.pid)
  await server.stop()
  rmSync(UPLOADS, { recursive: true, force: true })
  const line = (name: string, { seconds, p50, p95 }: typeof staging, peak: number) =>
    [name, rows, seconds, rows / seconds, p50, p50 / idle.p50, p95, p95 / idle.p95, peak] // prettier-ignore
  return table(
    [
      'through the server',
      'rows',
      's',
      'rows/s',
      'tile p50 ms',
      '÷ idle',
      'tile p95 ms',
      '÷ idle',
      'server’s peak MB (VmHWM)',
    ],
    [
      ['idle', '', '', '', idle.p50, 1, idle.p95, 1, before],
      line('staging', staging, staged),
      line('publication', publication, published),
    ],
  )
}
