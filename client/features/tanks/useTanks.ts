import { tanks } from '#core/contract/tanks.ts'
import { useAnswer } from '#client/api/useAnswer.ts'

/** Tanks of a source, kept fresh. */
export const useTanks = (source: () => number) =>
  useAnswer(tanks.list, () => ({ params: { id: String(source()) } }), { layers: ['hazard-sources'] })
