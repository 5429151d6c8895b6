import type { Inspection, InspectionWritten } from '#core/contract/inspections.ts'
import type { ANSWERS } from '#core/domain/inspections.ts'

type Answer = (typeof ANSWERS)[number]
/** What is typed into an inspection; an item that is not answered is ''. */
export interface InspectionDraft {
  note: string
  answers: Record<number, { answer: Answer | ''; note: string }>
}

/** An inspection as it is typed into. */
export function draftOf({ note, answers, checklist }: Inspection): InspectionDraft {
  const given = new Map(answers.map((one) => [one.item, one]))
  return {
    note: note ?? '',
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
  return {
    enterprise,
    kind,
    deviceAt,
    finished,
    seen: version,
    ...(checklist && { checklist: checklist.id }),
    ...(checkIn && { checkIn: { lng: checkIn.lng, lat: checkIn.lat, accuracyM: checkIn.accuracyM, at: checkIn.at } }),
    ...(note && { note }),
    answers: Object.entries(draft.answers).flatMap(([item, one]) => {
      const said = one.note.trim()
      return one.answer === '' ? [] : [{ item: Number(item), answer: one.answer, ...(said && { note: said }) }]
    }),
  }
}

/** Where two drafts differ: the note, or an item by its id. */
export function differences(mine: InspectionDraft, present: InspectionDraft): ('note' | number)[] {
  const items = [...new Set([...Object.keys(mine.answers), ...Object.keys(present.answers)])].map(Number)
  const differs = (item: number) => {
    const [one, other] = [mine.answers[item], present.answers[item]]
    return (one?.answer ?? '') !== (other?.answer ?? '') || (one?.note ?? '').trim() !== (other?.note ?? '').trim()
  }
  return [...(mine.note.trim() === present.note.trim() ? [] : ['note' as const]), ...items.filter(differs)]
}
