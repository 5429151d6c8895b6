import type { Encoding } from './encoding.ts'

/** How a file is to be read; what does not concern its format is left aside. */
export interface ReadOptions {
  /** Of a text, and of a DBF that does not say it. */
  readonly encoding?: Encoding | undefined
  readonly delimiter?: string | undefined
  /** Of a workbook. */
  readonly sheet?: string | undefined
  /** Columns that are looked for; the header is the first row at the top that has them all. */
  readonly names?: readonly string[] | undefined
  /** Told the share that has been read, 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined
}
