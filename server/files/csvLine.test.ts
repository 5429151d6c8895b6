import { expect, test } from 'vitest'
import { cell, line } from './csvLine.ts'

test.each([
  ['=1+1', "'=1+1"],
  ['+86 535', "'+86 535"],
  ['-2', "'-2"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['\r=1', '"\'\r=1"'],
  ['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
  ['某厂（演示）', '某厂（演示）'],
  ['a,b', '"a,b"'],
  ['said "no"', '"said ""no"""'],
  ['two\nlines', '"two\nlines"'],
])('writes the text %j as %j', (value, written) => {
  expect(cell(value)).toBe(written)
})

test('keeps negative numbers numbers, and leaves what is missing empty', () => {
  expect(line([-86.5, null, 'x'])).toBe('-86.5,,x\r\n')
})
