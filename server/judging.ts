import type { LimitKind } from '#core/domain/alarmRules.ts'
import type { Db } from './db/db.ts'

/** A reading that has just been kept for the first time, or a value that was refused and calls an alarm all the same. */
export interface FreshReading {
  readonly sensor: number
  /** When it was measured by its own time, ms since 1970. */
  readonly at: number
  readonly value: number
  /** A later one of the same sensor was known before. */
  readonly late: boolean
  /** It was refused, being this far beyond the range: it is kept aside, and evidence of danger all the same. */
  readonly overRange?: LimitKind
}

/** Judges readings within the transaction that keeps them, so that none is kept unjudged and none judged twice: where it throws, nothing is kept. */
export type Judge = (db: Db, fresh: readonly FreshReading[]) => Promise<void>
