import { describe, expect, test } from 'vitest'
import { bodyOf, draftOf } from './placeDraft.ts'

const RING = '121.5, 37.4; 121.51, 37.4；121.51，37.41'

describe('bodyOf', () => {
  const draft = { ...draftOf(), name: ' 创智大厦 ', boundary: RING, datum: 'gcj02', floors: '18', area: '3200.5' }

  test('reads what is typed, and takes what is empty for not filled in', () => {
    const { body, faults } = bodyOf(draft)
    expect(faults).toEqual([])
    expect(body).toMatchObject({
      kind: 'tower',
      name: '创智大厦',
      floors: 18,
      area: 3200.5,
      code: null,
      leadDepartment: null,
      boundary: {
        ring: [
          [121.5, 37.4],
          [121.51, 37.4],
          [121.51, 37.41],
        ],
        datum: 'gcj02',
      },
    })
  })
  test.each([
    ['name', { name: '' }],
    ['floors', { floors: 'x' }],
    ['phone', { phone: 'abc' }],
    ['boundary', { boundary: '121, 37' }],
    ['boundary', { boundary: 'x' }],
    ['boundary', { datum: '' }],
    ['boundary', { boundary: '' }],
  ])('names %s where it cannot be so: %j', (field, typed) => {
    expect(bodyOf({ ...draft, ...typed }).faults).toEqual([field])
  })
  test('leaves the ground as it is where a changed file says none', () => {
    expect(bodyOf({ ...draft, boundary: ' ' }, '2026-03-02T00:00:00Z')).toMatchObject({
      body: { boundary: null },
      faults: [],
    })
  })
})
