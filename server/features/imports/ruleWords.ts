import { RULES } from './rules.ts'

/** What a rule says and what to do, in both languages. */
export interface RuleWords {
  readonly warning: boolean
  readonly zh: string
  readonly en: string
  readonly remedyZh: string
  readonly remedyEn: string
}

export function wordsOf(rule: string): RuleWords {
  const words = RULES[rule]
  if (!words) throw new Error(`rule ${rule} has no words`)
  const { warning = false, zh, en, remedyZh, remedyEn } = words
  return { warning, zh, en, remedyZh, remedyEn }
}
