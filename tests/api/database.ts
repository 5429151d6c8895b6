import { execFile } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type pg from 'pg'
import { inject } from 'vitest'
import type { TestProject } from 'vitest/node'
import { type Cluster, startCluster } from '../../server/db/cluster.ts'
import { FolderInUse } from '../../server/db/folderLock.ts'
import { migrate } from '../../server/db/migrate.ts'
import { makePool, socketUrl } from '../../server/db/pools.ts'
import { quickFolder } from '../memory.ts'
import { hardRows } from './scoped/hardRows.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    socket: string
  }
}

const MIGRATIONS = 'server/db/migrations'
const DEMO = 'scripts/demo.ts'
const HARD_ROWS = 'tests/api/scoped/hardRows.ts'

let cluster: Cluster | undefined

/** Vitest globalSetup: a PostgreSQL for the tests alone, or the one whose socket folder ANJIAN_TEST_SOCKET names. */
export async function setup(project: TestProject) {
  const given = process.env.ANJIAN_TEST_SOCKET
  if (!given) cluster = await testCluster()
  const socket = given ?? cluster!.socket
  project.provide('socket', socket)
  await asAdmin(socket, async (admin) => {
    await admin.query(readFileSync('scripts/provision.sql', 'utf8'))
    if (!given) await dropLeftovers(admin)
  })
  await template(socket)
}

/** Ends what setup began. */
export const teardown = () => cluster?.stop()

/** Kept between runs, with its templates; a second run at the same time gets one of its own. */
async function testCluster(): Promise<Cluster> {
  const say = (text: string) => console.log(text)
  const parent = quickFolder()
  const data = join(parent, `anjian-tests-${hashOf([process.cwd()])}`)
  mkdirSync(data, { recursive: true })
  try {
    return await startCluster({ data, say, durable: false })
  } catch (error) {
    if (!(error instanceof FolderInUse)) throw error
    const own = mkdtempSync(join(parent, 'anjian-tests-'))
    chmodSync(own, 0o755) // PostgreSQL's account must reach it when tests run as root
    const made = await startCluster({ data: own, say, durable: false })
    return { ...made, stop: () => made.stop().finally(() => rmSync(own, { recursive: true, force: true })) }
  }
}

async function dropLeftovers(admin: pg.Pool) {
  const { rows } = await admin.query<{ name: string }>(
    "select datname as name from pg_database where datname ~ '^anjian_(fresh|scratch)_'",
  )
  for (const { name } of rows) await admin.query(`drop database ${name} with (force)`)
}

const hashOf = (parts: readonly string[]) => createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 12)

function textsBelow(path: string): string[] {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [readFileSync(path, 'utf8')]
  return readdirSync(path).flatMap((name) => textsBelow(join(path, name)))
}

async function asAdmin<T>(socket: string, work: (admin: pg.Pool) => Promise<T>, database = 'postgres'): Promise<T> {
  const admin = makePool(socketUrl(socket, 'postgres', database), { size: 1 })
  try {
    return await work(admin)
  } finally {
    await admin.end()
  }
}

/** Copied file by file: a test's cluster has little to write out first, and by way of the journal it takes four times as long. */
const copyOf = (name: string, source: string) =>
  `create database ${name} owner anjian_owner template ${source} strategy file_copy`

/** Makes the database `name` by `fill` unless it is there; whoever comes second waits. Whole or not at all. */
async function once(socket: string, name: string, from: string, fill: (database: string) => Promise<void>) {
  await asAdmin(socket, async (pool) => {
    const admin = await pool.connect() // held until the end, for an idle connection is closed and its lock with it
    try {
      await admin.query('select pg_advisory_lock(hashtext($1))', [name])
      if ((await admin.query('select from pg_database where datname = $1', [name])).rowCount !== 0) return
      const part = `${name}_part`
      await admin.query(`drop database if exists ${part} with (force)`)
      await admin.query(copyOf(part, from))
      await fill(part)
      await admin.query(`alter database ${part} rename to ${name}`)
    } finally {
      admin.release(true)
    }
  })
}

