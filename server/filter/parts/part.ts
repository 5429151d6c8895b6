import type { FaultKind } from '#core/domain/coverage.ts'
import type { Sql } from '../../db/sql.ts'
import type { HazardOrder } from '../rows/hazardRows.ts'

/** Which rows of a rate: those counted, or those counted over. */
export type Side = 'n' | 'of'

/** What a predicate of a part may stand on: the clock, and the edges of the month where the part is one. */
export interface Moments {
  readonly now: Sql
  /** Start and end of the month, and min(end, now). */
  readonly start: Sql
  readonly end: Sql
  readonly until: Sql
  /** When the hazard `h` was due, by the due time in force at `until`. */
  readonly due: Sql
  /** The month is not over: what is due now counts. */
  readonly running: boolean
}

export interface OfOthers {
  readonly rows: 'enterprise' | 'hazard-source' | 'place' | 'tenant' | 'inspection' | 'sensor' | 'coverage-task'
  /** Over the enterprise `e`, the source `s`, the place `p`, the tenant `t`, the inspection `v`, the sensor `m` or the task `k`; `part` as in the contract. */
  readonly where: (part: string, now: Sql, side: Side) => Sql
}

/** Of alarms: over the alarm `a`; `span` of a duration. */
export interface OfAlarms {
  readonly rows: 'alarm'
  readonly where: (part: string, now: Sql, side: Side) => Sql
  readonly span?: Sql
}

/** Of what is not covered: server/filter/coverage has a predicate for each kind. */
export interface OfFaults {
  readonly rows: 'fault'
  /** The only kinds that are counted; the part says which where nothing is said here. */
  readonly kinds?: readonly FaultKind[]
  /** Shapes of a filter are no condition of it. */
  readonly byGridAlone?: true
}

/** Of streets: server/filter/streets has the predicate. */
export interface OfStreets {
  readonly rows: 'street'
}

export interface OfHazards {
  readonly rows: 'hazard'
  /** Rows open sorted by this, latest first. */
  readonly order: HazardOrder
  /** It asks when hazards were due, which for a month gone by is not when they are now: Moments.due. */
  readonly byDue?: true
  /** Over the hazard `h`; `part` as in the contract. */
  readonly where: (moments: Moments, side: Side, part: string) => Sql
  /** Of a duration: how long it took, or has taken, each. */
  readonly span?: (moments: Moments) => Sql
}
