import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { startCluster } from './cluster.ts'
import { socketFolder } from './clusterFolder.ts'
import { FolderInUse } from './folderLock.ts'
import { expectedVersion, migrate } from './migrate.ts'
import { socketUrl } from './pools.ts'

/** Where the migrations of this program lie. */
export const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url))
/** Roles of people, of the public, of sign-in and of gateways: what the server's login must be able to become. */
const BECOMES = ['anjian_actor', 'anjian_public', 'anjian_session', 'anjian_gateway']

/** Where the book is kept: an address for each who signs in, and how to let go of it. */
export interface Home {
  readonly server: string
  /** Login that migrates; undefined where somebody else does that. */
  readonly owner: string | undefined
  /** Login of imports and demo data; undefined where this machine may not do that. */
  readonly operator: string | undefined
  /** A private cluster of this program's own. */
  readonly own: boolean
  stop(): Promise<void>
}

/** The part of the settings that says where the book is. */
export interface HomeSettings {
  readonly ANJIAN_DATA: string
  readonly DATABASE_URL?: string | undefined
  readonly DATABASE_OWNER_URL?: string | undefined
  readonly DATABASE_OPERATOR_URL?: string | undefined
}

/** Finds the book: at the address of DATABASE_URL, else in a private cluster, which it starts. */
export async function openHome(settings: HomeSettings, say: (text: string) => void): Promise<Home> {
  if (settings.DATABASE_URL !== undefined) {
    return {
      server: settings.DATABASE_URL,
      owner: settings.DATABASE_OWNER_URL,
      operator: settings.DATABASE_OPERATOR_URL,
      own: false,
      stop: async () => undefined,
    }
  }
  const cluster = await startCluster({ data: settings.ANJIAN_DATA, say })
  return {
    server: cluster.url('anjian_server'),
    owner: cluster.url('postgres'),
    operator: cluster.url('anjian_operator'),
    own: true,
    stop: cluster.stop,
  }
}

/** A connection of `work`'s own, closed afterwards. */
export async function asking<T>(address: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: address })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/**
 * Brings the book up to this program, where a login for that is given, and makes sure that it is.
 * @returns the names of the migrations that ran @throws with the remedy where the book does not fit the program
 */
export async function bringUpToDate({ owner, server }: Home): Promise<string[]> {
  const ran = owner === undefined ? [] : await asking(owner, (client) => migrate(client, MIGRATIONS))
  const expected = await expectedVersion(MIGRATIONS)
  const found = await asking(server, appliedVersion)
  if (found === expected) return ran
  throw new Error(
    `数据库版本为 ${found ?? '（未建立）'}，程序需要 ${expected}。请设置 DATABASE_OWNER_URL 以执行迁移。\n` +
      `The database is at ${found ?? '(not set up)'}, the program wants ${expected}. Set DATABASE_OWNER_URL to migrate it.`,
  )
}

/** Name of the last migration that ran; undefined in a database that is no book yet. */
async function appliedVersion(client: pg.Client): Promise<string | undefined> {
  const missing = await client.query("select to_regclass('public.app_migration') is null as missing")
  if (missing.rows[0].missing) return undefined
  try {
    await client.query('begin; set local role anjian_session')
    const { rows } = await client.query('select max(name) as name from public.app_migration')
    return rows[0].name ?? undefined
  } finally {
    await client.query('rollback')
  }
}

/** The book for a command: brought up to date, or as the server has it that runs on the private cluster. */
export async function openBook(settings: HomeSettings, say: (text: string) => void): Promise<Home> {
  try {
    const home = await openHome(settings, say)
    await bringUpToDate(home)
    return home
  } catch (error) {
    if (!(error instanceof FolderInUse)) throw error
    const at = (login: string) => socketUrl(socketFolder(settings.ANJIAN_DATA), login, 'anjian')
    const [server, owner, operator] = [at('anjian_server'), at('postgres'), at('anjian_operator')]
    return { server, owner, operator, own: true, stop: async () => undefined }
  }
}

/**
 * The server's login must be held by row-level security: no superuser, not above it, owner of nothing, and able to
 * become just who it serves. @throws with what to change
 */
export async function checkLogin(server: string): Promise<void> {
  const faults = await asking(server, async (client) => {
    const { rows } = await client.query(
      `select session_user as login,
         exists (select from pg_roles where rolsuper and pg_has_role(session_user, oid, 'member')) as super,
         exists (select from pg_roles where rolbypassrls and pg_has_role(session_user, oid, 'member')) as above,
         exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
           where n.nspname in ('public', 'app') and pg_has_role(session_user, c.relowner, 'member')) as owns,
         (select count(*)::int from pg_roles
           where rolname = any ($1) and pg_has_role(session_user, oid, 'member')) as becomes`,
      [BECOMES],
    )
    const [{ login, super: mighty, above, owns, becomes }] = rows
    const found = [
      mighty && ['是超级用户', 'is a superuser'],
      above && ['可绕过行级安全（bypassrls）', 'may bypass row-level security (bypassrls)'],
      owns && ['拥有数据表', 'owns tables'],
      becomes < BECOMES.length && [`不能切换为 ${BECOMES.join('、')}`, `cannot become ${BECOMES.join(', ')}`],
    ].filter((fault) => fault !== false)
    return { login: String(login), found }
  })
  if (faults.found.length === 0) return
  throw new Error(
    `DATABASE_URL 的登录 ${faults.login} ${faults.found.map(([zh]) => zh).join('，')}，不能用于服务器。请改用 anjian_server（scripts/provision.sql 建立）。\n` +
      `The login ${faults.login} of DATABASE_URL ${faults.found.map(([, en]) => en).join(', ')}, so the server will not use it. Use anjian_server, which scripts/provision.sql makes.`,
  )
}

/** @throws where PostgreSQL or PostGIS is older than what the book is written for */
export async function checkEngine(server: string): Promise<void> {
  const { rows } = await asking(server, (client) =>
    client.query(
      `select current_setting('server_version_num')::int / 10000 as major,
         (select extversion from pg_extension where extname = 'postgis') as postgis`,
    ),
  )
  const { major, postgis } = rows[0] as { major: number; postgis: string | null }
  const [first = 0, second = 0] = (postgis ?? '').split('.').map(Number)
  if (major >= 15 && (first > 3 || (first === 3 && second >= 3))) return
  throw new Error(
    `需要 PostgreSQL ≥ 15 与 PostGIS ≥ 3.3，实际为 ${major} 与 ${postgis ?? '无'}。请升级，或以超级用户执行 create extension postgis。\n` +
      `PostgreSQL 15 and PostGIS 3.3 or later are needed; found ${major} and ${postgis ?? 'none'}. Upgrade, or run "create extension postgis" as superuser.`,
  )
}
