import type { ASSIGNMENT_INDICATORS } from '#core/contract/assignmentIndicators.ts'
import { sql } from '../../db/sql.ts'
import { isLed, leaderlessA, ledVisitLate } from './assignments.ts'
import type { OfOthers } from './part.ts'

/** Leaders' assignments. */
export const ASSIGNMENT_DEFINITIONS = {
  'class-a-leaderless': { rows: 'enterprise', where: () => leaderlessA },
  'assigned-visits-late': { rows: 'enterprise', where: (_part, now) => sql`(${ledVisitLate(now)} and ${isLed})` },
} as const satisfies { readonly [Id in keyof typeof ASSIGNMENT_INDICATORS]: OfOthers }
