import type { ChildProcess } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { availableParallelism, totalmem } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { type ClusterFolder, initialise, prepareClusterFolder } from './clusterFolder.ts'
import { lockFolder } from './folderLock.ts'
import { socketUrl } from './pools.ts'
import { clearLeftovers, ended, startPostmaster, stopPostmaster } from './postmaster.ts'

const RETRY_MS = 1_000
const PROVISION = new URL('../../scripts/provision.sql', import.meta.url)

/** A private PostgreSQL of this program's own, running. */
export interface Cluster {
  /** Folder of its unix socket. */
  readonly socket: string
  /** Address of a database for one login: postgres, anjian_server or anjian_operator. */
  url(user: string, database?: string): string
  /** Process id of the running PostgreSQL. */
  pid(): number
  /** Stops it in an orderly manner and gives the data folder back. */
  stop(): Promise<void>
}

export interface ClusterOptions {
  /** Data folder; made where missing. */
  readonly data: string
  /** Progress and troubles, a line each. */
  readonly say: (text: string) => void
  /** false only for tests: forgets the last seconds when the machine stops. */
  readonly durable?: boolean
}

/** Settings scaled to the machine; memory in MB. */
export function clusterSettings(memory: number, processors: number, durable: boolean): Record<string, string> {
  const kept = durable ? 'on' : 'off'
  const mb = (value: number) => `${Math.floor(value)}MB`
  return {
    listen_addresses: '',
    unix_socket_permissions: '0700',
    max_connections: '80',
    shared_buffers: mb(Math.max(32, Math.min(2048, memory / 4))),
    effective_cache_size: mb(Math.max(64, memory / 2)),
    work_mem: mb(memory < 2048 ? 8 : 32),
    maintenance_work_mem: mb(Math.max(64, Math.min(512, memory / 16))),
    random_page_cost: '1.1',
    jit: 'off',
    max_wal_size: memory < 2048 ? '1GB' : '4GB',
    max_parallel_workers_per_gather: String(Math.max(0, Math.min(4, processors - 1))),
    fsync: kept,
    synchronous_commit: kept,
    full_page_writes: kept,
    wal_compression: kept,
    ...(!durable && { wal_level: 'minimal', max_wal_senders: '0' }), // nobody follows it and nobody recovers it
    timezone: 'UTC',
    log_timezone: 'UTC',
    logging_collector: 'on',
    log_filename: 'postgres-%a.log',
    log_truncate_on_rotation: 'on',
    log_rotation_age: '1d',
    log_rotation_size: '0',
    log_checkpoints: 'off',
    log_min_error_statement: 'panic',
  }
}

const memoryMb = () => Math.min(totalmem(), process.constrainedMemory?.() || Infinity) / 2 ** 20

/**
 * The private cluster of `data`, started: made where it is missing, recovered where something was killed, watched and
 * started again should it die. It listens on a unix socket alone, in a folder closed to others; never runs as root.
 * @throws FolderInUse where another program has it
 */
export async function startCluster({ data, say, durable = true }: ClusterOptions): Promise<Cluster> {
  mkdirSync(data, { recursive: true })
  const unlock = lockFolder(data)
  try {
    const folder = prepareClusterFolder(data, say)
    const settings = clusterSettings(memoryMb(), availableParallelism(), durable)
    await initialise(folder)
    await clearLeftovers(folder)
    const watched = await keepRunning(folder, settings, say)
    const stop = () => watched.stop().finally(unlock)
    const url = (user: string, database = 'anjian') => socketUrl(folder.socket, user, database)
    try {
      await provide(url('postgres', 'postgres'), url('postgres'))
    } catch (error) {
      await stop()
      throw error
    }
    return { socket: folder.socket, url, pid: watched.pid, stop }
  } catch (error) {
    unlock()
    throw error
  }
}

/** Starts PostgreSQL, and again whenever it ends without having been told to. */
async function keepRunning(folder: ClusterFolder, settings: Record<string, string>, say: (text: string) => void) {
  let stopping = false
  let child: ChildProcess = await startPostmaster(folder, settings)
  let restarting: Promise<void> | undefined
  const lost = () => {
    if (stopping) return
    const cause = child.signalCode ?? child.exitCode
    say(`数据库意外停止（${cause}），正在重新启动 · the database ended unexpectedly (${cause}), starting it again`)
    restarting = restart()
  }
  const watch = () => (ended(child) ? lost() : child.once('exit', lost))
  const restart = async () => {
    while (!stopping) {
      try {
        child = await startPostmaster(folder, settings, () => stopping)
        watch()
        if (!stopping) say('数据库已恢复 · the database is back')
        return
      } catch (error) {
        say(error instanceof Error ? error.message : String(error))
        await pause(RETRY_MS)
      }
    }
  }
  watch()
  return {
    pid: () => child.pid ?? 0,
    async stop() {
      stopping = true
      await restarting
      await stopPostmaster(child)
    },
  }
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Roles, database and PostGIS: each only where missing, so that a start killed half-way goes on from there. */
async function provide(maintenance: string, anjian: string) {
  await withClient(maintenance, async (client) => {
    await client.query(await readFile(PROVISION, 'utf8'))
    const { rowCount } = await client.query("select from pg_database where datname = 'anjian'")
    if (rowCount === 0) await client.query('create database anjian owner anjian_owner')
  })
  await withClient(anjian, (client) =>
    client.query('set client_min_messages = warning; create extension if not exists postgis'),
  )
}
