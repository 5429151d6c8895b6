import { expect, test } from 'vitest'
import { atLeast, atMost, placeOnBar } from './sourceTerms.ts'

test('tonnes are rounded to the safe side, and binary fractions make no difference', () => {
  expect([atLeast(481.0501), atMost(438.99), atLeast(0), atLeast(0.000_123_41)]).toEqual(['481.1', '438.9', '0', '0.0001235']) // prettier-ignore
  expect([atMost((1 - 0.8) * 10), atLeast(520 - (1 - 0.8) * 10)]).toEqual(['2', '518'])
})

test('R stands in the part of its level, from its bound on', () => {
  expect([0, 5, 10, 30, 50, 99.999, 100, 1e6].map((r) => Math.floor(placeOnBar(r) * 4 - 1e-9 * Number(r > 200)))).toEqual([0, 0, 1, 1, 2, 2, 3, 3]) // prettier-ignore
})
