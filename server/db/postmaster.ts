import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { type ClusterFolder, PLAIN_ENVIRONMENT } from './clusterFolder.ts'
import { commandOf, startOf } from './processes.ts'

const POLL_MS = 30
const START_MS = 60_000
const STOP_MS = 30_000
/** Above every number a system gives out (Linux at most 2^22, macOS 99,999): surely nobody's. */
const NOBODY = 2 ** 22 + 1

const until = async (done: () => boolean, withinMs: number): Promise<boolean> => {
  for (const end = Date.now() + withinMs; !done(); await pause(POLL_MS)) if (Date.now() > end) return false
  return true
}

function signal(pid: number, name: NodeJS.Signals) {
  try {
    process.kill(pid, name)
  } catch {
    // gone already
  }
}

/** Stops a PostgreSQL that a killed program left behind: first in an orderly manner. */
async function stopOrphan(pid: number) {
  for (const order of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    signal(pid, order)
    if (await until(() => startOf(pid) === undefined, STOP_MS / 2)) return
  }
}

/**
 * Makes way for a start after anything was killed. A pid file that is left, whose number may by now belong to a
 * stranger or to a process that nobody collects, is given a number of nobody; its other lines stay, because PostgreSQL
 * finds by them whether back ends of old are still alive.
 */
export async function clearLeftovers({ files, socket }: ClusterFolder): Promise<void> {
  const path = join(files, 'postmaster.pid')
  if (!existsSync(path)) return dropSocket(socket)
  const pid = Number.parseInt(readFileSync(path, 'utf8'), 10)
  if (pid > 0 && startOf(pid) !== undefined && commandOf(pid).includes(files)) await stopOrphan(pid)
  if (existsSync(path)) writeFileSync(path, readFileSync(path, 'utf8').replace(/^\d+/, String(NOBODY)))
  dropSocket(socket)
}

/** The socket and its own lock file: in a folder of ours, of a PostgreSQL that is gone. */
function dropSocket(folder: string) {
  for (const name of ['.s.PGSQL.5432.lock', '.s.PGSQL.5432']) rmSync(join(folder, name), { force: true })
}

const startLog = ({ files }: ClusterFolder) => join(dirname(files), 'start.log')

function launch(folder: ClusterFolder, settings: Record<string, string>): ChildProcess {
  const { files, socket, binaries, account } = folder
  const options = Object.entries({ ...settings, unix_socket_directories: socket }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  const output = openSync(startLog(folder), 'w', 0o600)
  const child = spawn(join(binaries, 'postgres'), ['-D', files, ...options], {
    ...account,
    env: PLAIN_ENVIRONMENT,
    cwd: '/',
    stdio: ['ignore', output, output],
    detached: true, // Ctrl-C in the terminal is ours to answer; we stop PostgreSQL last
  })
  closeSync(output)
  child.on('error', () => undefined) // seen as an exit below
  return child
}

/** Whether a process we started has ended. */
export const ended = (child: ChildProcess) =>
  child.pid === undefined || child.exitCode !== null || child.signalCode !== null

async function answers(socket: string): Promise<boolean> {
  const client = new pg.Client({ host: socket, user: 'postgres', database: 'postgres', connectionTimeoutMillis: 5_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

/**
 * Starts PostgreSQL and waits until it takes connections, or `cancelled`. Back ends of a killed one are waited for.
 * @throws with the end of its log where it does not start
 */
export async function startPostmaster(
  folder: ClusterFolder,
  settings: Record<string, string>,
  cancelled: () => boolean = () => false,
): Promise<ChildProcess> {
  const deadline = Date.now() + START_MS
  let child = launch(folder, settings)
  while (!(await answers(folder.socket))) {
    if (cancelled()) break
    if (Date.now() > deadline) {
      signal(child.pid ?? NOBODY, 'SIGQUIT')
      throw new Error(failure(folder))
    }
    if (ended(child)) {
      if (!failure(folder).includes('shared memory block')) throw new Error(failure(folder))
      child = launch(folder, settings)
    }
    await pause(POLL_MS)
  }
  return child
}

function failure(folder: ClusterFolder): string {
  const { files } = folder
  const log = readFileSync(startLog(folder), 'utf8').trim().split('\n').slice(-5).join('\n')
  return (
    `私有数据库未能启动。日志（更多见 ${files}/log）：\nThe private database did not start. Its log (more in ${files}/log):\n` +
    log
  )
}

/** Stops PostgreSQL: it ends running work and writes everything out. */
export async function stopPostmaster(child: ChildProcess): Promise<void> {
  for (const order of ['SIGINT', 'SIGQUIT'] as const) {
    if (ended(child)) return
    child.kill(order)
    if (await until(() => ended(child), STOP_MS)) return
  }
}
