import { expect, test } from 'vitest'
import { readCode } from './readCode.ts'

test.each([
  ['123456', '123456'],
  [' 123 456 ', '123456'],
  ['１２３４５６', '123456'],
  ['abcde-fgh23', 'abcde-fgh23'],
  ['ABCDE FGH23', 'abcde-fgh23'],
  ['abcdefgh23', 'abcde-fgh23'],
  ['12345', undefined],
  ['1234567', undefined],
  ['abcde-fgh18', undefined],
  ['', undefined],
])('%j is read as %s', (typed, code) => {
  expect(readCode(typed)).toBe(code)
})
