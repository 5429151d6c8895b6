/**
 * `npm run bench`: everything that PERFORMANCE promises, measured in one run on books that it makes itself.
 *   --quick        small books, short rounds: to see that it runs; what it finds is no figure, and is written nowhere
 *   --only PART    parts of RESULTS.md, several parted by commas: they are put anew, and the others stay
 * The books stay in ANJIAN_BENCH (default: a folder beside the system's temporary files), so that a second run is short.
 */
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { startCluster } from '#server/db/cluster.ts'
import { migrate } from '#server/db/migrate.ts'
import { makePool } from '#server/db/pools.ts'
import { ensureClient } from '../../scripts/lib/client.mjs'
import { answersTable } from './answersBench.ts'
import { type BookSize, fillBook } from './book.ts'
import { coverageTable } from './coverageBench.ts'
import { CITY_GRIDS, fillCoverageBook } from './coverageBook.ts'
import { importTable, writeRows } from './importBench.ts'
import { ingestTable } from './ingestBench.ts'
import { listenersTable } from './listenersBench.ts'
import { loopAsksTable, loopListsTable, loopSweepText } from './loopBench.ts'
import { fillLoopBook } from './loopBook.ts'
import { fillPatrols, patrolsTable } from './patrolsBench.ts'
import { type Logins, policiesTable } from './policiesBench.ts'
import { stopAll } from './processes.ts'
import { readingTable } from './readingBench.ts'
import { measuredOn, type Part, PARTS, partText, type Section, withParts } from './results.ts'
import { memoryTable, routesTable } from './routesBench.ts'
import { screenTable } from './screenBench.ts'
import { signInTable } from './signInBench.ts'
import { startTimes } from './startBench.ts'
import { cachedTable, uncachedTable } from './tilesBench.ts'
import { uploadTable } from './uploadBench.ts'

const quick = process.argv.includes('--quick')
const only = process.argv[process.argv.indexOf('--only') + 1]?.split(',')
const wanted = (part: Part) => !process.argv.includes('--only') || only?.includes(part) === true
const PACE = quick ? { rounds: 5, milliseconds: 500 } : { rounds: 5, milliseconds: 2_000 }
const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const MIGRATIONS = join(ROOT, 'server/db/migrations')
const RESULTS = join(ROOT, 'tests/bench/RESULTS.md')
const SMALL: BookSize = { name: 'bench_21561', enterprises: 21_561, hazards: 100_000 }
const LARGE: BookSize = quick
  ? { name: 'bench_60000', enterprises: 60_000, hazards: 300_000 }
  : { name: 'bench_1000000', enterprises: 1_000_000, hazards: 5_000_000 }
const CITY: BookSize = { name: quick ? 'city_60000' : 'city_1000000', enterprises: LARGE.enterprises, hazards: 1_000 }
/** 5.5 events to a hazard. */
const LOOP: BookSize = quick
  ? { name: 'loop_60000', enterprises: 10_000, hazards: 60_000 }
  : { name: 'loop_1500000', enterprises: 100_000, hazards: 1_500_000 }

const since = performance.now()
const say = (text: string) => console.log(`${((performance.now() - since) / 1000).toFixed(0).padStart(5)} s  ${text}`)

type Url = (user: string, database?: string) => string

/** Eight characters that change with the schema and with how books are filled. */
async function fingerprint(): Promise<string> {
  const names = (await readdir(MIGRATIONS)).sort().map((name) => join(MIGRATIONS, name))
  const hash = createHash('sha1')
  for (const name of [
    ...names,
    ...['book.ts', 'loopBook.ts', 'coverageBook.ts'].map((name) => join(ROOT, 'tests/bench', name)),
  ])
    hash.update(await readFile(name))
  return hash.digest('hex').slice(0, 8)
}

/** The book of that size, made where it is not there yet: whole or not at all. */
async function book(url: Url, asked: BookSize, fill = fillBook): Promise<Logins> {
  const size = { ...asked, name: `${asked.name}_${await fingerprint()}` }
  const admin = makePool(url('postgres', 'postgres'), { size: 1 })
  const { rowCount } = await admin.query('select from pg_database where datname = $1', [size.name])
  if (rowCount === 0) {
    say(`making ${size.name}: ${size.enterprises} enterprises, ${size.hazards} hazards`)
    const part = `${size.name}_part`
    await admin.query(`drop database if exists ${part} with (force)`)
    await admin.query(`create database ${part} owner anjian_owner`)
    await migrated(url('postgres', part), (client) => fill(client, size))
    await admin.query(`alter database ${part} rename to ${size.name}`)
  }
  await admin.end()
  return { server: url('anjian_server', size.name), owner: url('postgres', size.name) }
}

