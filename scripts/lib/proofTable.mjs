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

/** The figures of a proof, as a table of their own. @param {Proof} proof */
function figures({ claim, table: [headings, ...rows] = [] }) {
  return headings ? ['', `${claim}:`, '', line(headings), line(headings.map(() => '---')), ...rows.map(line)] : []
}

const HEAD = [
  '# Proof',
  '',
  `Made by \`npm run proof\`, part by part, each as it was last run; \`npm test\` runs a seeded sample of each. A judge shares no code with what it judges.`,
  '',
].join('\n')

/** One part of PROOF.md: when, on what and of which commit it was run, and what it proved. @param {string} name @param {import('./proofs.mjs').Found} found @param {number} minutes */
export async function proofSection(name, { proofs, broken, skipped }, minutes) {
  const claims = [...new Set(proofs.map(({ claim }) => claim))]
  const rows = claims.map((claim) => rowOf(proofs.filter((proof) => proof.claim === claim)))
  const processors = cpus()
  const machine = `${processors.length} processors (${processors[0]?.model.trim() ?? 'unknown'}) · Node ${process.version}`
  return [
    `## ${name}`,
    '',
    `${new Date().toISOString().slice(0, 10)} · ${machine} · ${await commit()} · ${minutes.toFixed(1)} minutes`,
    '',
    line(HEADINGS),
    line(HEADINGS.map((name) => (name === 'cases' || name === 'seconds' ? '---:' : '---'))),
    ...rows.map(line),
    ...proofs.flatMap(figures),
    ...(skipped.length > 0 ? ['', 'Not run here:', '', ...skipped.map((name) => `* ${name}`)] : []),
    ...(broken.length > 0 ? ['', 'Failed beside them:', '', ...broken.map((name) => `* ${name}`)] : []),
    '',
  ].join('\n')
}

/** PROOF.md with the sections of these parts put anew, in the order of `names`. @param {string} old @param {readonly string[]} names @param {ReadonlyMap<string, string>} made */
export function withSections(old, names, made) {
  const kept = new Map(old.split(/^(?=## )/m).slice(1).map((section) => [/^## (\S+)/.exec(section)?.[1] ?? '', section.trimEnd() + '\n'])) // prettier-ignore
  return [HEAD, ...names.flatMap((name) => made.get(name) ?? kept.get(name) ?? [])].join('\n')
}
