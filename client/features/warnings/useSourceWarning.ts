import { warnings } from '#core/contract/warnings.ts'
import { useAnswer } from '#client/api/useAnswer.ts'

/** The early-warning colour of one source, kept fresh. */
export const useSourceWarning = (id: () => number) =>
  useAnswer(warnings.read, () => ({ params: { id: String(id()) } }), {
    layers: ['hazard-sources', 'alarms', 'hazards', 'special-works'],
  })
