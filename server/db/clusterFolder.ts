import { execFile, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { findPostgres, INSTALL_POSTGRES, majorOf } from './binaries.mjs'

/** Under which account the processes of the cluster run; undefined where it is our own. */
export interface Account {
  readonly uid: number
  readonly gid: number
}

/** Where a cluster lives and what runs it. */
export interface ClusterFolder {
  /** Files of PostgreSQL. */
  readonly files: string
  /** Folder of the unix socket, closed to everybody else. */
  readonly socket: string
  /** Folder of initdb, postgres and pg_ctl. */
  readonly binaries: string
  readonly account: Account | undefined
}

/** Environment for PostgreSQL's programs: nothing of ours that could point them elsewhere. */
export const PLAIN_ENVIRONMENT = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }

/** PostgreSQL refuses to run as root: then the account postgres of the system, or else nobody. */
function accountForPostgres(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = accounts.find((line) => line.startsWith(`${name}:`))?.split(':') ?? []
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new Error(
    '不能以 root 运行 PostgreSQL，且系统没有 postgres 或 nobody 账号。请以普通用户运行。\n' +
      'PostgreSQL cannot run as root, and there is no account postgres or nobody. Run as an ordinary user.',
  )
}

const idOf = (folder: string) => createHash('sha256').update(folder).digest('hex').slice(0, 12)

function reachable(folder: string, account: Account): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...account, stdio: 'ignore' }).status === 0
}

/** Makes `folder` the account's own and closed to others; a stranger's folder of that name is refused. */
function ownFolder(folder: string, account: Account | undefined) {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const { uid } = lstatSync(folder)
  const ours = [account?.uid, process.getuid?.()].includes(uid)
  if (!ours || !lstatSync(folder).isDirectory()) {
    throw new Error(
      `${folder} 属于其他用户，不能使用。请删除它，或用 ANJIAN_DATA 另设数据目录。\n` +
        `${folder} belongs to somebody else. Remove it, or set another data folder by ANJIAN_DATA.`,
    )
  }
  if (account) chownSync(folder, account.uid, account.gid)
  chmodSync(folder, 0o700)
}

/** Folder of the unix socket of the private cluster of `data`: short, because the path of a socket may not be long. */
export const socketFolder = (data: string): string =>
  join(process.getuid?.() === 0 ? '/tmp' : tmpdir(), `anjian-${idOf(resolve(data))}`)

/**
 * Prepares the folders of the private cluster of `data`. `say` is told where the files lie when not below `data`:
 * as root under a folder closed to others, PostgreSQL's own account could not reach them there.
 */
export function prepareClusterFolder(data: string, say: (text: string) => void): ClusterFolder {
  const account = accountForPostgres()
  const home = resolve(data)
  const fallback = join('/var/lib/anjian', idOf(home))
  const closed = account !== undefined && !reachable(home, account)
  if (closed) {
    mkdirSync(fallback, { recursive: true, mode: 0o755 })
    say(`数据库文件放在 ${fallback}（${home} 对 PostgreSQL 账号不可读）`)
    say(`The database's files are in ${fallback}: PostgreSQL's account cannot reach ${home}`)
  }
  const files = join(closed ? fallback : home, 'cluster')
  const found = findPostgres(majorOf(files))
  if (!found) throw new Error(missing(majorOf(files)))
  const socket = socketFolder(data)
  ownFolder(socket, account)
  return { files, socket, binaries: found.folder, account }
}

const missing = (major: number | undefined) =>
  major === undefined
    ? INSTALL_POSTGRES
    : `数据由 PostgreSQL ${major} 建立，但没有找到该版本（含 PostGIS）。请安装它，或先用 pg_upgrade 升级。\n` +
      `The data was written by PostgreSQL ${major}, which was not found with PostGIS. Install it, or run pg_upgrade first.`

/** Makes the files of a new cluster, beside and then in place: killed half-way it leaves nothing that looks finished. */
export async function initialise({ files, binaries, account }: ClusterFolder): Promise<void> {
  if (existsSync(join(files, 'PG_VERSION'))) return
  const part = `${files}.part`
  rmSync(part, { recursive: true, force: true })
  ownFolder(part, account)
  const locale = process.platform === 'linux' ? ['--locale=C.UTF-8'] : ['--locale=C', '--lc-ctype=UTF-8']
  const options = ['-D', part, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '-k', '--no-instructions', ...locale]
  await promisify(execFile)(join(binaries, 'initdb'), options, { ...account, env: PLAIN_ENVIRONMENT, cwd: '/' })
  renameSync(part, files)
}
