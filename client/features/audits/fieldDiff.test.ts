import { expect, test } from 'vitest'
import { fieldChanges } from './fieldDiff.ts'

test('of a changed row only the fields that differ are shown, in order of their names', () => {
  const before = { name: '甲', staff: 3, phone: null, geom: { type: 'Point', coordinates: [1, 2] } }
  const after = { staff: 4, name: '甲', phone: '1', geom: { type: 'Point', coordinates: [1, 2] } }
  expect(fieldChanges({ before, after })).toEqual([
    { field: 'phone', before: '—', after: '1' },
    { field: 'staff', before: '3', after: '4' },
  ])
})

test('of a new row everything that is filled is shown, of a removed one too', () => {
  expect(fieldChanges({ before: null, after: { id: 1, note: null } })).toEqual([
    { field: 'id', before: undefined, after: '1' },
  ])
  expect(fieldChanges({ before: { ids: [1, 2] }, after: null })).toEqual([
    { field: 'ids', before: '[1,2]', after: undefined },
  ])
})

test('nothing before and after is nothing', () => {
  expect(fieldChanges({ before: null, after: null })).toEqual([])
})
