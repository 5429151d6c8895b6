import { expect, test } from 'vitest'
import { trendMonths } from './trendMonths.ts'
import { worstFirst } from './worstFirst.ts'

test('joins four figures by month, whatever their order, and marks the last month as running', () => {
  const months = trendMonths([
    { id: 'hazards-overdue', version: 1, parts: [{ part: '2026-11', n: 2, of: null }, { part: '2026-10', n: 1, of: null }] },
    { id: 'hazards-new', version: 1, parts: [{ part: '2026-10', n: 8, of: null }, { part: '2026-11', n: 9, of: null }] },
    { id: 'hazards-closed', version: 1, parts: [{ part: '2026-10', n: 7, of: null }] },
    { id: 'hazards-on-time', version: 1, parts: [{ part: '2026-10', n: 5, of: 6 }, { part: '2026-11', n: 0, of: 0 }] },
  ]) // prettier-ignore
  expect(months).toEqual([
    { month: '2026-10', found: 8, closed: 7, overdue: 1, onTime: { n: 5, of: 6 }, running: false },
    { month: '2026-11', found: 9, closed: 0, overdue: 2, onTime: { n: 0, of: 0 }, running: true },
  ])
})

test('ranks grids worst first, leaves out the whole, and puts grids with nothing due last', () => {
  const ranked = worstFirst([
    { part: 'all', n: 10, of: 40 },
    { part: '1', n: 9, of: 10 },
    { part: '2', n: 0, of: 0 },
    { part: '3', n: 5, of: 10 },
    { part: '4', n: 10, of: 20 },
  ])
  expect(ranked.map(({ part }) => part)).toEqual(['4', '3', '1', '2'])
})
