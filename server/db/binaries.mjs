// Plain JavaScript of node: modules only, because setup reads it before any package is installed.
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { delimiter, dirname, join } from 'node:path'

/** Oldest PostgreSQL that Anjian is written for. */
export const OLDEST_MAJOR = 15

/** Folders named `parent/*rest`, as far as they exist. @param {string} parent @param {string} rest */
const below = (parent, rest) => (existsSync(parent) ? readdirSync(parent).map((name) => join(parent, name, rest)) : [])

function candidates() {
  return [
    ...(process.env.PATH ?? '').split(delimiter),
    ...below('/usr/lib/postgresql', 'bin'), // Debian, Ubuntu
    ...below('/usr', 'bin').filter((path) => path.startsWith('/usr/pgsql-')), // packages of postgresql.org for Fedora
    ...below('/opt/homebrew/opt', 'bin').filter((path) => path.includes('/postgresql')),
    ...below('/usr/local/opt', 'bin').filter((path) => path.includes('/postgresql')),
    ...below('/Applications/Postgres.app/Contents/Versions', 'bin'),
  ]
}

/** First line a program prints. @param {string} program @param {string} flag */
function says(program, flag) {
  try {
    return execFileSync(program, [flag], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return ''
  }
}

/** Whether this PostgreSQL can load PostGIS. @param {string} folder @param {number} major */
function hasPostgis(folder, major) {
  const shares = [
    says(join(folder, 'pg_config'), '--sharedir'),
    `/usr/share/postgresql/${major}`,
    '/usr/share/pgsql',
    join(folder, '../share'),
    join(folder, '../share/postgresql'),
    `/opt/homebrew/share/postgresql@${major}`,
    `/usr/local/share/postgresql@${major}`,
  ]
  return shares.some((share) => share !== '' && existsSync(join(share, 'extension/postgis.control')))
}

/**
 * The PostgreSQL to run the private cluster with: with PostGIS, and of the major version its files were written by, or
 * else the newest. @param {number} [major] version of existing files
 * @returns {{folder: string, major: number} | undefined} folder of initdb, postgres and pg_ctl
 */
export function findPostgres(major) {
  const found = []
  const folders = candidates().filter((folder) => existsSync(join(folder, 'postgres')))
  for (const folder of new Set(folders.map((path) => dirname(realpathSync(join(path, 'postgres')))))) {
    if (!existsSync(join(folder, 'initdb'))) continue
    const version = Number(/(\d+)/.exec(says(join(folder, 'postgres'), '--version'))?.[1])
    if (version >= OLDEST_MAJOR && (major === undefined || version === major) && hasPostgis(folder, version)) {
      found.push({ folder, major: version })
    }
  }
  return found.sort((a, b) => b.major - a.major)[0]
}

/** Major version that wrote the cluster in `folder`; undefined where there is none. @param {string} folder */
export function majorOf(folder) {
  const file = join(folder, 'PG_VERSION')
  return existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : undefined
}

/** What to run by hand where PostgreSQL or PostGIS is missing. */
export const INSTALL_POSTGRES = [
  '未找到带 PostGIS 的 PostgreSQL（≥ 15）。请安装后重试：',
  'PostgreSQL 15 or later with PostGIS was not found. Install it, then start again:',
  '  Debian/Ubuntu  sudo mkdir -p /etc/postgresql-common && echo "create_main_cluster = false" | sudo tee -a /etc/postgresql-common/createcluster.conf',
  '                 sudo apt-get update && sudo apt-get install -y --no-install-recommends postgresql-postgis',
  '  Fedora         sudo dnf install -y postgresql-server postgis',
  '  macOS          brew install postgis',
].join('\n')
