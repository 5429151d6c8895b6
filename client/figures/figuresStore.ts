import { defineStore } from 'pinia'
import { computed } from 'vue'
import { INDICATOR_IDS, INDICATORS, type IndicatorId, indicators } from '#core/contract/indicators.ts'
import type { Layer } from '#core/contract/live.ts'
import { useAnswer } from '#client/api/useAnswer.ts'
import { useBelonging } from '#client/view/useBelonging.ts'
import { useView } from '#client/view/viewStore.ts'

/** What a file lacks is judged by all that hangs on it, and no sum keeps it: it is asked for where it is shown. */
const TOGETHER = INDICATOR_IDS.filter((id) => id !== 'file-completeness' && id !== 'file-due')

/** Layers that any figure stands on. */
export const FIGURE_LAYERS: Layer[] = [
  ...new Set(INDICATOR_IDS.flatMap((id) => INDICATORS[id].layers as readonly Layer[])),
]

/** The registered figures of the workspace under the filter of the page, all from one snapshot. Components read them here and count nothing. */
export const useFigures = defineStore('figures', () => {
  const view = useView()
  const { answer, state, at, retry } = useAnswer(
    indicators.read,
    () => ({ query: { ...view.filter, ids: TOGETHER.join(',') } }),
    { layers: FIGURE_LAYERS },
  )
  const belonging = useBelonging({ answer, state }, () => view.filter)
  /** What may stand under the conditions of the page. */
  const known = computed(() => (belonging.value === 'none' ? undefined : answer.value))
  /** Parts of one figure in the server's order; empty until it is known. */
  const partsOf = (id: IndicatorId) => known.value?.figures.find((figure) => figure.id === id)?.parts ?? []
  /** One part; undefined until it is known. */
  const partOf = (id: IndicatorId, part: string) => partsOf(id).find((one) => one.part === part)
  return { answer: known, state, at, belonging, retry, partsOf, partOf }
})
