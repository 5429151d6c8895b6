import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Vitest reporter that leaves the totals and the reasons of skipped tests as JSON in the folder of ANJIAN_TALLY. */
export default class Tally {
  /** @param {readonly import('vitest/node').TestModule[]} modules @param {readonly unknown[]} errors */
  onTestRunEnd(modules, errors) {
    const folder = process.env.ANJIAN_TALLY
    if (!folder) return
    const total = { passed: 0, failed: errors.length, skipped: /** @type {{name: string, reason: string}[]} */ ([]) }
    for (const file of modules) {
      total.failed += file.errors().length
      for (const suite of file.children.allSuites()) total.failed += suite.errors().length
      for (const test of file.children.allTests()) count(total, test)
    }
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, `${process.pid}.json`), JSON.stringify(total))
  }
}

/** @param {{passed: number, failed: number, skipped: {name: string, reason: string}[]}} total @param {import('vitest/node').TestCase} test */
function count(total, test) {
  const result = test.result()
  if (result.state === 'passed') total.passed += 1
  else if (result.state === 'skipped') {
    const name = `${test.module.relativeModuleId} > ${test.fullName}`
    total.skipped.push({ name, reason: result.note ?? 'no reason given' })
  } else total.failed += 1
}
