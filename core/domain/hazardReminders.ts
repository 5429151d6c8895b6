import type { HazardState } from './hazardStates.ts'
import type { RemindedSide } from './reminders.ts'

/**
 * Reminders and escalation of hazards 隐患提醒与升级: of what, when, and whom. Rule HE-1 is the product's own; no law says the hours. Its
 * steps are exact moments, so many times 24 hours from the one that counts, and are told from the second on at which they are reached.
 */
export const HAZARD_REMINDER_RULE = 'HE-1'

/** Whom a step is meant for: a side, or whoever supervises a major one 挂牌督办单位 and, while nobody does, whoever leads. */
type StepSide = Exclude<RemindedSide, 'district'> | 'body'

/** One step: whom, and how many days after the moment that counts; before it where negative. */
interface Step {
  readonly side: StepSide
  readonly days: number
  /** Of hazards of this grade alone. */
  readonly grade?: 'general' | 'major'
}

/** Whose turn it is does not matter to these: what is overdue goes up until it is closed. */
const DUE: readonly Step[] = [
  { side: 'enterprise', days: -3 },
  { side: 'enterprise', days: -1 },
  { side: 'enterprise', days: 0 },
  { side: 'body', days: 0, grade: 'major' },
  { side: 'grid', days: 1 },
  { side: 'body', days: 1, grade: 'major' },
  { side: 'department', days: 3 },
  { side: 'leader', days: 7 },
]
/** What waits for the supervisor's side: a major one is not for the chief of a grid to judge. */
const WAITING: readonly Step[] = [
  { side: 'grid', days: 1, grade: 'general' },
  { side: 'body', days: 1, grade: 'major' },
  { side: 'department', days: 3 },
  { side: 'leader', days: 7 },
]

/** What is reminded of: `state` is the one in which a hazard waits, since it came into it; null: the due time counts, in every open state. */
export const HAZARD_REMINDED = {
  'hazard-due': { state: null, steps: DUE },
  'hazard-verify': { state: 'reported', steps: WAITING },
  'hazard-dispatch': { state: 'verified', steps: WAITING },
  'hazard-extension': { state: 'extension-requested', steps: WAITING },
  'hazard-review': { state: 'pending-review', steps: WAITING },
} as const satisfies Record<string, { readonly state: HazardState | null; readonly steps: readonly Step[] }>
export type HazardRemindedKind = keyof typeof HAZARD_REMINDED
export const HAZARD_REMINDED_KINDS = Object.keys(HAZARD_REMINDED) as [HazardRemindedKind, ...HazardRemindedKind[]]

/** States in which the enterprise is reminded of the due time: it has the hazard and did not submit. */
export const UNSUBMITTED: readonly HazardState[] = ['dispatched', 'rectifying', 'extension-requested', 'rejected']

/** The table as rows: of what, whom, when. */
export const HAZARD_REMINDER_STEPS: readonly ({ readonly kind: HazardRemindedKind } & Step)[] = HAZARD_REMINDED_KINDS.flatMap(
  (kind) => HAZARD_REMINDED[kind].steps.map((step: Step) => ({ kind, ...step })),
) // prettier-ignore

const DAY_MS = 86_400_000
/** Days until a moment, begun ones too; days since it, whole ones but at least 1, negative; 0 at the moment itself. As lists of hazards count. */
export function daysTo(moment: number, now: number): number {
  const days = (moment - now) / DAY_MS
  return days >= 0 ? Math.ceil(days) : -Math.max(1, Math.floor(-days))
}
