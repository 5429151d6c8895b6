import { expect, test } from 'vitest'
import { dueWords } from './dueWords.ts'

const at = (text: string) => Date.parse(`${text}+08:00`)

test.each([
  // the same day is the same number, whatever the hour
  ['2026-11-17T08:00', '2026-11-27T17:30', 'overdue', 10],
  ['2026-11-17T18:00', '2026-11-27T17:30', 'overdue', 10],
  ['2026-12-02T00:00', '2026-11-27T17:30', 'left', 5],
  ['2026-12-02T23:59', '2026-11-27T17:30', 'left', 5],
  // tomorrow is one day off, also by a minute
  ['2026-11-28T00:01', '2026-11-27T23:59', 'left', 1],
  ['2026-11-28T23:59', '2026-11-27T00:00', 'left', 1],
  ['2026-11-27T18:00', '2026-11-27T17:32', 'today', 0],
  ['2026-11-27T23:59', '2026-11-27T00:00', 'today', 0],
  ['2026-11-27T18:00', '2026-11-27T18:00', 'today', 0],
  ['2026-11-27T18:00', '2026-11-27T18:00:00.001', 'just', 0],
  ['2026-11-27T18:00', '2026-11-27T18:09', 'just', 0],
  ['2026-11-27T18:00', '2026-11-27T18:59:59', 'just', 0],
  ['2026-11-27T18:00', '2026-11-27T19:00', 'hours', 1],
  // over midnight it is still hours
  ['2026-11-27T23:59', '2026-11-28T00:01', 'just', 0],
  ['2026-11-27T18:00', '2026-11-28T17:59:59', 'hours', 23],
  ['2026-11-27T18:00', '2026-11-28T18:00', 'overdue', 1],
  ['2026-11-27T18:00', '2026-11-29T00:00', 'overdue', 2],
  ['2026-12-31T12:00', '2027-01-01T12:00', 'overdue', 1],
] as const)('due %s, seen %s, is %s %d', (due, now, word, n) => {
  expect(dueWords(at(due), at(now))).toMatchObject({ word, n })
})

test('the hour of a day is that of China', () => {
  expect(dueWords(Date.parse('2026-11-27T16:30:00Z'), Date.parse('2026-11-27T16:00:00Z'))).toEqual({ word: 'today', n: 0, time: '00:30' })
}) // prettier-ignore

test('as time goes on it never says less late than before', () => {
  const due = at('2026-11-27T18:00')
  const RANK = { left: 0, today: 1, just: 2, hours: 3, overdue: 4 }
  let before = Number.NEGATIVE_INFINITY
  for (let now = due - 4 * 86_400_000; now < due + 4 * 86_400_000; now += 7 * 60_000) {
    const { word, n } = dueWords(due, now)
    const score = RANK[word] * 100 + (word === 'left' ? -n : n)
    expect(score).toBeGreaterThanOrEqual(before)
    before = score
  }
})
