import type { BatchOf, Issue, RowSource, SourceRow, Table } from './rows.ts'

/** Most of what one batch holds: rows, cells of all its rows, and issues. */
const MOST_OF = { rows: 1_000, cells: 100_000, issues: 10_000 } as const

/** Gathers rows and issues, in their order, into batches. */
export function batcher<Row extends SourceRow = SourceRow>() {
  const ready: Omit<BatchOf<Row>, 'share'>[] = []
  let [rows, issues, cells]: [Row[], Issue[], number] = [[], [], 0]
  function close(): void {
    if (rows.length > 0 || issues.length > 0) ready.push({ rows, issues })
    rows = []
    issues = []
    cells = 0
  }
  return {
    row(row: Row, faults: readonly Issue[]): void {
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
    full: (share: number): BatchOf<Row>[] => ready.splice(0).map((batch) => ({ ...batch, share })),
    /** Those and what is left. */
    rest(): BatchOf<Row>[] {
      close()
      return this.full(1)
    },
  }
}

/** All rows of a source, held in memory; `onProgress` is told the share that has been read, 0 to 1. */
export async function tableOf<Row extends SourceRow>(
  source: Pick<RowSource, 'columns' | 'of'> & { batches(): AsyncIterable<BatchOf<Row>> },
  onProgress?: (share: number) => void,
): Promise<Table<Row>> {
  const [rows, issues]: [Row[], Issue[]] = [[], []]
  for await (const batch of source.batches()) {
    for (const row of batch.rows) rows.push(row)
    for (const issue of batch.issues) issues.push(issue)
    onProgress?.(batch.share)
  }
  onProgress?.(1)
  const { columns, of } = source
  return { columns, rows, issues: issues.sort((a, b) => a.row - b.row), ...(of && { of }) }
}