/** Migrates an empty database as its superuser and does some work on it. */
async function migrated(url: string, work: (client: pg.ClientBase) => Promise<void>): Promise<void> {
  const pool = makePool(url, { size: 1 })
  const client = await pool.connect()
  await client.query('create extension if not exists postgis')
  await client.query('alter function geometry_overlaps(geometry, geometry) leakproof') // else no policy's table is searched by its index
  await migrate(client, MIGRATIONS)
  await work(client)
  client.release()
  await pool.end()
}

/** Some work on a book of its own, which is dropped afterwards. */
async function onOwnBook(
  url: Url,
  name: string,
  fill: (client: pg.ClientBase) => Promise<void>,
  work: (logins: Logins & { operator: string }) => Promise<string>,
): Promise<string> {
  const admin = makePool(url('postgres', 'postgres'), { size: 1 })
  await admin.query(`drop database if exists ${name} with (force)`)
  await admin.query(`create database ${name} owner anjian_owner`)
  await migrated(url('postgres', name), fill)
  const logins = {
    server: url('anjian_server', name),
    operator: url('anjian_operator', name),
    owner: url('postgres', name),
  }
  const text = await work(logins)
  await admin.query(`drop database ${name} with (force)`)
  await admin.end()
  return text
}

/** Something live on a book that the map shows, with a demo identity to look at it as. */
const live = (url: Url, work: (logins: Logins) => Promise<string>) =>
  onOwnBook(url, 'bench_live', (client) => fillBook(client, { ...SMALL, hazards: 1_000 }), work)

/** An import into an empty book by the command line. */
const importing = (url: Url) =>
  onOwnBook(
    url,
    'bench_import',
    () => Promise.resolve(),
    (logins) => importTable(ROOT, logins, quick ? 10_000 : 50_000),
  )

/** An import through the server into a book that the map shows. */
async function uploading(url: Url): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'anjian-bench-upload-'))
  const [file, rows] = [join(folder, 'rows.csv'), quick ? 20_000 : 1_000_000]
  writeRows(file, rows)
  const fill = async (client: pg.ClientBase) => {
    await fillBook(client, { ...SMALL, hazards: 1_000 }) // tiles of enterprises show none
    await client.query(`select setval(pg_get_serial_sequence('enterprise', 'id'), max(id)) from enterprise`)
    await client.query('delete from demo_identity') // nothing real is mixed with a demonstration
  }
  const text = await onOwnBook(url, 'bench_upload', fill, (logins) => uploadTable(logins, file, rows))
  rmSync(folder, { recursive: true, force: true })
  return text
}

async function countOf(url: string, table: string): Promise<string> {
  const pool = makePool(url, { size: 1 })
  const { rows } = await pool.query<{ n: number }>(`select count(*)::int as n from ${table}`)
  await pool.end()
  return rows[0]!.n.toLocaleString('en')
}

/** Parts that are measured on the books that are kept. */
const ON_BOOKS: readonly Part[] = ['tiles', 'cached', 'policies', 'sign-in', 'routes', 'memory']
const NO_BOOK: Logins = { server: '', owner: '' }

/** Puts a part anew as soon as it is measured: what a later one breaks off does not take it away. */
function keep(part: Part, about: string, sections: readonly Section[]): void {
  if (quick) return
  writeFileSync(RESULTS, withParts(readFileSync(RESULTS, 'utf8'), new Map([[part, partText(part, about, sections)]])))
  say(`${part} is written to ${RESULTS}`)
}

