/** One record of a file: its number as the sheet shows it (the header is 1) and its cells in the order of the columns. */
export interface SourceRow {
  readonly row: number
  readonly cells: readonly string[]
}

/** What is wrong with a cell or a row: the stable id of a rule, and what was found. Rules have their words elsewhere. */
export interface Issue {
  readonly row: number
  /** Column as the file calls it; '' where the whole row is meant. */
  readonly column: string
  readonly rule: string
  readonly found: string
}

/** Records under named columns, with what could not be read of the file. */
export interface Table<Row extends SourceRow = SourceRow> {
  readonly columns: readonly string[]
  readonly rows: readonly Row[]
  readonly issues: readonly Issue[]
  /** Cells of a sheet, whose columns have letters, or features, whose rows are their numbers; else lines of text. */
  readonly of?: 'cells' | 'features'
}

/** Rows that come together, in the order of the file, with the issues of the same rows in the order of their numbers. */
export interface BatchOf<Row extends SourceRow> {
  readonly rows: readonly Row[]
  readonly issues: readonly Issue[]
  /** Share of the bytes that had been read when it came, 0 to 1. */
  readonly share: number
}
export type Batch = BatchOf<SourceRow>

/** A file whose rows are read as they are asked for. Nothing is held open but while its batches are gone through. */
export interface RowSource extends Pick<Table, 'columns' | 'of'> {
  /** Number of the row that names the columns; 0 where features name them. */
  readonly headerRow: number
  /**
   * All rows from the first, a thousand at most at a time, as often as it is called; what only the end of a file tells,
   * such as merged cells, comes in a last batch. Leaving the loop closes the file. @throws FileRefused on the way
   */
  batches(): AsyncGenerator<Batch, void, undefined>
}

/** A file that cannot be read at all; the message says why and what to do, in Chinese and in English. */
export class FileRefused extends Error {
  constructor(zh: string, en: string) {
    super(`${zh}\n${en}`)
  }
}
