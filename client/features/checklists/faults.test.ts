import { expect, test } from 'vitest'
import { faultsOf, remedyOf } from './faults.ts'

test('a wrong cell is told by row, column and remedy; the file itself comes first', () => {
  const faults = faultsOf([
    { at: 'row 12, 依据', message: '第 12 行“依据”：没有填；请填写。\nRow 12, “依据”: is empty: fill it in.' },
    { at: 'row 3, 序号', message: '第 3 行“序号”：在这份检查表中重复；请改号。\nRow 3, “序号”: comes twice.' },
    { at: 'body', message: '读不出' },
  ])
  expect(faults.map(({ row, column }) => [row, column])).toEqual([
    [undefined, ''],
    [3, '序号'],
    [12, '依据'],
  ])
  expect(remedyOf('第 12 行“依据”：没有填；请填写。')).toBe('没有填；请填写。')
  expect(remedyOf('Row 12, “依据”: is empty: fill it in.')).toBe('is empty: fill it in.')
})
