import { defineStore } from 'pinia'
import { computed } from 'vue'
import { type FacetName, facets } from '#core/contract/facets.ts'
import { useAnswer } from '#client/api/useAnswer.ts'
import { useBelonging } from '#client/view/useBelonging.ts'
import { useView } from '#client/view/viewStore.ts'

/** For each choice of each filter, how many enterprises it would leave under the other conditions. */
export const useFacets = defineStore('facets', () => {
  const view = useView()
  const asked = useAnswer(facets.read, () => ({ query: view.filter }), {
    layers: ['enterprises', 'risk-points', 'hazard-sources', 'hazards', 'grids', 'departments'],
  })
  const belonging = useBelonging(asked, () => view.filter)
  /** What may stand beside the conditions of the page. */
  const answer = computed(() => (belonging.value === 'none' ? undefined : asked.answer.value))
  const counts = computed(() => {
    const fields = Object.entries(answer.value?.facets ?? {})
    return new Map(fields.map(([field, items]) => [field, new Map(items.map(({ value, count }) => [value, count]))]))
  })
  /** Undefined while nothing is known; a choice that is not listed leaves nothing. */
  const countOf = (field: FacetName, value: string): number | undefined =>
    answer.value && (counts.value.get(field)?.get(value) ?? 0)
  const valuesOf = (field: FacetName): string[] => [...(counts.value.get(field)?.keys() ?? [])]

  return { answer, belonging, state: asked.state, countOf, valuesOf }
})
