import type { Checklist, Inspection, InspectionWritten } from '#core/contract/inspections.ts'
import { finishLacks, unsaidMajors } from '#core/domain/inspectionFinish.ts'
import { refused } from './refusals.ts'

/**
 * What the database refuses too, told by name; the first that is missing.
 * @throws Problem inspection-refused where it is to be finished and something is missing, or the checklist stays
 */
export function refuseUnfinished(body: InspectionWritten, list: Checklist | undefined, present?: Inspection): void {
  const { checkIn, noCheckIn, answers, note, finished } = body
  if (checkIn && noCheckIn !== undefined) throw refused('checked-in-and-not')
  const named = present?.hazards.some(({ checklistItem }) => checklistItem !== null) || present?.photos.some(({ checklistItem }) => checklistItem !== null) // prettier-ignore
  if (named && present?.checklist?.id !== list?.id) throw refused('list-named')
  if (!finished) return
  const stands = present?.hazards.filter(({ state }) => state !== 'voided') ?? []
  const reported = stands.flatMap(({ checklistItem }) => checklistItem ?? [])
  const finishing = { items: list?.items, answers, note, isCheckedIn: checkIn !== undefined, noCheckIn, reported }
  const [lack] = finishLacks(finishing)
  if (lack === undefined) return
  const item = lack === 'major-unsaid' ? answers.findIndex((one) => one.item === unsaidMajors(finishing)[0]) : undefined
  throw refused(lack, item === undefined ? undefined : `body.answers.${item}.note`)
}
