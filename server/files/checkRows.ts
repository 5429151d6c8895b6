import type { Issue, SourceRow } from './rows.ts'

/** Notes a fault of the row at hand: column as the file calls it, rule, and what was found there. */
export type Report = (column: string, rule: string, found: string) => void

/** What a check made of a row; undefined where it could make nothing. */
export interface Checked<Row extends SourceRow, Made> {
  readonly source: Row
  readonly made: Made | undefined
}

/** Runs a check on each row. A row keeps its place in the list, good or not, so that none is dropped unseen. */
export function checkRows<Row extends SourceRow, Made>(
  rows: readonly Row[],
  check: (row: Row, report: Report) => Made | undefined,
): { checked: Checked<Row, Made>[]; issues: Issue[] } {
  const issues: Issue[] = []
  const checked = rows.map((source) => {
    const report: Report = (column, rule, found) => issues.push({ row: source.row, column, rule, found })
    return { source, made: check(source, report) }
  })
  return { checked, issues }
}

/** A decimal number as a sheet writes it, or undefined. Decimal commas and units are no numbers. */
export function numberIn(text: string): number | undefined {
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined
}
