import { MOST } from './limits.ts'
import type { Issue, SourceRow } from './rows.ts'

/** What was not decoded, and halves of characters of UTF-16, which whole ones have, too. */
const UNREADABLE = /[\uFFFD\0\uD800-\uDFFF]/

function ruleOf(cell: string): string | undefined {
  if (cell.length > MOST.cell) return 'cell-too-long'
  if (!UNREADABLE.test(cell)) return undefined
  return /[\uFFFD\0]|\p{Surrogate}/u.test(cell) ? 'unreadable-character' : undefined
}

/** Cells of a row that are too long, or that hold what could not be decoded. */
export function cellFaults({ row, cells }: SourceRow, columns: readonly string[]): Issue[] {
  return cells.flatMap((cell, i) => {
    const rule = ruleOf(cell)
    return rule ? [{ row, column: columns[i] ?? '', rule, found: cell.slice(0, 200) }] : []
  })
}
