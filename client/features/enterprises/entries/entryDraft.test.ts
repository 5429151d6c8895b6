import { describe, expect, test } from 'vitest'
import { ENTRY_KINDS } from '#core/contract/fileEntries.ts'
import { bodyOf, draftOf, faultsOf, isChanged } from './entryDraft.ts'
import { contractFields, ENTRY_FORMS } from './entryFields.ts'

test.each(ENTRY_KINDS)('the form of %s asks for the fields of the contract, and lets empty what may be', (kind) => {
  expect(Object.fromEntries(ENTRY_FORMS[kind].map(({ name, optional = false }) => [name, optional]))).toEqual(
    contractFields(kind),
  )
})

describe('a draft', () => {
  const fund = { year: ' 2025 ', due: '1,000,000.50', spent: '0' }

  test('is read as it is typed: numbers with commas, nothing as nothing, lines as one', () => {
    expect(bodyOf('fund', fund)).toEqual({ entry: 'fund', year: 2025, due: 1_000_000.5, spent: 0 })
    const person = { office: 'contact', name: ' 甲 ', phone: '', appointedOn: '' }
    expect(bodyOf('person', person)).toEqual({ entry: 'person', office: 'contact', name: '甲', phone: null, appointedOn: null }) // prettier-ignore
    expect(bodyOf('declaration', { section: 'equipment', reason: '没有\n 锅炉' })).toMatchObject({
      reason: '没有 锅炉',
    })
  })

  test('of an entry is that entry again', () => {
    const entry = { id: 7, year: 2025, due: 10.5, spent: 0, source: 'person' }
    expect(bodyOf('fund', draftOf('fund', entry))).toEqual({ entry: 'fund', year: 2025, due: 10.5, spent: 0 })
    expect(isChanged(draftOf('fund', entry), draftOf('fund', entry))).toBe(false)
    expect(isChanged({ ...draftOf('fund', entry), spent: '1' }, draftOf('fund', entry))).toBe(true)
  })

  test('has faults where something is missing or is none', () => {
    expect([...faultsOf('fund', fund)]).toEqual([])
    expect([...faultsOf('fund', { year: '', due: 'much', spent: '0.001' })]).toEqual([['year', 'needed'], ['due', 'wrong'], ['spent', 'wrong']]) // prettier-ignore
    expect([...faultsOf('insurance', { insurer: 'x', policy: 'y', fromOn: '2026-02-30', untilOn: '' })]).toEqual([['fromOn', 'wrong'], ['untilOn', 'needed']]) // prettier-ignore
  })
})
