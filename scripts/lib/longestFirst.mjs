import { BaseSequencer } from 'vitest/node'

/** Files that take far longer than others of their size: begun last they run on alone, with one processor idle. */
const LONGEST = ['tests/e2e/live.test.ts', 'tests/e2e/rows.test.ts']

/** Order of test files: these first, then as Vitest has them (what failed or took long in the last run, or is large). */
export class LongestFirst extends BaseSequencer {
  /** @override @param {import('vitest/node').TestSpecification[]} files */
  async sort(files) {
    const sorted = await super.sort(files)
    const isLongest = (/** @type {import('vitest/node').TestSpecification} */ { moduleId }) =>
      LONGEST.some((name) => moduleId.endsWith(name))
    return [...sorted.filter(isLongest), ...sorted.filter((file) => !isLongest(file))]
  }
}
