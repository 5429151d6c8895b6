import { expect, test } from 'vitest'
import { lengthText, placeText } from './placeText.ts'

test.each([
  [0, '0 m'],
  [0.2, '< 1 m'],
  [12.4, '12 m'],
  [999.4, '999 m'],
  [999.6, '1 km'],
  [1549, '1.5 km'],
  [12_345_678, '12,345.7 km'],
])('%d metres are %s', (metres, text) => {
  expect(lengthText(metres)).toBe(text)
})

test.each([
  [[121.25, 37.5], '37.50000° N, 121.25000° E'],
  [[-70.1, -33.45], '33.45000° S, 70.10000° W'],
] as const)('%j is written %s', (position, text) => {
  expect(placeText(position)).toBe(text)
})
