import { describe, expect, test } from 'vitest'
import type { ChartTokens } from './chartTokens.ts'
import { trendOption, type TrendMonth } from './trendOption.ts'

/** Each token bears its own name, so that a wrong colour shows. */
const tokens = new Proxy({}, { get: (_target, name) => String(name) }) as ChartTokens
const words = { found: '新增', closed: '已闭环', overdue: '超期', onTime: '按期率', open: '打开明细' }
const month = (name: string, change: Partial<TrendMonth> = {}): TrendMonth => ({
  month: name,
  found: 80,
  closed: 70,
  overdue: 9,
  onTime: { n: 92, of: 100 },
  running: false,
  ...change,
})

interface Series {
  id: string
  yAxisIndex: number
  data: { value: number | null; itemStyle: { color: string; opacity?: number } }[]
}
interface Option {
  series: Series[]
  tooltip: { renderMode: string; formatter(params: { dataIndex: number }[]): string }
}
const optionOf = (months: TrendMonth[]) => trendOption(months, tokens, words) as unknown as Option
const seriesOf = (months: TrendMonth[], id: string) => optionOf(months).series.find((series) => series.id === id)

describe('trendOption', () => {
  test('draws new grey, closed accent, overdue purple, in that order', () => {
    const bars = optionOf([month('2026-10')]).series.filter(({ yAxisIndex }) => yAxisIndex === 1)
    expect(bars.map(({ id, data }) => [id, data[0]?.itemStyle.color])).toEqual([
      ['found', 'new'],
      ['closed', 'done'],
      ['overdue', 'late-weak'],
    ])
  })
  test('dims only the running month', () => {
    const found = seriesOf([month('2026-10'), month('2026-11', { running: true })], 'found')
    expect(found?.data.map(({ itemStyle }) => itemStyle.opacity)).toEqual([1, 0.55])
  })
  test.each([
    [{ n: 90, of: 100 }, 'text-1'],
    [{ n: 89, of: 100 }, 'panel'],
  ])('a rate of %o has a point filled with %s: hollow is under target', (onTime, colour) => {
    expect(seriesOf([month('2026-10', { onTime })], 'on-time')?.data[0]?.itemStyle.color).toBe(colour)
  })
  test('a rate over nothing is no point, and — in the tooltip', () => {
    const months = [month('2026-10', { onTime: { n: 0, of: 0 } })]
    expect(seriesOf(months, 'on-time')?.data[0]?.value).toBeNull()
    expect(optionOf(months).tooltip.formatter([{ dataIndex: 0 }])).toContain('按期率  — 0/0')
  })
  test('the rate has a strip of its own, never a second axis over the bars', () => {
    const { series } = optionOf([month('2026-10')])
    expect(series.filter(({ yAxisIndex }) => yAxisIndex === 0).map(({ id }) => id)).toEqual(['on-time'])
  })
  test('the tooltip needs no style attribute', () => {
    expect(optionOf([month('2026-10')]).tooltip.renderMode).toBe('richText')
  })
})
