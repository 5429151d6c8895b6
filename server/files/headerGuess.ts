import { isHeading } from '#core/domain/headings.ts'
import type { SourceRow } from './rows.ts'

/** Headings that a row has at least, for them to tell that it is the header. */
const LEAST = 2
/** Share of the widest row's cells that a header fills: a title or a note fills one or two. */
const FILLED = 0.6

/** Place of the row that names the columns, by headings that files have, else by its width. */
export function guessHeader(top: readonly SourceRow[]): number {
  const known = top.map(({ cells }) => cells.filter(isHeading).length)
  const most = Math.max(...known)
  if (most >= LEAST) return known.indexOf(most)
  const filled = top.map(({ cells }) => cells.filter((cell) => cell.trim() !== '').length)
  return filled.findIndex((count) => count >= Math.max(...filled) * FILLED)
}
