import { computed } from 'vue'
import { enterpriseFiles } from '#core/contract/enterpriseFiles.ts'
import { useAnswer } from '#client/api/useAnswer.ts'

/** The whole file of an enterprise, kept fresh; undefined asks nothing. */
export function useWholeFile(id: () => number | undefined) {
  const { answer, state, at, retry } = useAnswer(
    enterpriseFiles.read,
    () => {
      const wanted = id()
      return wanted === undefined ? undefined : { params: { id: String(wanted) } }
    },
    { layers: ['enterprises', 'grids', 'hazards', 'hazard-sources', 'risk-points', 'inspections'] },
  )
  // the file of one enterprise must not stand under the name of the next
  const whole = computed(() => (answer.value?.id === id() ? answer.value : undefined))
  return { whole, state, at, retry }
}
