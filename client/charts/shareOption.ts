import type { EChartsCoreOption } from 'echarts/core'
import type { ChartTokens } from './chartTokens.ts'

/** One piece of a stacked bar; `risk` 1–4 takes its colour, 0 is the grey hatch of 未评级. */
export interface Share {
  readonly key: string
  readonly name: string
  readonly value: number
  readonly risk: 0 | 1 | 2 | 3 | 4
}

const fill = (risk: Share['risk'], tokens: ChartTokens) =>
  risk === 0
    ? {
        color: tokens.sunken,
        borderColor: tokens['text-3'],
        borderWidth: 1,
        decal: {
          symbol: 'rect',
          color: tokens['text-3'],
          dashArrayX: [1, 0],
          dashArrayY: [1, 4],
          rotation: -Math.PI / 4,
        },
      }
    : { color: tokens[`risk-${risk}`], borderColor: tokens.panel, borderWidth: 1 }

/** One stacked bar, worst first: what share each colour has of the whole. Figures stand under it, not in it. */
export function shareOption(shares: readonly Share[], tokens: ChartTokens): EChartsCoreOption {
  const total = shares.reduce((sum, { value }) => sum + value, 0)
  return {
    animation: false,
    grid: { left: 0, right: 0, top: 0, bottom: 0 },
    xAxis: { type: 'value', show: false, max: Math.max(1, total) },
    yAxis: { type: 'category', show: false, data: [''] },
    tooltip: {
      trigger: 'item',
      renderMode: 'richText',
      confine: true,
      backgroundColor: tokens.raised,
      borderColor: tokens['line-strong'],
      textStyle: { color: tokens['text-1'], fontSize: 12, fontFamily: tokens.font },
      formatter: ({ seriesName, value }: { seriesName: string; value: number }) =>
        `${seriesName}  ${value.toLocaleString('en')} / ${total.toLocaleString('en')}`,
    },
    series: shares.map(({ key, name, value, risk }) => ({
      id: key,
      name,
      type: 'bar',
      stack: 'all',
      barWidth: '100%',
      cursor: 'pointer',
      itemStyle: fill(risk, tokens),
      emphasis: { itemStyle: { borderColor: tokens['text-1'] } },
      data: [value],
    })),
  }
}
