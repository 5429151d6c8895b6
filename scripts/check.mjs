// npm run check: types, lint, format, walls, unused code, unit tests. Says little unless something is wrong.
import { availableParallelism } from 'node:os'
import { ensureModules } from './lib/modules.mjs'
import { ROOT, run } from './lib/run.mjs'
import { giveUp, say } from './lib/say.mjs'
import { vitest } from './lib/vitest.mjs'

/** What vue-tsc found out last time, so that it looks only at what changed. */
const TYPES_SEEN = 'node_modules/.cache/types.tsbuildinfo'
const ROOMS = ['core', 'server', 'client', 'scripts', 'tests']
/** @param {string} program @param {readonly string[]} args */
const node =
  (program, ...args) =>
  () =>
    run(process.execPath, [`node_modules/${program}`, ...args])

/** The longest first, so that they run side by side with the short ones. */
const CHECKS = [
  { name: 'types', run: node('vue-tsc/bin/vue-tsc.js', '--noEmit', '--incremental', '--tsBuildInfoFile', TYPES_SEEN) },
  { name: 'unit', run: () => vitest('unit', process.env, { show: false }) },
  {
    name: 'lint',
    run: node(
      'eslint/bin/eslint.js',
      '--max-warnings=0',
      '--cache',
      '--cache-location',
      'node_modules/.cache/eslint/',
      '.',
    ),
  },
  { name: 'walls', run: node('dependency-cruiser/bin/dependency-cruise.mjs', '--output-type', 'err', ...ROOMS) },
  { name: 'format', run: node('prettier/bin/prettier.cjs', '--check', '--cache', '--log-level=warn', '.') },
  { name: 'unused', run: node('knip/bin/knip.js', '--no-progress') },
]

/** Takes checks off the list until none is left. @param {typeof CHECKS} waiting @param {string[]} failed */
async function worker(waiting, failed) {
  for (let check = waiting.shift(); check; check = waiting.shift()) {
    const { code, output } = await check.run()
    if (code === 0) continue
    failed.push(check.name)
    console.error(`\n── ${check.name} ──\n${output.trim()}\n`)
  }
}

async function check() {
  process.chdir(ROOT)
  await ensureModules()
  const waiting = [...CHECKS]
  /** @type {string[]} */
  const failed = []
  await Promise.all(
    Array.from({ length: Math.max(2, Math.min(4, availableParallelism())) }, () => worker(waiting, failed)),
  )
  say(failed.length === 0 ? `check ✓ ${CHECKS.map(({ name }) => name).join(', ')}` : `check ✗ ${failed.join(', ')}`)
  process.exitCode = failed.length === 0 ? 0 : 1
}

check().catch(giveUp)
