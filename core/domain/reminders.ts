import type { FileSectionName } from './fileSections.ts'
import type { PostKind } from './posts.ts'

/**
 * Reminders 提醒 of what runs out or is due in the file of an enterprise: of what, when, and whom. Rule RM-1 is the product's own; the
 * last days themselves come from rule EF-1 and from what the file holds.
 */
export const REMINDER_RULE = 'RM-1'

/**
 * Who is reminded, by the post that they hold. A side that an enterprise lacks is taken by the next: without a grid the department. The
 * leader is told of hazards alone (rule HE-1).
 */
export const REMINDED_POSTS = {
  enterprise: 'safety-manager',
  grid: 'grid-chief',
  department: 'department-officer',
  district: 'duty-officer',
  leader: 'leader',
} as const satisfies Record<string, PostKind>
export type RemindedSide = keyof typeof REMINDED_POSTS
export const REMINDED_SIDES = Object.keys(REMINDED_POSTS) as [RemindedSide, ...RemindedSide[]]

/** One reminder: whom, and how many days after the last day that counts; before it where negative, on it where 0. */
interface Step {
  readonly side: RemindedSide
  readonly days: number
}

const enterprise = (...days: number[]): Step[] => days.map((one) => ({ side: 'enterprise', days: one }))
/** Whoever supervises the enterprise: the day after the last one its grid, a week after it the department that leads. */
const SUPERVISED: readonly Step[] = [
  { side: 'grid', days: 1 },
  { side: 'department', days: 7 },
]
const USUAL = [...enterprise(-30, -7, 0, 1), ...SUPERVISED]
/** What takes months to renew: a safety production licence is applied for three months ahead (安全生产许可证条例 9). */
const EARLY = [...enterprise(-90), ...USUAL]

/** What is reminded of: the section that answers it; null where the subject is itself a section. */
export const REMINDED = {
  licence: { section: 'licences', steps: EARLY },
  certificate: { section: 'certificates', steps: USUAL },
  equipment: { section: 'equipment', steps: USUAL },
  insurance: { section: 'insurance', steps: USUAL },
  drill: { section: 'plans', steps: USUAL },
  standardization: { section: 'standardization', steps: EARLY },
  assessment: { section: 'hazard-sources', steps: EARLY },
  filing: { section: 'hazard-sources', steps: [...enterprise(-7, 0, 1), ...SUPERVISED] },
  'responsible-check': { section: 'hazard-sources', steps: [...enterprise(-1, 0, 1), ...SUPERVISED] },
  gap: { section: null, steps: [...enterprise(-7, 0, 1), ...SUPERVISED] },
  'supervisor-gap': { section: null, steps: SUPERVISED },
  visit: { section: 'inspections', steps: [{ side: 'grid', days: 1 }, { side: 'department', days: 30 }] },
  override: { section: 'class', steps: [{ side: 'department', days: -30 }, { side: 'department', days: -7 }, { side: 'department', days: 0 }] },
} as const satisfies Record<string, { readonly section: FileSectionName | null; readonly steps: readonly Step[] }> // prettier-ignore
export type RemindedKind = keyof typeof REMINDED
export const REMINDED_KINDS = Object.keys(REMINDED) as [RemindedKind, ...RemindedKind[]]

/** The table as rows: of what, whom, when. */
export const REMINDER_STEPS: readonly ({ readonly kind: RemindedKind } & Step)[] = REMINDED_KINDS.flatMap((kind) =>
  REMINDED[kind].steps.map((step: Step) => ({ kind, ...step })),
)

/** Hours of a day of China in which no reminder is mailed or sent elsewhere: from the first on, until the second. */
export interface QuietHours {
  readonly from: number
  readonly until: number
}
/** Those that hold unless set otherwise. */
export const QUIET_HOURS: QuietHours = { from: 21, until: 7 }
const CHINA_HOURS = 8

/** Whether a moment lies in them; they may reach over midnight, and none are where both hours are one. */
export function isQuiet(moment: Date, { from, until }: QuietHours): boolean {
  const hour = (moment.getUTCHours() + CHINA_HOURS) % 24
  return from <= until ? hour >= from && hour < until : hour >= from || hour < until
}
