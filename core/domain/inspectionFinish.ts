/**
 * What an inspection needs before it is finished and counts as a visit; the trigger app.finish_inspection holds the same, and a test
 * compares them.
 */
import type { ANSWERS } from './inspections.ts'

/** Metres from the enterprise beyond which a check-in is told as far from it. */
export const MOST_APART_M = 1000

/** Most characters of why nobody checked in. */
export const MOST_REASON = 200

/** An inspection as it would be finished. */
export interface Finishing {
  /** Of its checklist; undefined where it has none. */
  readonly items: readonly { readonly id: number; readonly severity: 'general' | 'major' }[] | undefined
  readonly answers: readonly {
    readonly item: number
    readonly answer: (typeof ANSWERS)[number]
    readonly note?: string | null | undefined
  }[]
  readonly note?: string | null | undefined
  readonly isCheckedIn: boolean
  readonly noCheckIn?: string | null | undefined
  /** Items that became hazards which stand. */
  readonly reported: readonly number[]
}

const FINISH_LACKS = ['nothing-seen', 'unanswered', 'major-unsaid', 'no-check-in'] as const
/** What is missing, by its name. */
export type FinishLack = (typeof FINISH_LACKS)[number]

const isSaid = (text: string | null | undefined) => (text ?? '').trim() !== ''

/** Items that are wrong and major, with neither a hazard nor a word why there is none. */
export function unsaidMajors({ items = [], answers, reported }: Finishing): number[] {
  const majors = new Set(items.filter(({ severity }) => severity === 'major').map(({ id }) => id))
  return answers
    .filter(
      ({ item, answer, note }) => answer === 'wrong' && majors.has(item) && !isSaid(note) && !reported.includes(item),
    ) // prettier-ignore
    .map(({ item }) => item)
}

/** All that is missing before it may be finished, in the order in which it is told. */
export function finishLacks(of: Finishing): FinishLack[] {
  const answered = new Set(of.answers.map(({ item }) => item))
  const lacks: Readonly<Record<FinishLack, boolean>> = {
    'nothing-seen': of.items === undefined && !isSaid(of.note),
    unanswered: of.items?.some(({ id }) => !answered.has(id)) ?? false,
    'major-unsaid': unsaidMajors(of).length > 0,
    'no-check-in': !of.isCheckedIn && !isSaid(of.noCheckIn),
  }
  return FINISH_LACKS.filter((one) => lacks[one])
}

/** Whether a check-in lies too far from the enterprise to tell of a visit there; null where no distance is known. */
export const isFar = (distanceM: number | null): boolean => distanceM !== null && distanceM > MOST_APART_M
