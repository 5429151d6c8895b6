import type { EChartsCoreOption } from 'echarts/core'
import type { ChartTokens } from './chartTokens.ts'

/** Hazard sources of one level. */
export interface LevelCount {
  readonly level: 1 | 2 | 3 | 4
  readonly count: number
}

/** Rows are this high, so that the figures beside the canvas stand level with the bars; CSS pixels. */
export const LEVEL_ROW = 24

/** One bar for each level, in the colour of the level, highest level on top. */
export const levelOption = (levels: readonly LevelCount[], tokens: ChartTokens): EChartsCoreOption => ({
  animation: false,
  grid: { left: 0, right: 0, top: 0, bottom: 0 },
  xAxis: { type: 'value', show: false, max: Math.max(1, ...levels.map(({ count }) => count)) },
  yAxis: { type: 'category', show: false, inverse: true, data: levels.map(({ level }) => String(level)) },
  series: [
    {
      id: 'levels',
      type: 'bar',
      barWidth: 8,
      cursor: 'pointer',
      showBackground: true,
      backgroundStyle: { color: tokens.sunken },
      data: levels.map(({ level, count }) => ({
        value: count,
        itemStyle: {
          color: tokens[`risk-${level}`],
          borderColor: tokens[`risk-${level}-edge`],
          borderWidth: count > 0 ? 1 : 0,
        },
      })),
    },
  ],
})
