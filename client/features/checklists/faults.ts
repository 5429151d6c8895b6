import type { Issue } from '#core/contract/problem.ts'

/** A wrong cell of a file: in which row and column, and what is to be done. */
interface Fault {
  /** undefined where it is the file itself. */
  readonly row: number | undefined
  readonly column: string
  readonly message: string
}

const CELL = /^row ([0-9]+), (.+)$/

/** The wrong cells that a refusal names, by row. The message says row and column once more, before its colon. */
export const faultsOf = (issues: readonly Issue[]): Fault[] =>
  issues
    .map(({ at, message }) => {
      const [, row, column = ''] = CELL.exec(at) ?? []
      return { row: row === undefined ? undefined : Number(row), column, message }
    })
    .toSorted((a, b) => (a.row ?? 0) - (b.row ?? 0))

/** What is to be done, in one language, without the place, which stands beside it. */
export const remedyOf = (said: string): string => said.replace(/^(第 [0-9]+ 行“[^”]*”：|Row [0-9]+, “[^”]*”: )/, '')
