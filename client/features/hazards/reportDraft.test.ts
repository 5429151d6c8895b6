import { expect, test } from 'vitest'
import { reportOf } from './reportDraft.ts'

const REQUEST = '0b0e6d0a-3f6a-4a50-9d64-000000000001'
const draft = { enterprise: 3, source: 'patrol', description: ' 灭火器过期 ', due: '2026-12-01', major: false }

test('is due at the end of its day by the clock of the district', () => {
  const { body, faults } = reportOf(draft, REQUEST)
  expect([...faults]).toEqual([])
  expect(body).toEqual({ enterprise: 3, source: 'patrol', description: '灭火器过期', major: false, dueAt: '2026-12-01T15:59:00.000Z', request: REQUEST }) // prettier-ignore
})

test('names every field that is not filled in', () => {
  const { body, faults } = reportOf({ enterprise: undefined, source: '', description: ' ', due: '', major: false }, REQUEST) // prettier-ignore
  expect(body).toBeUndefined()
  expect([...faults].sort()).toEqual(['description', 'due', 'enterprise', 'source'])
})
