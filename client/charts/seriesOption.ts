import type { EChartsCoreOption } from 'echarts/core'
import type { ChartTokens } from './chartTokens.ts'

/** One value, or what a minute or an hour held; epoch milliseconds. */
export interface SeriesDot {
  readonly at: number
  readonly least: number
  readonly average: number
  readonly greatest: number
}
/** Something that happened at a moment of the series, such as an alarm. */
export interface SeriesMark {
  readonly at: number
  readonly text: string
}
export interface SeriesDrawn {
  readonly from: number
  readonly until: number
  readonly dots: readonly SeriesDot[]
  readonly gaps: readonly { readonly from: number; readonly until: number }[]
  readonly limits: readonly { readonly name: string; readonly value: number }[]
  readonly marks: readonly SeriesMark[]
  readonly unit: string
  /** Points are of minutes or hours: their least and greatest are drawn, too. */
  readonly rolled: boolean
}
export interface SeriesWords {
  readonly gap: string
  readonly average: string
  readonly range: string
}

/** The clock of the district on an axis that only knows UTC: every browser draws the same. */
const CHINA_MS = 8 * 3_600_000
const shown = (at: number) => at + CHINA_MS

type Pair = [at: number, value: number | null]

/** Values of the line, with nothing where a gap lies: it is never drawn over. */
export function withGaps(drawn: Pick<SeriesDrawn, 'dots' | 'gaps'>, valueOf: (dot: SeriesDot) => number): Pair[] {
  const breaks = drawn.gaps.map(({ from, until }): Pair => [shown((from + until) / 2), null])
  return [...drawn.dots.map((dot): Pair => [shown(dot.at), valueOf(dot)]), ...breaks].sort(([one], [other]) => one - other) // prettier-ignore
}
/** A dot between two gaps has no line to be seen by. */
const alone = (pairs: readonly Pair[], at: number) =>
  pairs[at]![1] !== null && (pairs[at - 1]?.[1] ?? null) === null && (pairs[at + 1]?.[1] ?? null) === null

const time = (ms: number) => new Date(ms).toISOString().slice(5, 19).replace('T', ' ')
const round = (value: number) => String(Number(value.toPrecision(6)))

function tooltip({ rolled, unit }: SeriesDrawn, dots: ReadonlyMap<number, SeriesDot>, words: SeriesWords) {
  return (params: readonly { readonly value: Pair }[]) => {
    const at = params[0]?.value[0]
    const dot = at === undefined ? undefined : dots.get(at)
    if (at === undefined || !dot) return words.gap
    if (!rolled) return `${time(at)}\n${round(dot.average)} ${unit}`
    return `${time(at)}\n${words.average} ${round(dot.average)} ${unit}\n${words.range} ${round(dot.least)} – ${round(dot.greatest)}`
  }
}

function line(drawn: SeriesDrawn, tokens: ChartTokens, words: SeriesWords) {
  const pairs = withGaps(drawn, ({ average }) => average)
  return {
    id: 'values',
    type: 'line',
    showSymbol: true,
    symbol: 'circle',
    z: 3,
    connectNulls: false,
    lineStyle: { color: tokens.accent, width: 1.6 },
    itemStyle: { color: tokens.accent },
    data: pairs.map((value, at) => ({ value, symbolSize: alone(pairs, at) ? 6 : 0 })),
    markLine: {
      silent: true,
      symbol: 'none',
      animation: false,
      data: [
        ...drawn.limits.map(({ name, value }) => ({
          yAxis: value,
          lineStyle: { type: name.length > 1 ? 'solid' : 'dashed', color: tokens['text-1'], width: 1 },
          label: { formatter: `${name} ${round(value)}`, position: 'insideStartTop', color: tokens['text-1'], fontSize: 11 }, // prettier-ignore
        })),
        ...drawn.marks.map(({ at, text }) => ({
          xAxis: shown(at),
          lineStyle: { type: 'solid', color: tokens['text-1'], width: 1.5 },
          label: { formatter: text, position: 'end', color: tokens['text-1'], fontSize: 11 },
        })),
      ],
    },
    markArea: {
      silent: true,
      itemStyle: {
        color: tokens['late-weak'],
        borderColor: tokens.late,
        borderWidth: 1,
        borderType: 'dashed',
      },
      label: { color: tokens.late, fontSize: 11, position: 'insideTop' },
      data: drawn.gaps.map(({ from, until }) => [{ name: words.gap, xAxis: shown(from) }, { xAxis: shown(until) }]),
    },
  }
}

