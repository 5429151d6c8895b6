import type { Db } from './db/db.ts'

/** A reading that has just been kept for the first time. */
export interface FreshReading {
  readonly sensor: number
  /** When it was measured, ms since 1970. */
  readonly at: number
  readonly value: number
  /** Older than what was known of its sensor. */
  readonly late: boolean
}

/** Judges what has just been kept, in the same transaction: where it throws, nothing is kept. */
/** A reading that was new to the book. */
export interface FreshReading {
  readonly sensor: number
  /** By its own time, milliseconds since 1970. */
  readonly at: number
  readonly value: number
  /** A later one of the same sensor was known before. */
  readonly late: boolean
}

/** Judges readings within the transaction that keeps them, so that no reading is kept unjudged and none is judged twice. */
export type Judge = (db: Db, fresh: readonly FreshReading[]) => Promise<void>
