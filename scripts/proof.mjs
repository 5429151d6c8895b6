// npm run proof: every exhaustive or long proof, and its table in PROOF.md. `npm test` runs a sample of each.
// `npm run proof -- proof|address|api|hazards|alarms|sources|retention|grids|coverage` runs one part and puts its section anew.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkNode, ensureModules } from './lib/modules.mjs'
import { readProofs } from './lib/proofs.mjs'
import { proofSection, withSections } from './lib/proofTable.mjs'
import { ROOT } from './lib/run.mjs'
import { ForPeople, giveUp, say } from './lib/say.mjs'
import { ensureSystem } from './lib/system.mjs'
import { vitest } from './lib/vitest.mjs'

const MINUTE_MS = 60_000
/** Longer than a part takes on two busy cores. */
const LONGEST_MS = 100 * MINUTE_MS

/**
 * @typedef {{name: string, project: string, files: readonly string[], env?: Record<string, string>}} Part
 * a project of vitest.config.ts, and the files of it in which something is proved
 */
/** @type {readonly Part[]} */
const PARTS = [
  { name: 'proof', project: 'proof', files: [] },
  { name: 'address', project: 'unit', files: ['client/view/address.test.ts'] },
  {
    name: 'api',
    project: 'api',
    files: ['agreement', 'auditTamper', 'guards', 'indicators', 'retention', 'scoped', 'tiles'].map(
      (name) => `tests/api/${name}.test.ts`,
    ),
  },
  {
    name: 'hazards',
    project: 'api',
    files: ['tests/api/hazardLoopRandom.test.ts'],
    env: { ANJIAN_HAZARD_LOGS: process.env.ANJIAN_HAZARD_LOGS || '10000' },
  },
  // with ANJIAN_SERIES=FOLDER the labelled series of SKAB and the Tennessee Eastman process too
  { name: 'alarms', project: 'api', files: ['tests/api/alarmRandom.test.ts', 'tests/api/alarmSeries.test.ts'] },
  {
    name: 'sources',
    project: 'api',
    files: ['tests/api/sourceAlphas.test.ts', 'tests/api/sourceSurroundings.test.ts'],
  },
  { name: 'retention', project: 'api', files: ['tests/api/retention.test.ts'] },
  // ANJIAN_MESH_STEPS says how many operations, 10,000 unless set
  { name: 'grids', project: 'unit', files: ['core/domain/gridMesh/walk.test.ts'] },
  {
    name: 'coverage',
    project: 'api',
    files: ['Rounds', 'RoundsCity', 'Territory', 'TerritoryKept'].map((name) => `tests/api/coverage${name}.test.ts`),
    env: { ANJIAN_COVERAGE_ROUNDS: process.env.ANJIAN_COVERAGE_ROUNDS || '500' },
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

/** Runs one part. @param {Part} part */
async function prove({ name, project, files, env: own }) {
  const folder = mkdtempSync(join(tmpdir(), 'anjian-proof-'))
  const began = performance.now()
  try {
    say(`── ${name} ──`)
    const env = { ...process.env, ANJIAN_PROOF: 'all', ANJIAN_PROOFS: folder, ...own }
    const { code } = await vitest(project, env, { files, reporter: './scripts/lib/proofs.mjs', longestMs: LONGEST_MS })
    const found = readProofs(folder)
    const holds = code === 0 && found.broken.length === 0 && found.proofs.every(({ holds }) => holds)
    return { section: await proofSection(name, found, (performance.now() - began) / MINUTE_MS), holds }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function proof() {
  process.chdir(ROOT)
  const parts = partsAsked()
  checkNode()
  await ensureModules()
  await ensureSystem({ tests: true })
  let fine = true
  /** @type {Map<string, string>} */
  const made = new Map()
  for (const part of parts) {
    const { section, holds } = await prove(part)
    made.set(part.name, section)
    fine &&= holds
    // a later part may be cut off: what was proved until then stays told
    writeFileSync('PROOF.md', withSections(readFileSync('PROOF.md', 'utf8'), PARTS.map(({ name }) => name), made)) // prettier-ignore
  }
  say(`proof ${fine ? '✓' : '✗'} PROOF.md`)
  process.exitCode = fine ? 0 : 1
}

proof().catch(giveUp)
