import { expect, test } from 'vitest'
import { moved, secondsOf } from './sceneDraft.ts'

test.each([
  ['10', 10],
  [' 600 ', 600],
  ['9', undefined],
  ['601', undefined],
  ['', undefined],
  ['30.5', undefined],
  ['-30', undefined],
])('%j typed is %s seconds', (typed, seconds) => {
  expect(secondsOf(typed)).toBe(seconds)
})

test('a scene moves by one place, and no scene leaves the list', () => {
  expect(moved([1, 2, 3], 0, 1)).toEqual([2, 1, 3])
  expect(moved([1, 2, 3], 2, -1)).toEqual([1, 3, 2])
  expect(moved([1, 2, 3], 0, -1)).toEqual([1, 2, 3])
  expect(moved([1, 2, 3], 2, 1)).toEqual([1, 2, 3])
})
