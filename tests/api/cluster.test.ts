import { type ChildProcess, fork, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clusterSettings, startCluster } from '../../server/db/cluster.ts'
import { FolderInUse, lockFolder } from '../../server/db/folderLock.ts'
import { startOf } from '../../server/db/processes.ts'

const HOLDER = 'tests/api/clusterHolder.ts'
const said: string[] = []
const say = (text: string) => void said.push(text)
let data: string

beforeAll(() => {
  data = mkdtempSync(join(tmpdir(), 'anjian-cluster-'))
  chmodSync(data, 0o755)
})
afterAll(() => rmSync(data, { recursive: true, force: true }))

const start = () => startCluster({ data, say })
const pidFile = () => join(data, 'cluster/postmaster.pid')
const postmaster = () => Number.parseInt(readFileSync(pidFile(), 'utf8'), 10)

async function ask<T>(url: string, text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

/** Starts the cluster in another process, which can then be killed. */
async function startElsewhere(): Promise<{ holder: ChildProcess; pid: number }> {
  const holder = fork(HOLDER, [data], { execArgv: ['--import', 'tsx'], stdio: 'inherit' })
  const [pid] = await once(holder, 'message')
  return { holder, pid }
}

async function kill(child: ChildProcess) {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

describe('startCluster', () => {
  test('makes a cluster that listens on a closed unix socket alone, never as root, with fsync', async () => {
    const cluster = await start()
    try {
      const shown = await ask<{ name: string; setting: string }>(
        cluster.url('postgres'),
        `select name, setting from pg_settings where name in ('listen_addresses', 'fsync', 'jit', 'data_checksums') order by name`,
      )
      expect(shown.map(({ setting }) => setting)).toEqual(['on', 'on', 'off', ''])
      expect(statSync(cluster.socket).mode & 0o777).toBe(0o700)
      expect(statSync(`/proc/${cluster.pid()}`).uid).not.toBe(0)
      const [book] = await ask<{ owner: string; postgis: string }>(
        cluster.url('anjian_server'),
        `select datdba::regrole::text as owner, postgis_lib_version() as postgis from pg_database where datname = 'anjian'`,
      )
      expect(book).toEqual({ owner: 'anjian_owner', postgis: expect.stringMatching(/^3\./) })
    } finally {
      await cluster.stop()
    }
    expect(existsSync(pidFile())).toBe(false)
    expect(existsSync(join(data, 'anjian.lock'))).toBe(false)
  })

  test('refuses a folder that a living program uses, in both languages', async () => {
    const { holder } = await startElsewhere()
    const refused = await start().catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(FolderInUse)
    expect((refused as Error).message).toContain(`进程 ${holder.pid}`)
    expect((refused as Error).message).toContain(`kill ${holder.pid}`)
    holder.kill('SIGTERM')
    await once(holder, 'exit')
  })

  test('takes over from a program that was killed, whose PostgreSQL still runs', async () => {
    const { holder, pid } = await startElsewhere()
    await kill(holder)
    expect(startOf(pid)).toBeDefined()
    const cluster = await start()
    expect(startOf(pid)).toBeUndefined()
    expect(cluster.pid()).not.toBe(pid)
    await cluster.stop()
  })

  test('recovers where program and PostgreSQL were killed, their files left behind', async () => {
    const { holder, pid } = await startElsewhere()
    await kill(holder)
    process.kill(pid, 'SIGKILL')
    expect(postmaster()).toBe(pid)
    expect(existsSync(join(data, 'anjian.lock'))).toBe(true)
    const cluster = await start()
    expect(await ask(cluster.url('anjian_server'), 'select 1 as n')).toEqual([{ n: 1 }])
    await cluster.stop()
  })

  test('recovers where the number in the pid file belongs to a stranger by now', async () => {
    const { holder, pid } = await startElsewhere()
    await kill(holder)
    const left = readFileSync(pidFile(), 'utf8')
    process.kill(pid, 'SIGQUIT')
    await expect.poll(() => startOf(pid), { timeout: 20_000 }).toBeUndefined()
    writeFileSync(pidFile(), left.replace(/^\d+/, String(process.pid)))
    const cluster = await start()
    expect(cluster.pid()).not.toBe(process.pid)
    await cluster.stop()
  })

  test('starts PostgreSQL again when it dies, and keeps what was committed', async () => {
    const cluster = await start()
    try {
      await ask(cluster.url('postgres'), 'create table kept as select 42 as n')
      const before = cluster.pid()
      process.kill(before, 'SIGKILL')
      await expect.poll(() => cluster.pid(), { timeout: 60_000 }).not.toBe(before)
      expect(await ask(cluster.url('postgres'), 'select n from kept')).toEqual([{ n: 42 }])
      expect(said.join()).toContain('the database ended unexpectedly')
    } finally {
      await cluster.stop()
    }
  })

  test('begins again where initdb was killed half-way', async () => {
    mkdirSync(join(data, 'half/cluster.part/base'), { recursive: true })
    const cluster = await startCluster({ data: join(data, 'half'), say, durable: false })
    expect(await ask(cluster.url('anjian_server'), 'select 1 as n')).toEqual([{ n: 1 }])
    await cluster.stop()
  })

  test('keeps its files elsewhere, and says where, below a folder closed to its account', async (context) => {
    if (process.getuid?.() !== 0) return context.skip('only root drops to another account')
    const closed = mkdtempSync(join(tmpdir(), 'anjian-closed-'))
    said.length = 0
    const cluster = await startCluster({ data: closed, say, durable: false })
    const [found] = await ask<{ at: string }>(cluster.url('postgres'), "select current_setting('data_directory') as at")
    await cluster.stop()
    expect(found?.at).toMatch(/^\/var\/lib\/anjian\/[0-9a-f]{12}\/cluster$/)
    expect(said.join('\n')).toContain(found?.at.replace(/\/cluster$/, ''))
    rmSync(join(found!.at, '..'), { recursive: true })
    rmSync(closed, { recursive: true })
  })
})

describe('lockFolder', () => {
  const path = () => join(data, 'anjian.lock')

  test.each([
    ['a holder that is gone', () => JSON.stringify({ pid: spawnSync('true').pid, started: 'long ago' })],
    ['a number that a stranger bears by now', () => JSON.stringify({ pid: process.pid, started: 'another time' })],
    ['a file cut off while it was written', () => '{"pid": 1'],
  ])('takes over from %s', (_whom, left) => {
    writeFileSync(path(), left())
    lockFolder(data)()
    expect(existsSync(path())).toBe(false)
  })

  test('holds against everybody until it is given back', () => {
    const giveBack = lockFolder(data)
    expect(() => lockFolder(data)).toThrow(FolderInUse)
    giveBack()
    lockFolder(data)()
  })
})

describe('clusterSettings', () => {
  test.each([
    [512, '128MB', '8MB'],
    [4096, '1024MB', '32MB'],
    [24_000, '2048MB', '32MB'],
  ])('scales to a machine of %i MB', (memory, shared, work) => {
    expect(clusterSettings(memory, 2, true)).toMatchObject({ shared_buffers: shared, work_mem: work, fsync: 'on' })
  })
})
