/**
 * Class A, B, C of an enterprise: how closely it is supervised.
 * The district's own criteria are not published; rule CL-1 is proposed from 安全生产法 and the key-inspection list of the
 * 山东省安全生产条例 art. 43, is versioned, and may be overridden by a person with a reason.
 */
import { yearBefore } from './calendar.ts'
import type { PostKind } from './posts.ts'
import type { RiskLevel } from './risk.ts'

export const CLASS_RULE = 'CL-1'
/** Who may say otherwise, within the scope; `app.override_posts` names the same, and a test holds both equal. */
export const OVERRIDE_POSTS = ['data-steward', 'department-officer'] as const satisfies readonly PostKind[]
/** Characters of the reason for that. */
export const OVERRIDE_REASON = { least: 10, most: 400 } as const
export type EnterpriseClass = 'A' | 'B' | 'C'

/** Stable codes; the screens translate them. */
export type ClassReason =
  | 'high-risk'
  | 'major-hazard-source'
  | 'risk-red-orange'
  | 'risk-yellow'
  | 'crowded'
  | 'staff-over-100'
  | 'veto-within-12-months'
  | 'none-apply'

export interface ClassInput {
  /** Of a high-risk industry 高危行业. */
  readonly highRisk: boolean
  /** Crowded place 人员密集场所. */
  readonly crowded: boolean
  /** Persons; undefined where not filled in. */
  readonly staff?: number | undefined
  readonly risk?: RiskLevel | undefined
  readonly majorHazardSource: boolean
  /** Last accident or veto event. */
  readonly vetoedAt?: Date | undefined
}

/** Decides the class and says why, by rule CL-1.
 *
 * A: high-risk, major hazard source, or red or orange. B: yellow, crowded, or more than 100 staff. C: the rest.
 * One step up where a veto event happened within the last 12 months, by the calendar of China.
 */
export function classify(
  input: ClassInput,
  now: Date,
): { class: EnterpriseClass; rule: string; reasons: ClassReason[] } {
  const forA: ClassReason[] = []
  if (input.highRisk) forA.push('high-risk')
  if (input.majorHazardSource) forA.push('major-hazard-source')
  if (input.risk === 1 || input.risk === 2) forA.push('risk-red-orange')
  const forB: ClassReason[] = []
  if (input.risk === 3) forB.push('risk-yellow')
  if (input.crowded) forB.push('crowded')
  if (input.staff !== undefined && input.staff > 100) forB.push('staff-over-100')

  const base = forA.length > 0 ? 0 : forB.length > 0 ? 1 : 2
  const vetoed = input.vetoedAt !== undefined && input.vetoedAt <= now && input.vetoedAt > yearBefore(now)
  const reasons = base === 0 ? forA : base === 1 ? forB : []
  if (vetoed) reasons.push('veto-within-12-months')
  if (reasons.length === 0) reasons.push('none-apply')
  const step = Math.max(0, base - (vetoed ? 1 : 0))
  return { class: step === 0 ? 'A' : step === 1 ? 'B' : 'C', rule: CLASS_RULE, reasons }
}
