import { computed } from 'vue'
import { hazardSources } from '#core/contract/hazardSources.ts'
import { useAnswer } from '#client/api/useAnswer.ts'

/** One hazard source with its substances, kept fresh; undefined asks nothing. */
export function useHazardSource(id: () => number | undefined) {
  const asked = useAnswer(
    hazardSources.read,
    () => {
      const wanted = id()
      return wanted === undefined ? undefined : { params: { id: String(wanted) } }
    },
    { layers: ['hazard-sources', 'enterprises'] },
  )
  // one source must not stand under the number of the next
  const source = computed(() => (asked.answer.value?.id === id() ? asked.answer.value : undefined))
  return { ...asked, source }
}
