import { expect, test } from 'vitest'
import { draftAt, faultsOf, mostHours, typedAt } from './workDraft.ts'

const NOW = Date.parse('2026-11-25T17:30:30Z')
const whole = { ...draftAt(NOW), zone: 'other' as const, place: '泵房', responsible: '张三', guardian: '李四' }

test('a ticket begins with the next minute of the clock of the district and lasts eight hours', () => {
  expect(typedAt(NOW)).toBe('2026-11-26T01:30')
  expect([whole.from, whole.until]).toEqual(['2026-11-26T01:31', '2026-11-26T09:31'])
  expect([...faultsOf(whole)]).toEqual([])
})

test.each([
  [{ place: ' ' }, 'place', 'fill'],
  [{ guardian: '张三' }, 'guardian', 'same'],
  [{ guardian: ' ＡＢ·c ', responsible: 'abＣ' }, 'guardian', 'same'],
  [{ level: '' as const }, 'level', 'level'],
  [{ zone: '' as const }, 'zone', 'fill'],
  [{ zone: 'dike' as const, level: 'first' as const }, 'level', 'level'],
  [{ atMajorStorage: true, level: 'second' as const }, 'level', 'level'],
  [{ until: '2026-11-26T01:31' }, 'until', 'order'],
  [{ until: '2026-11-26T09:32' }, 'until', 'long'],
  [{ from: '' }, 'from', 'fill'],
])('%j is told beside its field', (fields, name, fault) => {
  expect([...faultsOf({ ...whole, ...fields })]).toEqual([[name, fault]])
})

test('temporary power lasts longer with a reason alone, and what the standard does not limit is not refused', () => {
  expect([mostHours({ ...whole, kind: 'power', level: '' }), mostHours({ ...whole, kind: 'power', level: '', extended: '大修' })]).toEqual([360, 720]) // prettier-ignore
  expect([...faultsOf({ ...whole, kind: 'road', level: '', until: '2027-11-26T09:31' })]).toEqual([])
})
