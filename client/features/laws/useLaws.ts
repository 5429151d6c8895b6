import { laws } from '#core/contract/laws.ts'
import { useAnswer } from '#client/api/useAnswer.ts'

interface Asked {
  readonly on?: string
  readonly search?: string
}
/** Laws with their clauses: what was in force on a day, or all; those that hold a text. */
export const useLaws = (asked: () => Asked) =>
  useAnswer(laws.list, () => ({ query: asked() }), { layers: ['laws', 'supervision'] })
