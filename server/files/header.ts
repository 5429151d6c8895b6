import { MOST, tooManyColumns } from './limits.ts'
import { FileRefused, type SourceRow } from './rows.ts'

/** Rows at the top of a sheet among which its header is looked for: titles and notes come before it. */
export const TOP = 20

/** What tells the header. */
export interface HeaderOptions {
  /** Columns that are looked for; the header is the first row at the top that has them all. */
  readonly names?: readonly string[] | undefined
  /** Where none are looked for: which of the rows at the top names the columns, by its place; none where it cannot be told. */
  readonly guess?: ((top: readonly SourceRow[]) => number | undefined) | undefined
}

/**
 * The row that names the columns: the first at the top that has every one of the names, else the one that is guessed, else
 * the very first. @returns its place among the records, and whether it was found @throws FileRefused where there is no row
 */
export function headerIn(records: readonly SourceRow[], { names, guess }: HeaderOptions = {}) {
  if (records.length === 0) {
    throw new FileRefused(
      '文件为空，第一行应为列名。请检查所选文件。',
      'The file is empty; its first row should name the columns. Check that it is the right file.',
    )
  }
  const top = records.slice(0, TOP)
  if (!names && guess) return { place: guess(top) ?? 0, found: true }
  const place = top.findIndex(({ cells }) => {
    const found = new Set(cells.map((cell) => cell.trim()))
    return (names ?? []).every((name) => found.has(name))
  })
  return { place: Math.max(place, 0), found: place >= 0 }
}

/** The names that the header gives, empty ones at its end left out. @throws FileRefused where they are too many */
export function columnsOf({ cells }: SourceRow): string[] {
  const columns = cells.map((cell) => cell.trim())
  while (columns.at(-1) === '') columns.pop()
  if (columns.length > MOST.columns) throw tooManyColumns()
  return columns
}
