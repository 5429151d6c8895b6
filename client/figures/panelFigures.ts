import { reactive } from 'vue'
import type { FilterText } from '#core/contract/filter.ts'
import type { IndicatorId } from '#core/contract/indicators.ts'
import { useView } from '#client/view/viewStore.ts'
import { figuresOf } from './figuresStore.ts'

interface Wanted {
  readonly ids: readonly IndicatorId[]
  /** Under no filter of the page: all that is in scope. */
  readonly whole: boolean
  /** Months of those that have months. */
  readonly months?: number
}

/** The figures of one panel that asks for them itself, and the filter that they are counted under. */
export function usePanelFigures({ ids, whole, months }: Wanted) {
  const view = useView()
  const filter = (): FilterText => (whole ? {} : { ...view.filter })
  return { figures: reactive(figuresOf(ids, filter, months)), filter }
}
