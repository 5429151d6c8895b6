import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** @typedef {{claim: string, judged: string, judge: string, cases: number, seconds: number, file: string, holds: boolean,
 *   table?: readonly (readonly string[])[]}} Proof one test, with the figures that belong to it, headings first */
/** @typedef {{proofs: Proof[], broken: string[], skipped: string[]}} Found broken: tests and files that failed without a claim of their own; skipped: those that could not run here, and why */

/**
 * An error that belongs to no test, as one line: of a worker that was killed, for one, none of whose tests are told of.
 * @param {unknown} error @returns {string}
 */
function outside(error) {
  const { message = String(error), cause } = /** @type {{message?: string, cause?: {message?: string}}} */ (error)
  const [said] = [message, cause?.message].filter(Boolean).join(': ').split('\n')
  return `outside of tests: ${said}`
}

/** Vitest reporter that leaves what each test proved, by `task.meta`, as JSON in the folder of ANJIAN_PROOFS. */
class Proofs {
  /** @param {readonly import('vitest/node').TestModule[]} modules @param {readonly unknown[]} errors */
  onTestRunEnd(modules, errors) {
    const folder = process.env.ANJIAN_PROOFS
    if (!folder) return
    /** @type {Found} */
    const found = { proofs: [], broken: errors.map(outside), skipped: [] }
    for (const file of modules) {
      const suites = [...file.children.allSuites()]
      if (file.errors().length > 0 || suites.some((suite) => suite.errors().length > 0)) {
        found.broken.push(file.relativeModuleId)
      }
      for (const test of file.children.allTests()) collect(found, test)
    }
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, `${process.pid}.json`), JSON.stringify(found))
  }
}

/** @param {Found} found @param {import('vitest/node').TestCase} test */
function collect(found, test) {
  const { proof } = /** @type {{proof?: Proof}} */ (test.meta())
  const { state } = test.result()
  const { note } = /** @type {{note?: string}} */ (test.result())
  const passed = state === 'passed'
  const file = test.module.relativeModuleId
  if (state === 'skipped' && note) {
    found.skipped.push(`${file} > ${test.fullName}: ${note}`)
    return
  }
  if (!proof) {
    const how = state === 'failed' ? '' : ' (did not end)'
    if (!passed) found.broken.push(`${file} > ${test.fullName}${how}`)
    return
  }
  const seconds = (test.diagnostic()?.duration ?? 0) / 1000
  found.proofs.push({ ...proof, seconds, file, holds: passed && proof.cases > 0 })
}

/** All that the reporter left in a folder, ordered by file and then as the tests stand there. @param {string} folder @returns {Found} */
export function readProofs(folder) {
  /** @type {Found[]} */
  const all = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
  const proofs = all.flatMap((found) => found.proofs)
  const files = [...new Set(proofs.map(({ file }) => file))].sort()
  return {
    proofs: files.flatMap((file) => proofs.filter((proof) => proof.file === file)),
    broken: all.flatMap(({ broken }) => broken).sort(),
    skipped: all.flatMap(({ skipped }) => skipped).sort(),
  }
}

/** @public Vitest loads it by its path. */
export { Proofs as default }
