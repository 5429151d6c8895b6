import { type AlarmRuleRow, alarmRules } from '#core/contract/alarmRules.ts'
import type { SensorKind } from '#core/domain/alarmRules.ts'

/** Numbers of a rule, in the order of the form; the last two may be empty, which is not at all. */
export const RULE_FIELDS = ['deadBand', 'onDelay', 'offDelay', 'rate', 'flatAfter'] as const
export type RuleField = (typeof RULE_FIELDS)[number]
export type RuleNumbers = Pick<AlarmRuleRow, RuleField>
export type RuleDraft = Record<RuleField | 'note', string>

/** Of what a rule is, and the id of that in force. */
export interface RuleTarget {
  readonly of: { readonly kind: SensorKind } | { readonly sensor: number }
  readonly name: string
  readonly rule: RuleNumbers
  readonly seen: number | null
}

export const draftOf = (rule: RuleNumbers): RuleDraft => ({
  ...(Object.fromEntries(RULE_FIELDS.map((field) => [field, rule[field] === null ? '' : String(rule[field])])) as Record<RuleField, string>), // prettier-ignore
  note: '',
})

const plainNumber = /^\d+(\.\d+)?$/
const numberOf = (field: RuleField, text: string): number | null => {
  const trimmed = text.trim()
  if (trimmed === '' && (field === 'rate' || field === 'flatAfter')) return null
  return plainNumber.test(trimmed) ? Number(trimmed) : Number.NaN
}
const numbersOf = (draft: RuleDraft) => Object.fromEntries(RULE_FIELDS.map((field) => [field, numberOf(field, draft[field])])) // prettier-ignore

/** The rule that a draft stands for, or what is wrong with it. */
export const bodyOf = (draft: RuleDraft, { of, seen }: RuleTarget) =>
  alarmRules.set.body.safeParse({ ...of, ...numbersOf(draft), note: draft.note, seen })
/** The same to be rehearsed, for which no reason is needed. */
export const rehearsalOf = (draft: RuleDraft, { of }: RuleTarget) =>
  alarmRules.rehearse.body.safeParse({ ...of, ...numbersOf(draft) })
