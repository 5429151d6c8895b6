import type { EChartsCoreOption } from 'echarts/core'
import type { ChartTokens } from './chartTokens.ts'

/** One month of the rectification trend. */
export interface TrendMonth {
  /** YYYY-MM */
  readonly month: string
  readonly found: number
  readonly closed: number
  readonly overdue: number
  readonly onTime: { readonly n: number; readonly of: number }
  /** Not over yet: drawn at 55 % opacity. */
  readonly running: boolean
}

export interface TrendWords {
  readonly found: string
  readonly closed: string
  readonly overdue: string
  readonly onTime: string
  /** Ends the tooltip: how to open the rows. */
  readonly open: string
}

/** Target of the on-time rate, per cent. */
export const ON_TIME_TARGET = 90
const RUNNING_OPACITY = 0.55
const STRIP = { top: 10, height: 40 }

const percent = ({ n, of }: TrendMonth['onTime']) => (of > 0 ? Math.round((n / of) * 1000) / 10 : null)
const monthLabel = (month: string, at: number) => {
  const number = Number(month.slice(5))
  return at === 0 || number === 1 ? `${month.slice(2, 4)}/${number}` : String(number)
}

/** Lowest tick of the strip: a multiple of ten below both target and the least rate, so that the line keeps its shape. */
function stripFloor(rates: readonly (number | null)[]): number {
  const known = rates.filter((rate) => rate !== null)
  return Math.max(0, Math.floor((Math.min(ON_TIME_TARGET, ...known) - 4) / 10) * 10)
}

const bars = (tokens: ChartTokens, months: readonly TrendMonth[], words: TrendWords) => {
  const looks = [
    { id: 'found', name: words.found, of: (month: TrendMonth) => month.found, itemStyle: { color: tokens.new } },
    { id: 'closed', name: words.closed, of: (month: TrendMonth) => month.closed, itemStyle: { color: tokens.done } },
    {
      id: 'overdue',
      name: words.overdue,
      of: (month: TrendMonth) => month.overdue,
      itemStyle: {
        color: tokens['late-weak'],
        borderColor: tokens.late,
        borderWidth: 1,
        decal: { symbol: 'rect', color: tokens.late, dashArrayX: [1, 0], dashArrayY: [2, 3], rotation: -Math.PI / 4 },
      },
    },
  ]
  return looks.map(({ id, name, of, itemStyle }) => ({
    id,
    name,
    type: 'bar',
    xAxisIndex: 1,
    yAxisIndex: 1,
    barGap: '0%',
    barCategoryGap: '28%',
    barMinHeight: 1,
    cursor: 'pointer',
    data: months.map((month) => ({
      value: of(month),
      itemStyle: { ...itemStyle, opacity: month.running ? RUNNING_OPACITY : 1 },
    })),
  }))
}

function strip(tokens: ChartTokens, months: readonly TrendMonth[], words: TrendWords) {
  const rates = months.map(({ onTime }) => percent(onTime))
  const last = rates.findLastIndex((rate) => rate !== null)
  return {
    id: 'on-time',
    name: words.onTime,
    type: 'line',
    xAxisIndex: 0,
    yAxisIndex: 0,
    connectNulls: false,
    cursor: 'pointer',
    symbol: 'circle',
    lineStyle: { color: tokens['text-1'], width: 1.6 },
    data: rates.map((rate, at) => ({
      value: rate,
      symbolSize: at === last ? 8 : 5,
      itemStyle: {
        color: rate !== null && rate < ON_TIME_TARGET ? tokens.panel : tokens['text-1'],
        borderColor: tokens['text-1'],
        borderWidth: 1.5,
      },
      ...(at === last && {
        label: {
          show: true,
          position: 'right',
          formatter: rate?.toFixed(1),
          color: tokens['text-1'],
          fontSize: 11,
          fontWeight: 700,
        },
      }),
    })),
    markLine: {
      silent: true,
      symbol: 'none',
      lineStyle: { type: 'dashed', color: tokens['line-strong'], width: 1 },
      label: { show: false },
      data: [{ yAxis: ON_TIME_TARGET }],
    },
  }
}

const tooltipOf =
  (months: readonly TrendMonth[], words: TrendWords) => (params: readonly { readonly dataIndex: number }[]) => {
    const month = months[params[0]?.dataIndex ?? 0]
    if (!month) return ''
    const rate = percent(month.onTime)
    const lines = [
      month.month,
      `${words.found}  ${month.found.toLocaleString('en')}`,
      `${words.closed}  ${month.closed.toLocaleString('en')}`,
      `${words.overdue}  ${month.overdue.toLocaleString('en')}`,
      `${words.onTime}  ${rate === null ? '—' : `${rate.toFixed(1)}%`} ${month.onTime.n}/${month.onTime.of}`,
      `↵ ${words.open}`,
    ]
    return lines.join('\n')
  }

/**
 * Rectification trend: bars new grey, closed accent, overdue purple and hatched; the on-time rate has its own strip above them
 * with the target as a dashed line, hollow points lie under it. No second axis over the bars.
 */
export function trendOption(months: readonly TrendMonth[], tokens: ChartTokens, words: TrendWords): EChartsCoreOption {
  const text = { color: tokens['text-3'], fontSize: 11, fontFamily: tokens.font }
  const none = { axisLine: { show: false }, axisTick: { show: false } }
  const labels = months.map(({ month }, at) => monthLabel(month, at))
  const floor = stripFloor(months.map(({ onTime }) => percent(onTime)))
  return {
    animation: false,
    textStyle: { fontFamily: tokens.font },
    grid: [
      { left: 34, right: 34, top: STRIP.top, height: STRIP.height },
      { left: 34, right: 34, top: STRIP.top + STRIP.height + 14, bottom: 20 },
    ],
    xAxis: [
      { type: 'category', gridIndex: 0, data: labels, ...none, axisLabel: { show: false } },
      {
        type: 'category',
        gridIndex: 1,
        data: labels,
        ...none,
        axisLabel: { ...text, interval: months.length > 13 ? 'auto' : 1 },
      },
    ],
    yAxis: [
      {
        type: 'value',
        gridIndex: 0,
        min: floor,
        max: 100,
        interval: ON_TIME_TARGET - floor || 10,
        ...none,
        splitLine: { show: false },
        axisLabel: { ...text, formatter: (value: number) => (value === ON_TIME_TARGET ? '90%' : '') },
      },
      {
        type: 'value',
        gridIndex: 1,
        splitNumber: 3,
        minInterval: 1,
        ...none,
        axisLabel: text,
        splitLine: { lineStyle: { color: tokens.line } },
      },
    ],
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      axisPointer: { type: 'shadow', shadowStyle: { color: tokens['text-3'], opacity: 0.1 } },
      backgroundColor: tokens.raised,
      borderColor: tokens['line-strong'],
      textStyle: { color: tokens['text-1'], fontSize: 12, fontFamily: tokens.font, lineHeight: 18 },
      formatter: tooltipOf(months, words),
      confine: true,
    },
    series: [strip(tokens, months, words), ...bars(tokens, months, words)],
  }
}
