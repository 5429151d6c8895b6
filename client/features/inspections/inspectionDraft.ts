import type { Inspection, InspectionWritten } from '#core/contract/inspections.ts'
import { type Finishing, finishLacks, unsaidMajors } from '#core/domain/inspectionFinish.ts'
import type { ANSWERS } from '#core/domain/inspections.ts'

type Answer = (typeof ANSWERS)[number]
/** What is typed into an inspection; an item that is not answered is ''. */
export interface InspectionDraft {
  note: string
  /** Why nobody checked in. */
  noCheckIn: string
  answers: Record<number, { answer: Answer | ''; note: string }>
}

/** An inspection as it is typed into. */
export function draftOf({ note, noCheckIn, answers, checklist }: Inspection): InspectionDraft {
  const given = new Map(answers.map((one) => [one.item, one]))
  return {
    note: note ?? '',
    noCheckIn: noCheckIn ?? '',
    answers: Object.fromEntries(
      (checklist?.items ?? []).map(({ id }) => [
        id,
        { answer: given.get(id)?.answer ?? '', note: given.get(id)?.note ?? '' },
      ]),
    ),
  }
}

/** As the contract takes it: all that stands and is not typed stays as it is. */
export function writtenOf(base: Inspection, draft: InspectionDraft, finished: boolean): InspectionWritten {
  const { enterprise, kind, checklist, deviceAt, checkIn, version } = base
  const note = draft.note.trim()
  const noCheckIn = checkIn ? '' : draft.noCheckIn.trim()
  return {
    enterprise,
    kind,
    deviceAt,
    finished,
    seen: version,
    ...(checklist && { checklist: checklist.id }),
    ...(checkIn && { checkIn: { lng: checkIn.lng, lat: checkIn.lat, accuracyM: checkIn.accuracyM, at: checkIn.at } }),
    ...(note && { note }),
    ...(noCheckIn && { noCheckIn }),
    answers: Object.entries(draft.answers).flatMap(([item, one]) => {
      const said = one.note.trim()
      return one.answer === '' ? [] : [{ item: Number(item), answer: one.answer, ...(said && { note: said }) }]
    }),
  }
}

function finishingOf(base: Inspection, draft: InspectionDraft): Finishing {
  const { answers, note, noCheckIn } = writtenOf(base, draft, true)
  const stands = base.hazards.filter(({ state }) => state !== 'voided')
  const reported = stands.flatMap(({ checklistItem }) => checklistItem ?? [])
  return { items: base.checklist?.items, answers, note, noCheckIn, isCheckedIn: base.checkIn !== null, reported }
}
/** What is missing before what is typed may be finished, as the server judges it. */
export const lacksOf = (base: Inspection, draft: InspectionDraft) => finishLacks(finishingOf(base, draft))
/** Major items that are wrong, with neither a hazard nor a word. */
export const unsaidOf = (base: Inspection, draft: InspectionDraft) => unsaidMajors(finishingOf(base, draft))

/** What of a draft may differ: a text, or an item by its id. */
export type DraftField = 'note' | 'noCheckIn' | number
/** Where two drafts differ. */
export function differences(mine: InspectionDraft, present: InspectionDraft): DraftField[] {
  const items = [...new Set([...Object.keys(mine.answers), ...Object.keys(present.answers)])].map(Number)
  const differs = (item: number) => {
    const [one, other] = [mine.answers[item], present.answers[item]]
    return (one?.answer ?? '') !== (other?.answer ?? '') || (one?.note ?? '').trim() !== (other?.note ?? '').trim()
  }
  const texts = (['note', 'noCheckIn'] as const).filter((one) => mine[one].trim() !== present[one].trim())
  return [...texts, ...items.filter(differs)]
}
