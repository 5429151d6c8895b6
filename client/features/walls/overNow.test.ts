import { expect, test } from 'vitest'
import { isOverNow } from './overNow.ts'

test('the message is that it is over range until the alarm clears, whatever single reading came since', () => {
  const cleared = '2026-11-27T08:00:00Z'
  expect(isOverNow({ overRange: true, clearedAt: null })).toBe(true)
  expect(isOverNow({ overRange: true, clearedAt: cleared })).toBe(false)
  expect(isOverNow({ overRange: false, clearedAt: null })).toBe(false)
})
