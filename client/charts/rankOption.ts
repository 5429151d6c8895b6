import type { EChartsCoreOption } from 'echarts/core'
import type { ChartTokens } from './chartTokens.ts'

/** Rows are this high, so that names and figures beside the canvas stand level with the bars; CSS pixels. */
export const RANK_ROW = 22

/** Ranking bars in ink over 0 to 100 %, with a tick at the target; null is nothing to divide by, no bar. */
export const rankOption = (
  rates: readonly (number | null)[],
  target: number,
  tokens: ChartTokens,
): EChartsCoreOption => ({
  animation: false,
  grid: { left: 0, right: 0, top: 0, bottom: 0 },
  xAxis: { type: 'value', show: false, min: 0, max: 100 },
  yAxis: { type: 'category', show: false, inverse: true, data: rates.map((_, at) => String(at)) },
  series: [
    {
      id: 'rates',
      type: 'bar',
      barWidth: 8,
      cursor: 'pointer',
      showBackground: true,
      backgroundStyle: { color: tokens.sunken },
      itemStyle: { color: tokens['text-1'] },
      data: rates,
      markLine: {
        silent: true,
        symbol: 'none',
        label: { show: false },
        lineStyle: { type: 'solid', width: 1, color: tokens['text-2'] },
        data: [{ xAxis: target }],
      },
    },
  ],
})
