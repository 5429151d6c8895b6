import { sourceUnits } from '#core/contract/sourceUnits.ts'
import { useAnswer } from '#client/api/useAnswer.ts'

/** The unit that a source is, kept fresh. */
export const useSourceUnit = (source: () => number) =>
  useAnswer(sourceUnits.read, () => ({ params: { id: String(source()) } }), {
    layers: ['hazard-sources', 'enterprises'],
  })
