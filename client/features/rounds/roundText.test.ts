import { expect, test } from 'vitest'
import type { RoundEntry } from '#core/contract/rounds.ts'
import { factorText, hoursAt, hourText, reasonText, removalText } from './roundText.ts'

const say = (key: string, values?: Record<string, unknown>) => `${key}${values ? JSON.stringify(values) : ''}`
const entry = { dueAt: '2026-03-01T00:00:00Z', hazards: 5, overdueHazards: 2 } as RoundEntry

test('minutes of the day are hours, factors have two decimals at most', () => {
  expect([hourText(0), hourText(545), hourText(1439)]).toEqual(['00:00', '09:05', '23:59'])
  expect([factorText(4), factorText(2.8666), factorText(1.5)]).toEqual(['4', '2.87', '1.5'])
})

test.each([
  ['2026-03-02T08:30:00+08:00', {}, 'open'],
  ['2026-03-02T17:29:59+08:00', {}, 'open'],
  ['2026-03-02T17:30:00+08:00', {}, 'over'],
  ['2026-03-02T23:59:59+08:00', {}, 'over'],
  // as the server says it, whatever this clock does
  ['2026-03-02T12:00:00+08:00', { begins: 1050 }, 'over'],
  // of another day nothing is known of this one
  ['2026-03-03T00:00:00+08:00', {}, 'unknown'],
  ['2026-03-02T18:00:00+08:00', { on: '2026-03-03' }, 'unknown'],
] as const)('at %s, by %o, the hours of today are %s', (at, more, stand) => {
  const answer = { on: '2026-03-02', today: '2026-03-02', begins: 540, ends: 1050, ...more }
  expect(hoursAt(answer, Date.parse(at))).toBe(stand)
  expect(hoursAt(undefined, Date.parse(at))).toBe('unknown')
})

test('a reason tells whole days past the end of the cycle, and the hazards it is about', () => {
  const text = (reason: Parameters<typeof reasonText>[0]) => reasonText(reason, entry, '2026-03-03T23:59:59Z', say)
  expect(text('overdue')).toBe('rounds.reason.overdue{"n":2}')
  expect(text('hazard-open')).toBe('rounds.reason.hazard-open{"n":5}')
  expect(text('hazard-overdue')).toBe('rounds.reason.hazard-overdue{"n":2}')
})

test('what would have removed a stop names each reason that keeps it, and nothing where none does', () => {
  expect(removalText({ kept: ['class-a', 'never-visited'] }, say)).toBe('rounds.removed{"ifs":"rounds.if.classrounds.orrounds.if.visit"}') // prettier-ignore
  expect(removalText({ kept: [] }, say)).toBeUndefined()
})
