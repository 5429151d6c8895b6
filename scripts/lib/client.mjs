import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, run } from './run.mjs'
import { ForPeople, say, step } from './say.mjs'

/** What the built client is made from. */
const SOURCES = ['client', 'core', 'vite.config.ts', 'package.json', 'package-lock.json']
const BUILT = join(ROOT, 'dist/client/index.html')
const STAMP = join(ROOT, 'dist/.built-from')

/** @param {string} path @returns {string[]} */
function filesBelow(path) {
  const full = join(ROOT, path)
  if (!existsSync(full)) return []
  if (statSync(full).isFile()) return [path]
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)))
}

function sourcesHash() {
  const hash = createHash('sha256')
  for (const path of SOURCES.flatMap(filesBelow)) {
    if (!path.endsWith('.test.ts')) hash.update(`${path}\0`).update(readFileSync(join(ROOT, path)))
  }
  return hash.digest('hex')
}

/** Builds the client into dist, unless it was built from just these sources. */
export async function ensureClient() {
  if (!existsSync(join(ROOT, 'vite.config.ts'))) {
    say('没有 vite.config.ts，跳过界面构建 · no vite.config.ts: the client is not built')
    return
  }
  const hash = sourcesHash()
  if (existsSync(BUILT) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash) return
  await step('构建界面 · building the client', async () => {
    const { code, output } = await run(process.execPath, ['node_modules/vite/bin/vite.js', 'build'], {
      env: { ...process.env, NODE_ENV: 'production' }, // whoever asks, a test runner too: Vue's other build warns and is slow
    })
    if (code !== 0) throw new ForPeople(`${output}\n界面未能构建。\nThe client could not be built.`)
    writeFileSync(STAMP, hash)
  })
}
