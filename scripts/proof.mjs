// npm run proof: every exhaustive or long proof, and its table in PROOF.md. `npm test` runs a sample of each.
// `npm run proof -- proof|address|api|hazards` runs one part and prints its table; PROOF.md tells of whole runs alone.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkNode, ensureModules } from './lib/modules.mjs'
import { readProofs } from './lib/proofs.mjs'
import { proofTable } from './lib/proofTable.mjs'
import { ROOT } from './lib/run.mjs'
import { ForPeople, giveUp, say } from './lib/say.mjs'
import { ensureSystem } from './lib/system.mjs'
import { vitest } from './lib/vitest.mjs'

const MINUTE_MS = 60_000
/** Longer than a part takes on two busy cores. */
const LONGEST_MS = 60 * MINUTE_MS

/**
 * @typedef {{name: string, project: string, files: readonly string[], env?: Record<string, string>, longestMs?: number}} Part
 * a project of vitest.config.ts, and the files of it in which something is proved
 */
/** @type {readonly Part[]} */
const PARTS = [
  { name: 'proof', project: 'proof', files: [] },
  { name: 'address', project: 'unit', files: ['client/view/address.test.ts'] },
  {
    name: 'api',
    project: 'api',
    files: ['agreement', 'auditTamper', 'guards', 'indicators', 'scoped', 'tiles'].map(
      (name) => `tests/api/${name}.test.ts`,
    ),
  },
  {
    name: 'hazards',
    project: 'api',
    files: ['tests/api/hazardLoopRandom.test.ts'],
    env: { ANJIAN_HAZARD_LOGS: process.env.ANJIAN_HAZARD_LOGS || '10000' },
    longestMs: 100 * MINUTE_MS, // the test itself gives up after 90
  },
]

/** @returns {readonly Part[]} the parts that are named, or all */
function partsAsked() {
  const asked = process.argv.slice(2)
  const unknown = asked.find((name) => !PARTS.some((part) => part.name === name))
  if (unknown === undefined) return asked.length > 0 ? PARTS.filter(({ name }) => asked.includes(name)) : PARTS
  const names = PARTS.map(({ name }) => name).join(', ')
  throw new ForPeople(`没有证明部分 ${unknown}，可选：${names}\nThere is no part ${unknown}; parts are ${names}`)
}

async function proof() {
  process.chdir(ROOT)
  const parts = partsAsked()
  checkNode()
  await ensureModules()
  await ensureSystem({ tests: true })
  const folder = mkdtempSync(join(tmpdir(), 'anjian-proof-'))
  const env = { ...process.env, ANJIAN_PROOF: 'all', ANJIAN_PROOFS: folder }
  let fine = true
  try {
    for (const { name, project, files, env: own, longestMs = LONGEST_MS } of parts) {
      say(`── ${name} ──`)
      const options = { files, reporter: './scripts/lib/proofs.mjs', longestMs }
      if ((await vitest(project, { ...env, ...own }, options)).code !== 0) fine = false
    }
    const found = readProofs(folder)
    if (found.broken.length > 0 || found.proofs.some(({ holds }) => !holds)) fine = false
    const table = await proofTable(found, performance.now() / MINUTE_MS)
    if (parts.length === PARTS.length) writeFileSync('PROOF.md', table)
    else console.log(table)
    say(`proof ${fine ? '✓' : '✗'}${parts.length === PARTS.length ? ' PROOF.md' : ''}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  process.exitCode = fine ? 0 : 1
}

proof().catch(giveUp)
