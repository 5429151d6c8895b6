import { expect, test } from 'vitest'
import type { ChartTokens } from './chartTokens.ts'
import { levelOption } from './levelOption.ts'
import { rankOption } from './rankOption.ts'
import { shareOption } from './shareOption.ts'

const tokens = new Proxy({}, { get: (_target, name) => String(name) }) as ChartTokens
interface Bar {
  xAxis: { max: number }
  series: {
    id: string
    itemStyle: { color: string; decal?: unknown }
    data: unknown[]
    markLine: { data: unknown[] }
  }[]
}
const bar = (option: unknown) => option as Bar

test('a share keeps the order it is given and the colour of its risk; 未评级 is a grey hatch, not blue', () => {
  const { series, xAxis } = bar(
    shareOption(
      [
        { key: '1', name: '重大', value: 3, risk: 1 },
        { key: '0', name: '未评级', value: 1, risk: 0 },
      ],
      tokens,
    ),
  )
  expect(series.map(({ id, itemStyle }) => [id, itemStyle.color, Boolean(itemStyle.decal)])).toEqual([
    ['1', 'risk-1', false],
    ['0', 'sunken', true],
  ])
  expect(xAxis.max).toBe(4)
})

test('an empty share bar has a width to divide by', () => {
  expect(bar(shareOption([{ key: '1', name: '重大', value: 0, risk: 1 }], tokens)).xAxis.max).toBe(1)
})

test('a level takes its own colour', () => {
  const { series } = bar(levelOption([{ level: 2, count: 5 }], tokens))
  expect(series[0]?.data).toEqual([
    { value: 5, itemStyle: { color: 'risk-2', borderColor: 'risk-2-edge', borderWidth: 1 } },
  ])
})

test('a ranking marks its target and draws nothing where nothing is due', () => {
  const { series } = bar(rankOption([65, null], 90, tokens))
  expect(series[0]?.data).toEqual([65, null])
  expect(series[0]?.markLine.data).toEqual([{ xAxis: 90 }])
})
