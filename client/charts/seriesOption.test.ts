import { expect, test } from 'vitest'
import type { ChartTokens } from './chartTokens.ts'
import { type SeriesDrawn, seriesOption, withGaps, zoomedTo } from './seriesOption.ts'

const TOKENS = new Proxy({}, { get: (_, name) => String(name) }) as ChartTokens
const WORDS = { gap: '断档', average: '平均', range: '范围' }
const CHINA = 8 * 3_600_000
const dot = (at: number, value = at) => ({ at, least: value - 1, average: value, greatest: value + 1 })
const DRAWN: SeriesDrawn = {
  from: 0,
  until: 1000,
  dots: [dot(100), dot(200), dot(700)],
  gaps: [{ from: 200, until: 700 }],
  limits: [{ name: 'HH', value: 900 }],
  marks: [{ at: 150, text: '报警' }],
  unit: 'm',
  rolled: true,
}
interface Drawn {
  readonly yAxis: { min: number; max: number }
  readonly series: readonly { readonly id: string; readonly connectNulls?: boolean; readonly data: readonly unknown[]; readonly markArea?: { data: unknown[] }; readonly markLine?: { data: { yAxis?: number; xAxis?: number }[] } }[] // prettier-ignore
}

test('a gap holds no value, is never drawn over, and is an area of its own', () => {
  const pairs = withGaps(DRAWN, ({ average }) => average)
  expect(pairs.map(([at, value]) => [at - CHINA, value])).toEqual([[100, 100], [200, 200], [450, null], [700, 700]]) // prettier-ignore
  const { series } = seriesOption(DRAWN, TOKENS, WORDS) as unknown as Drawn
  const line = series.find(({ id }) => id === 'values')!
  expect(line.connectNulls).toBe(false)
  expect(line.markArea!.data).toEqual([[{ name: '断档', xAxis: CHINA + 200 }, { xAxis: CHINA + 700 }]])
  expect(line.data.at(-1)).toMatchObject({ symbolSize: 6 }) // alone after the gap, it is seen as a dot
})

test('limits and marks are lines, and a limit is in sight however far off', () => {
  const { series, yAxis } = seriesOption(DRAWN, TOKENS, WORDS) as unknown as Drawn
  expect(series.find(({ id }) => id === 'values')!.markLine!.data.map(({ yAxis: y, xAxis: x }) => y ?? x)).toEqual([900, CHINA + 150]) // prettier-ignore
  expect(yAxis.max).toBeGreaterThan(900)
})

test('minutes and hours show their reach, single values have none', () => {
  const ids = (rolled: boolean) => (seriesOption({ ...DRAWN, rolled }, TOKENS, WORDS) as unknown as Drawn).series.map(({ id }) => id) // prettier-ignore
  expect(ids(true)).toEqual(['least', 'reach', 'values'])
  expect(ids(false)).toEqual(['values'])
})

test('a zoom is the part of the span that it shows, all of it is none', () => {
  expect(zoomedTo({ start: 0, end: 100 }, DRAWN)).toBeUndefined()
  expect(zoomedTo({ start: 25, end: 50 }, DRAWN)).toEqual({ from: 250, until: 500 })
})
