import { defineStore } from 'pinia'
import { INDICATOR_IDS, INDICATORS, type IndicatorId, indicators } from '#core/contract/indicators.ts'
import type { Layer } from '#core/contract/live.ts'
import { useAnswer } from '#client/api/useAnswer.ts'
import { useView } from '#client/view/viewStore.ts'

/** Layers that any figure stands on. */
export const FIGURE_LAYERS: Layer[] = [
  ...new Set(INDICATOR_IDS.flatMap((id) => INDICATORS[id].layers as readonly Layer[])),
]

/** Every registered figure under the filter of the page, all from one snapshot. Components read them here and count nothing. */
export const useFigures = defineStore('figures', () => {
  const view = useView()
  const { answer, state, at, retry } = useAnswer(
    indicators.read,
    () => ({ query: { ...view.filter, ids: INDICATOR_IDS.join(',') } }),
    { layers: FIGURE_LAYERS },
  )
  /** Parts of one figure in the server's order; empty until it is known. */
  const partsOf = (id: IndicatorId) => answer.value?.figures.find((figure) => figure.id === id)?.parts ?? []
  /** One part; undefined until it is known. */
  const partOf = (id: IndicatorId, part: string) => partsOf(id).find((one) => one.part === part)
  return { answer, state, at, retry, partsOf, partOf }
})
