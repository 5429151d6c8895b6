// npm run proof: every exhaustive or long proof, and its table in PROOF.md. `npm test` runs a sample of each.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkNode, ensureModules } from './lib/modules.mjs'
import { readProofs } from './lib/proofs.mjs'
import { proofTable } from './lib/proofTable.mjs'
import { ROOT } from './lib/run.mjs'
import { giveUp, say } from './lib/say.mjs'
import { ensureSystem } from './lib/system.mjs'
import { vitest } from './lib/vitest.mjs'

/** Projects of vitest.config.ts, and the files of each in which something is proved. */
const PARTS = [
  { project: 'proof', files: [] },
  { project: 'unit', files: ['client/view/address.test.ts'] },
  {
    project: 'api',
    files: ['agreement', 'auditTamper', 'guards', 'indicators', 'scoped', 'tiles'].map(
      (name) => `tests/api/${name}.test.ts`,
    ),
  },
]
/** Longer than all parts take on two busy cores. */
const LONGEST_MS = 60 * 60_000

async function proof() {
  process.chdir(ROOT)
  checkNode()
  await ensureModules()
  await ensureSystem({ tests: true })
  const folder = mkdtempSync(join(tmpdir(), 'anjian-proof-'))
  const env = { ...process.env, ANJIAN_PROOF: 'all', ANJIAN_PROOFS: folder }
  let fine = true
  try {
    for (const { project, files } of PARTS) {
      say(`── ${project} ──`)
      const options = { files, reporter: './scripts/lib/proofs.mjs', longestMs: LONGEST_MS }
      if ((await vitest(project, env, options)).code !== 0) fine = false
    }
    const found = readProofs(folder)
    if (found.broken.length > 0 || found.proofs.some(({ holds }) => !holds)) fine = false
    writeFileSync('PROOF.md', await proofTable(found, performance.now() / 60_000))
    say(`proof ${fine ? '✓' : '✗'} PROOF.md`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  process.exitCode = fine ? 0 : 1
}

proof().catch(giveUp)
