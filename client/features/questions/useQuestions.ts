import { computed } from 'vue'
import type { FilterText } from '#core/contract/filter.ts'
import { questions } from '#core/contract/questions.ts'
import { useAnswer } from '#client/api/useAnswer.ts'

/** The five questions under a filter, kept fresh. */
export function useQuestions(filter: () => FilterText) {
  const asked = useAnswer(questions.read, () => ({ query: filter() }), {
    layers: ['hazards', 'enterprises', 'inspections', 'grids'],
  })
  return { ...asked, rows: computed(() => asked.answer.value?.questions ?? []) }
}