async function measured(url: Url): Promise<void> {
  const found = new Map<Part, { about: string; sections: Section[] }>()
  const add = async (part: Part, title: string, work: () => Promise<string>) => {
    if (!wanted(part)) return
    say(title)
    const { about, sections } = found.get(part) ?? { about: measuredOn(), sections: [] }
    sections.push({ title, text: await work() })
    found.set(part, { about, sections })
    console.log(`\n${title}\n\n${sections.at(-1)!.text}\n`)
    keep(part, about, sections)
  }
  const needed = ON_BOOKS.some(wanted)
  const smallLogins = needed ? await book(url, SMALL) : NO_BOOK
  const largeLogins = needed ? await book(url, LARGE) : NO_BOOK
  const [small, large] = [smallLogins.server, largeLogins.server]
  const [n, h] = [LARGE.enterprises.toLocaleString('en'), LARGE.hazards.toLocaleString('en')]
  await add('tiles', `Uncached tiles, 21,561 enterprises (goal: ratio ≥ 0.85)`, () => uncachedTable(small, PACE))
  await add('tiles', `Uncached tiles, ${n} enterprises (goal: ratio ≥ 0.85)`, () => uncachedTable(large, PACE))
  await add('cached', 'Kept tiles and 304s (goal: ratio ≥ 0.8 of bare Node, ≥ 3 of Express)', () =>
    cachedTable(small, PACE),
  )
  await add('policies', `Row-level policies, ${n} enterprises (goal: ratio ≤ 1.3)`, () =>
    policiesTable(largeLogins, quick ? 12 : 60),
  )
  await add('sign-in', 'Sign-in of known and unknown names (goal: ratio 0.9–1.1 where it is refused)', () =>
    signInTable(smallLogins, quick ? 30 : 300),
  )
  await add('routes', `Routes, 8 connections, ${n} enterprises and ${h} hazards (goal: p99 ≤ 60 ms)`, () =>
    routesTable(large, PACE.milliseconds),
  )
  await add('memory', 'Memory along 10,000 different tiles', () => memoryTable(large, 10_000))
  if (wanted('loop')) {
    const loop = await book(url, LOOP, fillLoopBook)
    const events = await countOf(loop.owner, 'hazard_event')
    await add('loop', `Lists of hazards, ${events} events (goal: p99 ≤ 80 ms)`, () => loopListsTable(loop, PACE))
    await add('loop', 'Figures, questions, tiles and reminders of these hazards', async () =>
      [await loopAsksTable(loop, LOOP.hazards, PACE.milliseconds), await loopSweepText(loop, PACE.rounds)].join('\n\n'),
    )
  }
  if (wanted('coverage')) {
    const city = await book(url, CITY, fillCoverageBook)
    const title = `Proof of coverage, ${CITY_GRIDS} grids and ${n} enterprises (goals: whole < 60 s, after a change < 1 s)`
    await add('coverage', title, () => coverageTable(city, quick ? 1 : PACE.rounds))
  }
  const walked = quick ? 50_000 : 1_000_000
  await add(
    'patrols',
    `Patrol tracks, ${walked.toLocaleString('en')} points in a district of about 50 km² (goal: cells < 2 s)`,
    () =>
      onOwnBook(
        url,
        'bench_patrols',
        async (client) => {
          await fillBook(client, { ...SMALL, hazards: 1_000 })
          await fillPatrols(client, walked)
        },
        (logins) => patrolsTable(logins, PACE.rounds),
      ),
  )
  await add('ingest', 'Readings of gateways (goals: ≥ 20,000 readings/s for 60 s, ratio ≥ 0.7)', () =>
    onOwnBook(
      url,
      'bench_ingest',
      () => Promise.resolve(),
      (logins) => ingestTable(logins, quick ? 5 : 60, quick ? 1 : PACE.rounds),
    ),
  )
  await add('answers', 'The map while 20,000 readings/s come in', () =>
    live(url, (logins) => answersTable(logins, quick ? 5 : 60, quick ? 2_000 : 20_000)),
  )
  if (wanted('screen')) await ensureClient()
  await add('screen', 'Reading → alarm → screen at 5,000 readings/s (goal: p99 < 1 s)', () =>
    live(url, (logins) => screenTable(logins, quick ? 20 : 300, quick ? 500 : 5_000)),
  )
  await add('listeners', 'An alarm to 10,000 open pages of one process (goal: the last within 1 s)', () =>
    live(url, (logins) => listenersTable(logins, quick ? 500 : 10_000, quick ? 5 : 30)),
  )
  await add('reading', 'Rows of a CSV, 12 columns (goal: ≥ 150,000 rows/s)', () =>
    readingTable(quick ? 100_000 : 1_000_000, quick ? 1 : PACE.rounds),
  )
  await add('import', 'Import (goal: ≥ 5,000 rows/s)', () => importing(url))
  const goals = 'goals: staging ≥ 20,000 rows/s, publication ≥ 5,000 rows/s, server below 400 MB'
  await add('upload', `Import through the server (${goals})`, () => uploading(url))
  await add('start', 'Start', startTimes)
}

const unknown = only?.find((name) => process.argv.includes('--only') && !(PARTS as readonly string[]).includes(name))
if (unknown !== undefined)
  throw new Error(`没有部分 ${unknown}，可选：${PARTS.join(', ')}\nThere is no part ${unknown}`)
const data = process.env['ANJIAN_BENCH'] ?? join(tmpdir(), 'anjian-bench')
if (!existsSync(data)) {
  mkdirSync(data, { recursive: true })
  chmodSync(data, 0o755)
}
const cluster = await startCluster({ data, say })
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stopAll()
    void cluster.stop().finally(() => process.exit(1))
  })
}
try {
  await measured(cluster.url)
} finally {
  stopAll()
  await cluster.stop()
}
