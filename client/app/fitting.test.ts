import { describe, expect, test } from 'vitest'
import { fitting } from './fitting.ts'

describe('of names in a bar', () => {
  test('all stand there where they fit to the pixel, with no button beside', () => {
    expect(fitting([50, 50, 50], 60, 150)).toBe(3)
  })
  test('the button for the rest takes its room from the names', () => {
    expect(fitting([50, 50, 50], 60, 149)).toBe(0)
    expect(fitting([50, 50, 50, 50], 40, 150)).toBe(2)
    expect(fitting([50, 50, 50, 50], 50, 150)).toBe(2)
    expect(fitting([50, 50, 50, 50], 51, 150)).toBe(0)
  })
  test('a single one is no bar, and without room there is the button alone', () => {
    expect(fitting([50, 50, 50], 40, 100)).toBe(0)
    expect(fitting([50, 50], 40, 0)).toBe(0)
  })
  test('one page alone needs no menu', () => {
    expect(fitting([50], 60, 50)).toBe(1)
    expect(fitting([], 60, 0)).toBe(0)
  })
})
