import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { findPostgres, INSTALL_POSTGRES } from '../../server/db/binaries.mjs'
import { run } from './run.mjs'
import { ForPeople, say, step } from './say.mjs'

const CREATE_CLUSTER = '/etc/postgresql-common/createcluster.conf'
const NO_MAIN_CLUSTER = 'create_main_cluster = false'

/** @param {string} program */
const inPath = (program) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)))

/** What the system must have, how to see that it has, and the package of Debian that brings it. */
const POSTGRES = {
  name: 'PostgreSQL + PostGIS',
  package: 'postgresql-postgis',
  there: () => findPostgres() !== undefined,
}
const FOR_TESTS = [
  {
    name: 'Chromium',
    package: 'chromium-headless-shell',
    there: () => existsSync('/usr/bin/chromium-headless-shell'),
  },
  {
    name: 'Noto Sans CJK',
    package: 'fonts-noto-cjk',
    there: () => existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'),
  },
  { name: 'GDAL', package: 'gdal-bin', there: () => inPath('ogr2ogr') },
  {
    name: 'Mosquitto',
    package: 'mosquitto',
    there: () => existsSync('/usr/sbin/mosquitto') || inPath('mosquitto'),
    optional: true, // tests that need it say so and are skipped
  },
]

/** Words before a command that make it run as root; undefined where that is not possible. */
async function rootPrefix() {
  if (process.getuid?.() === 0) return []
  if (!inPath('sudo')) return undefined
  const { code } = await run('sudo', ['-n', 'true'])
  if (code === 0) return ['sudo', '-n']
  if (!process.stdin.isTTY) return undefined
  say('安装系统软件需要管理员权限 · installing system packages needs your password')
  return (await run('sudo', ['-v'], { show: true, terminal: true })).code === 0 ? ['sudo'] : undefined
}

/** @param {readonly string[]} prefix @param {readonly string[]} args @param {string} [input] */
function asRoot(prefix, args, input) {
  const [command = '', ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', ...args]
  return run(command, rest, { terminal: prefix.length === 1, ...(input !== undefined && { input }) })
}

/** A database of its own for every start is not wanted: ours is private. @param {readonly string[]} prefix */
async function withoutMainCluster(prefix) {
  if (existsSync(CREATE_CLUSTER) && readFileSync(CREATE_CLUSTER, 'utf8').includes(NO_MAIN_CLUSTER)) return
  await asRoot(prefix, ['mkdir', '-p', '/etc/postgresql-common'])
  await asRoot(prefix, ['tee', '-a', CREATE_CLUSTER], `${NO_MAIN_CLUSTER}\n`)
}

/** @param {readonly string[]} prefix @param {readonly string[]} packages */
async function aptInstall(prefix, packages) {
  const install = ['apt-get', 'install', '-y', '--no-install-recommends', '-o', 'Dpkg::Options::=--force-confold']
  if ((await asRoot(prefix, [...install, ...packages])).code === 0) return
  const update = await asRoot(prefix, ['apt-get', 'update'])
  const again = await asRoot(prefix, [...install, ...packages])
  if (again.code === 0) return
  throw new ForPeople(
    `${update.output}\n${again.output}\n系统软件未能安装，请检查网络与软件源后重试。\n` +
      'The system packages could not be installed: check the network and the sources of apt, and try again.',
  )
}

/** @param {readonly string[]} packages */
const byHand = (packages) =>
  [
    `缺少系统软件：${packages.join(' ')}。请安装后重试：`,
    `These system packages are missing: ${packages.join(' ')}. Install them, then start again:`,
    `  Debian/Ubuntu  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`,
    '  Fedora         sudo dnf install -y chromium google-noto-sans-cjk-fonts gdal',
    '  macOS          brew install gdal && brew install --cask chromium font-noto-sans-cjk',
  ].join('\n')

/** Installs what some tests can do without; its service is not wanted: tests start their own. @param {readonly string[]} prefix */
async function installBroker(prefix) {
  try {
    await aptInstall(prefix, ['mosquitto'])
    await asRoot(prefix, ['systemctl', 'disable', '--now', 'mosquitto'])
  } catch (error) {
    say(`没有 mosquitto，相关测试跳过 · without mosquitto its tests are skipped: ${String(error).split('\n', 1)[0]}`)
  }
}

/** Installs what the system lacks: PostgreSQL unless a database is given, and with `tests` what the tests need too. */
export async function ensureSystem({ tests = false } = {}) {
  const wanted = [...(process.env.DATABASE_URL && !tests ? [] : [POSTGRES]), ...(tests ? FOR_TESTS : [])]
  const lacking = wanted.filter(({ there }) => !there())
  const missing = lacking.filter((part) => !('optional' in part))
  if (lacking.length > missing.length) {
    const prefix = inPath('apt-get') ? await rootPrefix() : undefined
    if (prefix) await installBroker(prefix)
  }
  if (missing.length === 0) return
  const packages = missing.map((part) => part.package)
  const remedy = [
    ...(missing.includes(POSTGRES) ? [INSTALL_POSTGRES] : []),
    ...(missing.some((part) => part !== POSTGRES)
      ? [byHand(packages.filter((name) => name !== POSTGRES.package))]
      : []),
  ].join('\n\n')
  const prefix = inPath('apt-get') ? await rootPrefix() : undefined
  if (!prefix) throw new ForPeople(remedy)
  await step(`安装系统软件 · installing ${missing.map(({ name }) => name).join(', ')} (apt)`, async () => {
    if (missing.includes(POSTGRES)) await withoutMainCluster(prefix)
    await aptInstall(prefix, packages)
  })
  if (missing.some(({ there }) => !there())) throw new ForPeople(remedy)
}