/** What a minute or an hour reached, as a band about the line. */
function band(drawn: SeriesDrawn, tokens: ChartTokens) {
  if (!drawn.rolled) return []
  const shared = { type: 'line', stack: 'range', stackStrategy: 'all', symbol: 'none', silent: true, lineStyle: { opacity: 0 } } // prettier-ignore
  return [
    { ...shared, id: 'least', data: withGaps(drawn, ({ least }) => least), areaStyle: { opacity: 0 } },
    {
      ...shared,
      id: 'reach',
      data: withGaps(drawn, ({ least, greatest }) => greatest - least),
      areaStyle: { color: tokens.accent, opacity: 0.22 },
    },
  ]
}

/** Values of a sensor over time: gaps are hatched and empty, limits are lines with their letters, minutes and hours show their reach. */
export function seriesOption(drawn: SeriesDrawn, tokens: ChartTokens, words: SeriesWords): EChartsCoreOption {
  const text = { color: tokens['text-3'], fontSize: 11, fontFamily: tokens.font }
  const dots = new Map(drawn.dots.map((dot) => [shown(dot.at), dot]))
  const values = [...drawn.dots.flatMap(({ least, greatest }) => [least, greatest]), ...drawn.limits.map(({ value }) => value)] // prettier-ignore
  const [low, high] = values.length > 0 ? [Math.min(...values), Math.max(...values)] : [0, 1]
  const margin = (high - low || Math.abs(high) || 1) * 0.08
  return {
    animation: false,
    useUTC: true,
    textStyle: { fontFamily: tokens.font },
    grid: { left: 52, right: 16, top: 24, bottom: 64 },
    xAxis: {
      type: 'time',
      min: shown(drawn.from),
      max: shown(drawn.until),
      axisLine: { lineStyle: { color: tokens['line-strong'] } },
      axisLabel: { ...text, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      name: drawn.unit,
      nameTextStyle: { ...text, align: 'right' },
      min: low - margin,
      max: high + margin,
      axisLabel: { ...text, formatter: round, showMinLabel: false, showMaxLabel: false },
      splitLine: { lineStyle: { color: tokens.line } },
    },
    dataZoom: [
      { type: 'inside', zoomOnMouseWheel: 'ctrl', filterMode: 'none' },
      {
        type: 'slider',
        height: 22,
        bottom: 8,
        filterMode: 'none',
        borderColor: tokens['line-strong'],
        fillerColor: tokens.sunken,
        moveHandleStyle: { color: tokens['line-strong'] },
        emphasis: { moveHandleStyle: { color: tokens['text-3'] }, handleStyle: { borderColor: tokens.accent } },
        handleStyle: { color: tokens.panel, borderColor: tokens['text-2'] },
        dataBackground: { lineStyle: { color: tokens.new }, areaStyle: { color: tokens.sunken } },
        selectedDataBackground: { lineStyle: { color: tokens.accent }, areaStyle: { opacity: 0 } },
        textStyle: text,
        labelFormatter: (at: number) => time(at).slice(0, 11),
      },
    ],
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      backgroundColor: tokens.raised,
      borderColor: tokens['line-strong'],
      textStyle: { color: tokens['text-1'], fontSize: 12, fontFamily: tokens.font, lineHeight: 18 },
      formatter: tooltip(drawn, dots, words),
      confine: true,
    },
    series: [...band(drawn, tokens), line(drawn, tokens, words)],
  }
}

/** The span that a zoom shows, of what the chart says of it; undefined where it shows all. */
export function zoomedTo(zoom: { readonly start: number; readonly end: number }, { from, until }: SeriesDrawn) {
  if (zoom.start <= 0 && zoom.end >= 100) return undefined
  const at = (share: number) => Math.round(from + ((until - from) * share) / 100)
  return { from: at(zoom.start), until: at(zoom.end) }
}
