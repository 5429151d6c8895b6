import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run, ROOT } from './run.mjs'
import { ForPeople, step } from './say.mjs'

const OLDEST_NODE = [20, 19]

/** @throws ForPeople where Node is too old */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return
  throw new ForPeople(
    `需要 Node.js ≥ ${OLDEST_NODE.join('.')}，当前为 ${process.versions.node}。请升级：https://nodejs.org\n` +
      `Node.js ${OLDEST_NODE.join('.')} or later is needed, this is ${process.versions.node}. Get it at https://nodejs.org`,
  )
}

/** @param {string} path @returns {Record<string, {version?: string, optional?: boolean, peer?: boolean}>} */
function packagesIn(path) {
  try {
    const { '': _root, ...packages } = JSON.parse(readFileSync(join(ROOT, path), 'utf8')).packages
    return packages
  } catch {
    return {}
  }
}

/** Whether node_modules is what the lock file asks for, by the record that npm writes when it has finished. */
function installed() {
  const wanted = packagesIn('package-lock.json')
  const found = packagesIn('node_modules/.package-lock.json')
  const missing = Object.entries(wanted).some(
    ([name, { version, optional }]) => found[name]?.version !== version && !(optional && !found[name]),
  )
  return !missing && Object.keys(found).every((name) => name in wanted)
}

/** Installs the packages of the lock file, unless they are there. */
export async function ensureModules() {
  if (installed()) return
  await step('安装程序包 · installing packages (npm ci)', async () => {
    const { code, output } = await run('npm', ['ci', '--no-audit', '--no-fund'])
    if (code !== 0) {
      throw new ForPeople(
        `${output}\n程序包未能安装，请检查网络后重试。\nThe packages could not be installed: check the network and try again.`,
      )
    }
  })
}
