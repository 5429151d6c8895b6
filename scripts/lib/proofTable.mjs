import { cpus } from 'node:os'
import { run } from './run.mjs'

/** @typedef {import('./proofs.mjs').Proof} Proof */

const HEADINGS = ['claim', 'judged', 'judge', 'cases', 'seconds', 'result']

/** What was tested: the commit, and whether files differ from it; the table itself does not count. */
async function commit() {
  const { code, output } = await run('git', ['rev-parse', '--short=10', 'HEAD'])
  if (code !== 0) return 'no commit'
  const changed = await run('git', ['status', '--porcelain', '--', '.', ':!PROOF.md'])
  return `commit ${output.trim()}${changed.output.trim() ? ' with changes' : ''}`
}

/** Tests of one claim are one row: their cases and seconds are summed, and one that fails fails the row. @param {readonly Proof[]} proofs */
function rowOf(proofs) {
  const [{ claim = '', judged = '', judge = '' } = {}] = proofs
  const sum = (/** @type {'cases' | 'seconds'} */ name) => proofs.reduce((total, proof) => total + proof[name], 0)
  const failed = proofs.filter(({ holds }) => !holds).length
  const result = failed === 0 ? 'holds' : `**failed**, ${failed} of ${proofs.length} tests`
  return [claim, judged, judge, sum('cases').toLocaleString('en'), sum('seconds').toFixed(1), result]
}

/** @param {readonly string[]} cells */
const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`

/** PROOF.md. @param {import('./proofs.mjs').Found} found @param {number} minutes */
export async function proofTable({ proofs, broken }, minutes) {
  const claims = [...new Set(proofs.map(({ claim }) => claim))]
  const rows = claims.map((claim) => rowOf(proofs.filter((proof) => proof.claim === claim)))
  const processors = cpus()
  const machine = `${processors.length} processors (${processors[0]?.model.trim() ?? 'unknown'}) · Node ${process.version}`
  return [
    '# Proof',
    '',
    `${new Date().toISOString().slice(0, 10)} · ${machine} · ${await commit()} · ${minutes.toFixed(1)} minutes`,
    '',
    `Made by \`npm run proof\`; \`npm test\` runs a seeded sample of each. A judge shares no code with what it judges.`,
    '',
    line(HEADINGS),
    line(HEADINGS.map((name) => (name === 'cases' || name === 'seconds' ? '---:' : '---'))),
    ...rows.map(line),
    ...(broken.length > 0 ? ['', 'Failed beside them:', '', ...broken.map((name) => `* ${name}`)] : []),
    '',
  ].join('\n')
}
