import { NodeFacts } from '#core/contract/gridDrafts.ts'
import { isGridCode } from './nextCode.ts'

export type FactsDraft = Record<keyof NodeFacts, string>

export const FACT_FIELDS = ['name', 'code', 'person', 'phone'] as const satisfies readonly (keyof NodeFacts)[]

/** What is wrong with a field, or nothing. `others`: codes of all other nodes. */
export function factFault(
  field: keyof NodeFacts,
  draft: FactsDraft,
  { level, others }: { level: number; others: readonly string[] },
): 'empty' | 'code' | 'code15' | 'taken' | 'phone' | undefined {
  const text = draft[field].trim()
  if (text === '') return 'empty'
  if (field === 'code' && others.includes(text)) return 'taken'
  if (field === 'code' && level === 3 && !isGridCode(text)) return 'code15'
  if (NodeFacts.shape[field].safeParse(text).success) return undefined
  return field === 'phone' ? 'phone' : 'code'
}
