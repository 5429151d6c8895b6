import { computed, watch } from 'vue'
import { enterprises } from '#core/contract/enterprises.ts'
import { hazardSources } from '#core/contract/hazardSources.ts'
import { useAnswer } from '#client/api/useAnswer.ts'
import { useView } from '#client/view/viewStore.ts'

/** The file of what is selected. A link may name a hazard source alone: then its enterprise is found by it first. */
export function useSelectedFile() {
  const view = useView()

  /** A hazard source of which it is not known whose it is. */
  const alone = computed(() => {
    const { kind, id, enterprise } = view.selection ?? {}
    return kind === 'hazard-source' && enterprise === undefined ? id : undefined
  })
  const sources = useAnswer(hazardSources.list, () => (alone.value ? { query: {} } : undefined), {
    layers: ['hazard-sources', 'enterprises'],
  })
  const found = computed(() => sources.answer.value?.rows.find(({ id }) => id === alone.value))
  watch(found, (source) => {
    if (source) view.select({ kind: 'hazard-source', id: source.id, enterprise: source.enterprise })
  })
  /** There is no such source in scope. */
  const isMissing = computed(() => alone.value !== undefined && sources.answer.value !== undefined && !found.value)

  const id = computed(() => {
    const selection = view.selection
    return selection?.kind === 'hazard-source' ? selection.enterprise : selection?.id
  })
  const asked = useAnswer(enterprises.read, () => (id.value ? { params: { id: String(id.value) } } : undefined), {
    layers: ['enterprises', 'grids', 'hazards', 'hazard-sources', 'risk-points', 'inspections'],
  })
  // the file of one enterprise must not stand under the name of the next
  const file = computed(() => (asked.answer.value?.id === id.value ? asked.answer.value : undefined))
  const state = computed(() => (alone.value ? sources.state.value : asked.state.value))
  const retry = () => (alone.value ? sources.retry() : asked.retry())
  return { id, file, isMissing, state, at: asked.at, retry }
}
