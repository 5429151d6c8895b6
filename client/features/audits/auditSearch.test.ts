import { expect, test } from 'vitest'
import { audits } from '#core/contract/audits.ts'
import { auditExportLink, auditQuery, emptySearch } from './auditSearch.ts'

test('an empty search asks for everything', () => {
  expect(auditQuery(emptySearch())).toEqual({})
  expect(auditExportLink(emptySearch(), 'en')).toBe('/api/exports/audits.csv?lang=en')
})

test('what is typed is asked in the words of the contract, times by the clock of the district', () => {
  const typed = { from: '2026-03-02T09:00', until: '', who: ' 张 ', act: 'update', topic: 'enterprise', id: '7' }
  const query = auditQuery(typed)
  expect(query).toEqual({ from: '2026-03-02T01:00:00.000Z', who: '张', act: 'update', topic: 'enterprise', id: '7' })
  expect(audits.list.query.safeParse(query).success).toBe(true)
})

test.each([{ id: '0' }, { id: 'x' }, { act: 'fly' }, { topic: 'moon' }, { from: 'yesterday' }])(
  '%j is no condition',
  (typed) => {
    expect(auditQuery({ ...emptySearch(), ...typed })).toEqual({})
  },
)
