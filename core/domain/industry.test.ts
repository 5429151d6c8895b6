import { expect, test } from 'vitest'
import { INDUSTRY_SECTIONS, isIndustry, sectionOf } from './industry.ts'

test.each([
  ['26', 'C'],
  ['2614', 'C'],
  ['4512', 'D'],
  ['5942', 'G'],
  ['62', 'H'],
  ['96', 'S'],
  ['98', undefined],
  ['C26', undefined],
])('%s belongs to section %s', (digits, section) => {
  expect(sectionOf(digits)).toBe(section)
})

test('sections hold the divisions 01 to 97 without gap or overlap', () => {
  const divisions = INDUSTRY_SECTIONS.flatMap(({ divisions: [first, last] }) =>
    Array.from({ length: last - first + 1 }, (_, at) => first + at),
  )
  expect(divisions).toEqual(Array.from({ length: 97 }, (_, at) => at + 1))
})

test.each(['C', 'C26', 'C261', 'C2614', 'T97', 'A01'])('%s is a code', (code) => {
  expect(isIndustry(code)).toBe(true)
})
test.each(['', '26', 'U', 'c26', 'C2', 'C26140', 'D26', 'T98', 'A00', ' C26'])('%s is none', (code) => {
  expect(isIndustry(code)).toBe(false)
})
