import type { Encoding } from './encoding.ts'
import type { HeaderOptions } from './header.ts'

/** How a file is to be read; what does not concern its format is left aside. */
export interface ReadOptions extends HeaderOptions {
  /** Of a text, and of a DBF that does not say it. */
  readonly encoding?: Encoding | undefined
  readonly delimiter?: string | undefined
  /** Of a workbook; of a GeoPackage a layer. */
  readonly sheet?: string | undefined
  /** Told the share that has been read, 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined
}
