import { coverageRates } from '#core/contract/coverageRates.ts'
import type { FilterText } from '#core/contract/filter.ts'
import { INDICATORS } from '#core/contract/indicators.ts'
import { useAnswer } from '#client/api/useAnswer.ts'

const LAYERS = [
  ...new Set([
    ...INDICATORS['visit-coverage'].layers,
    ...INDICATORS['hazards-overdue-now'].layers,
    ...INDICATORS['coverage-faults'].layers,
  ]),
]
/** All grids over a year: what changes within this is asked for once. */
const PACE_MS = 5000

interface Asked {
  readonly by: 'grid' | 'class' | 'month'
  readonly month?: string | undefined
  readonly filter?: FilterText
}
/** Monthly visit coverage beside each other, kept fresh. */
export const useCoverageRates = (asked: () => Asked) =>
  useAnswer(
    coverageRates.read,
    () => {
      const { by, month, filter } = asked()
      return { query: { ...filter, by, ...(month && { month }) } }
    },
    { layers: LAYERS, pace: PACE_MS },
  )
