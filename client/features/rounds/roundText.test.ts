import { expect, test } from 'vitest'
import type { RoundEntry } from '#core/contract/rounds.ts'
import { factorText, hourText, reasonText, removalText } from './roundText.ts'

const say = (key: string, values?: Record<string, unknown>) => `${key}${values ? JSON.stringify(values) : ''}`
const entry = { dueAt: '2026-03-01T00:00:00Z', hazards: 5, overdueHazards: 2 } as RoundEntry

test('minutes of the day are hours, factors have two decimals at most', () => {
  expect([hourText(0), hourText(545), hourText(1439)]).toEqual(['00:00', '09:05', '23:59'])
  expect([factorText(4), factorText(2.8666), factorText(1.5)]).toEqual(['4', '2.87', '1.5'])
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
