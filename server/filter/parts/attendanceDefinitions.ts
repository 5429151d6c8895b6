import type { ATTENDANCE_INDICATORS } from '#core/contract/attendanceIndicators.ts'
import { MOST_APART_M } from '#core/domain/inspectionFinish.ts'
import { sql } from '../../db/sql.ts'
import type { OfOthers } from './part.ts'
import { visitMade } from './visitDefinitions.ts'

const unattended = sql`(v.checked_in_at is null or v.distance_m > ${MOST_APART_M}::float8)`

/** Visits made here, and those at which nobody checked in near the enterprise. */
export const ATTENDANCE_DEFINITIONS = {
  'visits-unattended': {
    rows: 'inspection',
    where: (_part, now, side) => sql`${visitMade(now)} and v.request is not null and ${side === 'n' ? unattended : sql`true`}`,
  },
} as const satisfies { readonly [Id in keyof typeof ATTENDANCE_INDICATORS]: OfOthers } // prettier-ignore
