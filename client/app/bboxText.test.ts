import { expect, test } from 'vitest'
import { Bbox } from '#core/contract/filter.ts'
import { bboxText } from './bboxText.ts'

test.each([
  [[121.4, 37.35, 121.6, 37.5], '121.400000,37.350000,121.600000,37.500000'],
  [[170, -10, 190, 10], '170.000000,-10.000000,180.000000,10.000000'],
  [[-200, -95, 10, 95], '-180.000000,-90.000000,10.000000,90.000000'],
] as const)('%j is a box that the contract takes', (bbox, text) => {
  expect(bboxText(bbox)).toBe(text)
  expect(Bbox.safeParse(text).success).toBe(true)
})

test.each([[undefined], [[-180, -85, 180, 85]], [[5, 5, 5, 5]], [[181, 0, 190, 5]]] as const)(
  '%j is no condition',
  (bbox) => {
    expect(bboxText(bbox)).toBeUndefined()
  },
)
