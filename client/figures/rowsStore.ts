import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { FilterText } from '#core/contract/filter.ts'
import type { IndicatorId } from '#core/contract/indicators.ts'

/** What is asked to be opened: one part of a figure, under the filter that it was counted with. */
export interface OpenedFigure {
  readonly id: IndicatorId
  readonly part: string
  readonly side: 'n' | 'of'
  readonly filter: FilterText
  /** What the part is called: a month, a grid, a colour; empty for the whole. */
  readonly partName: string
  /** Where the figure stands, for the pop-over to stand beside it. */
  readonly from: HTMLElement
}

/** The one pop-over of opened rows. */
export const useOpenedRows = defineStore('openedRows', () => {
  const opened = shallowRef<OpenedFigure>()
  const open = (figure: OpenedFigure) => {
    opened.value = figure
  }
  const shut = () => {
    opened.value = undefined
  }
  return { opened, open, shut }
})
