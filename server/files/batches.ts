import type { Batch, Issue, RowSource, SourceRow, Table } from './rows.ts'

/** Most of what one batch holds: rows, cells of all its rows, and issues. */
const MOST_OF = { rows: 1_000, cells: 100_000, issues: 10_000 } as const

/** Gathers rows and issues, in their order, into batches. */
export function batcher() {
  const ready: Omit<Batch, 'share'>[] = []
  let [rows, issues, cells]: [SourceRow[], Issue[], number] = [[], [], 0]
  function close(): void {
    if (rows.length > 0 || issues.length > 0) ready.push({ rows, issues })
    rows = []
    issues = []
    cells = 0
  }
  return {
    row(row: SourceRow, faults: readonly Issue[]): void {
      rows.push(row)
      for (const fault of faults) issues.push(fault)
      cells += row.cells.length
      if (rows.length >= MOST_OF.rows || cells >= MOST_OF.cells || issues.length >= MOST_OF.issues) close()
    },
    /** An issue of a row that could not be read, or of one that has gone. */
    issue(issue: Issue): void {
      issues.push(issue)
      if (issues.length >= MOST_OF.issues) close()
    },
    /** The batches that are full. */
    full: (share: number): Batch[] => ready.splice(0).map((batch) => ({ ...batch, share })),
    /** Those and what is left. */
    rest(): Batch[] {
      close()
      return this.full(1)
    },
  }
}

/** A table that is held whole, as a source of rows. */
export function sourceOf({ columns, rows, issues, of }: Table, headerRow: number): RowSource {
  async function* batches() {
    const batch = batcher()
    const sorted = issues.toSorted((a, b) => a.row - b.row)
    let next = 0
    for (const [i, row] of rows.entries()) {
      const from = next
      while (next < sorted.length && (sorted[next]?.row ?? 0) <= row.row) next += 1
      batch.row(row, sorted.slice(from, next))
      yield* batch.full(i / rows.length)
    }
    for (const issue of sorted.slice(next)) batch.issue(issue)
    yield* batch.rest()
  }
  return { columns, headerRow, ...(of && { of }), batches }
}

/** All rows of a source, held in memory; `onProgress` is told the share that has been read, 0 to 1. */
export async function tableOf(source: RowSource, onProgress?: (share: number) => void): Promise<Table> {
  const [rows, issues]: [SourceRow[], Issue[]] = [[], []]
  for await (const batch of source.batches()) {
    for (const row of batch.rows) rows.push(row)
    for (const issue of batch.issues) issues.push(issue)
    onProgress?.(batch.share)
  }
  onProgress?.(1)
  const { columns, of } = source
  return { columns, rows, issues: issues.sort((a, b) => a.row - b.row), ...(of && { of }) }
}
