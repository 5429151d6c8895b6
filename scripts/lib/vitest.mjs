import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from './run.mjs'

/** Longer than any part takes on two slow cores: what has not ended by then hangs. */
const LONGEST_MS = 30 * 60_000
const TALLY = './scripts/lib/tally.mjs'

/** @typedef {import('./tally.mjs').Total} Total */

/** Runs `work` with a folder for totals, and gives their sum. @param {(env: NodeJS.ProcessEnv) => Promise<boolean>} work */
export async function tallied(work) {
  const folder = process.env.ANJIAN_TALLY ?? mkdtempSync(join(tmpdir(), 'anjian-tally-'))
  try {
    const fine = await work({ ...process.env, ANJIAN_TALLY: folder })
    /** @type {Total} */
    const total = { passed: 0, failed: [], skipped: [] }
    for (const name of readdirSync(folder)) {
      /** @type {Total} */
      const part = JSON.parse(readFileSync(join(folder, name), 'utf8'))
      total.passed += part.passed
      total.failed.push(...part.failed)
      total.skipped.push(...part.skipped)
    }
    if (!fine && total.failed.length === 0)
      total.failed.push({ name: 'npm test', reason: 'a part broke down before it could count: see above' })
    return total
  } finally {
    if (!process.env.ANJIAN_TALLY) rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Runs one project of vitest.config.ts, or some of its files, and leaves the totals with a reporter.
 * @param {string} project @param {NodeJS.ProcessEnv} env
 * @param {{show?: boolean, files?: readonly string[], reporter?: string, longestMs?: number}} [options]
 */
export function vitest(project, env, { show = true, files = [], reporter = TALLY, longestMs = LONGEST_MS } = {}) {
  const reporters = ['--reporter=default', `--reporter=${reporter}`]
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', project, '--passWithNoTests', ...reporters]
  return run(process.execPath, [...args, ...files], { env, show, timeoutMs: longestMs })
}
