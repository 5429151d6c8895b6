/**
 * Figures of hazard rectification for one month of China, from dates alone and never from the present state.
 * Boundaries: months are half-open; a hazard due at a moment is overdue after it, not at it; closing at the due moment is on time.
 * Of a month that is over the due time counts that was in force at its end: what was granted later changes nothing of it.
 * Voided hazards are left out everywhere.
 */
import { monthAfter, monthStart } from './calendar.ts'

export interface HazardDates {
  readonly foundAt: Date
  /** By the due time in force now. */
  readonly dueAt: Date
  /** By the one in force at a moment, where it was ever another. */
  readonly dueThen?: ((moment: Date) => Date) | undefined
  readonly closedAt?: Date | undefined
  readonly voided: boolean
}

export interface Rectification {
  /** Found in the month. */
  readonly new: number
  /** Closed in the month. */
  readonly closed: number
  /** Past due and not closed as of min(month end, now). */
  readonly overdue: number
  /** Due in the month up to min(month end, now). */
  readonly due: number
  /** Of `due`, closed at or before the due moment. */
  readonly onTime: number
}

/** Counts a month `YYYY-MM` as it stands at `now`; what lies after `now` has not happened yet.
 *
 * on-time rate = closed on time ÷ due by min(period end, now): definition (b), 按期整改率
 */
export function rectificationOf(month: string, hazards: readonly HazardDates[], now: Date): Rectification {
  const start = monthStart(month)
  const monthEnd = monthStart(monthAfter(month))
  const end = monthEnd < now ? monthEnd : now
  const within = (moment: Date | undefined) =>
    moment !== undefined && moment >= start && moment < monthEnd && moment <= now
  const dueOf = ({ dueAt, dueThen }: HazardDates) => (monthEnd <= now && dueThen ? dueThen(monthEnd) : dueAt)
  const kept = hazards.filter(({ voided }) => !voided).map((hazard) => ({ ...hazard, dueAt: dueOf(hazard) }))
  const due = kept.filter(({ dueAt }) => dueAt >= start && dueAt < end)
  return {
    new: kept.filter(({ foundAt }) => within(foundAt)).length,
    closed: kept.filter(({ closedAt }) => within(closedAt)).length,
    overdue:
      end < start ? 0 : kept.filter(({ dueAt, closedAt }) => dueAt < end && !(closedAt && closedAt <= end)).length,
    due: due.length,
    onTime: due.filter(({ dueAt, closedAt }) => closedAt && closedAt <= dueAt).length,
  }
}

/** n ÷ of; undefined, shown as —, where there is nothing to divide by. */
export const rate = (n: number, of: number): number | undefined => (of > 0 ? n / of : undefined)
