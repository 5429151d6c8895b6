import type { HazardFile } from '#core/contract/hazards.ts'
import { longDay } from '#client/ui/districtTime.ts'

/** What there is to say of the due day of a dispatch: that it is bound, and how, or that the day which stands keeps its hour. */
export function fixedDue(
  { dueBound, dueAt }: Pick<HazardFile, 'dueBound' | 'dueAt'>,
  typed: string | undefined,
): 'stands' | 'no-later' | 'same' | undefined {
  if (dueBound) return dueBound
  return typed === longDay(Date.parse(dueAt)) ? 'same' : undefined
}
