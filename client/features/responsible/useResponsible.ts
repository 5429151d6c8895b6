import { computed } from 'vue'
import { responsible } from '#core/contract/responsible.ts'
import { useAnswer } from '#client/api/useAnswer.ts'

/** Who answers for one hazard source, kept fresh. */
export function useResponsible(id: () => number) {
  const asked = useAnswer(responsible.read, () => ({ params: { id: String(id()) } }), { layers: ['hazard-sources'] })
  // one source must not stand under the number of the next
  const told = computed(() => (asked.answer.value?.id === id() ? asked.answer.value : undefined))
  return { ...asked, told }
}