/** An empty, migrated book that every test file copies; named by what it was made from. */
async function template(socket: string): Promise<string> {
  const name = `anjian_empty_${hashOf(textsBelow(MIGRATIONS))}`
  await once(socket, name, 'template0', (database) =>
    asAdmin(
      socket,
      async (admin) => {
        await admin.query('create extension postgis')
        const client = await admin.connect()
        await migrate(client, MIGRATIONS).finally(() => client.release())
      },
      database,
    ),
  )
  return name
}

/** The same with the demo district of today in it. */
async function demoTemplate(socket: string): Promise<string> {
  const today = new Date().toISOString().slice(0, 10)
  const sources = [MIGRATIONS, DEMO, 'scripts/demo', 'data/demo', 'core/domain'].flatMap(textsBelow)
  const name = `anjian_demo_${hashOf([today, ...sources])}`
  const empty = await template(socket)
  await once(socket, name, empty, async (database) => {
    await runDemo(socketUrl(socket, 'anjian_operator', database), socketUrl(socket, 'postgres', database))
    await asAdmin(socket, (admin) => admin.query('vacuum analyze'), database)
  })
  return name
}

/** The same with the rows in it by which a scope is easily got wrong. */
async function hardTemplate(socket: string): Promise<string> {
  const demo = await demoTemplate(socket)
  const name = `anjian_hard_${hashOf([demo, ...textsBelow(HARD_ROWS)])}`
  const fill = async (owner: pg.Pool) => {
    await hardRows(owner)
    await owner.query('vacuum analyze')
  }
  await once(socket, name, demo, (database) => asAdmin(socket, fill, database))
  return name
}

async function runDemo(operator: string, owner: string) {
  const env = { ...process.env, DATABASE_OPERATOR_URL: operator, DATABASE_OWNER_URL: owner }
  await promisify(execFile)(process.execPath, ['--import', 'tsx', DEMO], { env })
}

/** Fixes the clock by which the product judges, or lets it run again where no date is given. */
async function setClock(owner: pg.Pool, date?: Date) {
  const client = await owner.connect()
  try {
    await client.query('begin; set local role anjian_clock; delete from app.clock')
    if (date) await client.query('insert into app.clock (fixed_at) values ($1)', [date.toISOString()])
    await client.query('commit')
  } finally {
    client.release()
  }
}

const TEMPLATES = { empty: template, demo: demoTemplate, hard: hardTemplate } as const

/**
 * A database of this test file's own: empty, with the demo district, or with that and rows of scoped/hardRows.ts.
 * `pool` signs in as the server does, `operator` as the command line does; `owner` may arrange what it likes. `urls`
 * are for programs started by a test.
 */
export async function freshDatabase({ demo = false, hard = false }: { demo?: boolean; hard?: boolean } = {}) {
  const socket = inject('socket')
  const source = await TEMPLATES[hard ? 'hard' : demo ? 'demo' : 'empty'](socket)
  const name = `anjian_fresh_${randomBytes(6).toString('hex')}`
  await asAdmin(socket, (admin) => admin.query(copyOf(name, source)))
  const urls = {
    server: socketUrl(socket, 'anjian_server', name),
    operator: socketUrl(socket, 'anjian_operator', name),
    owner: socketUrl(socket, 'postgres', name),
  }
  const pool = makePool(urls.server, { size: 6 })
  const operator = makePool(urls.operator, { size: 2 })
  const owner = makePool(urls.owner, { size: 2 })
  return {
    name,
    socket,
    urls,
    pool,
    operator,
    owner,
    clock: { set: (date: Date) => setClock(owner, date), run: () => setClock(owner) },
    async drop() {
      await Promise.all([pool.end(), operator.end(), owner.end()])
      await asAdmin(socket, (admin) => admin.query(`drop database ${name} with (force)`))
    },
  }
}
export type FreshDatabase = Awaited<ReturnType<typeof freshDatabase>>
