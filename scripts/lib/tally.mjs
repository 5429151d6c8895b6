import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** @typedef {{name: string, reason: string}} Told */
/** @typedef {{passed: number, failed: Told[], skipped: Told[]}} Total */

/** Vitest reporter that leaves the totals, and what failed or was skipped and why, as JSON in the folder of ANJIAN_TALLY. */
export default class Tally {
  /** @param {readonly import('vitest/node').TestModule[]} modules @param {readonly {message?: string}[]} errors */
  onTestRunEnd(modules, errors) {
    const folder = process.env.ANJIAN_TALLY
    if (!folder) return
    /** @type {Total} */
    const total = { passed: 0, failed: [], skipped: [] }
    add(total, 'outside of every test', errors)
    for (const file of modules) {
      add(total, file.relativeModuleId, file.errors())
      for (const suite of file.children.allSuites()) add(total, named(suite), suite.errors())
      for (const test of file.children.allTests()) count(total, test)
    }
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, `${process.pid}.json`), JSON.stringify(total))
  }
}

/** @param {{module: {relativeModuleId: string}, fullName: string}} one */
const named = ({ module, fullName }) => `${module.relativeModuleId} > ${fullName}`

/** @param {Total} total @param {string} name @param {readonly {message?: string}[]} errors */
function add(total, name, errors) {
  for (const { message } of errors) total.failed.push({ name, reason: message?.split('\n', 1)[0] ?? 'no message' })
}

/** @param {Total} total @param {import('vitest/node').TestCase} test */
function count(total, test) {
  const result = test.result()
  if (result.state === 'passed') total.passed += 1
  else if (result.state === 'skipped')
    total.skipped.push({ name: named(test), reason: result.note ?? 'no reason given' })
  else add(total, named(test), (result.errors ?? []).length > 0 ? [result.errors?.[0] ?? {}] : [{}])
}
