import { describe, expect, test } from 'vitest'
import { conditionsOf, filterKey, partsOf } from './conditions.ts'
import { Filter } from './filter.ts'

const keyOf = (text: object) => filterKey(Filter.parse(text))

describe('the conditions of an address', () => {
  test('are decoded, without the camera, the looks and what the contract refuses', () => {
    const hash = '#map=12/37.43/121.51&v=1&risk=1,2&class=Z&search=%E5%8C%96%E5%B7%A5&theme=dark&bbox=1,2,3,4&grid=%E0'
    expect(conditionsOf(partsOf(hash))).toEqual({ risk: '1,2', search: '化工' })
  })
  test('of another version are none', () => {
    expect(conditionsOf(partsOf('#v=2&risk=1'))).toEqual({})
  })
})

describe('the key of a filter', () => {
  test('is one for all ways to write it', () => {
    expect(keyOf({ risk: '2,1', class: 'B,A' })).toBe(keyOf({ class: 'A,B', risk: '1,2,1' }))
  })
  test.each([
    [{}, { risk: '1' }],
    [{ risk: '1' }, { risk: '1,2' }],
    [{ grid: '12' }, { grid: '1,2' }],
    [{ overdue: '1' }, { dueSoon: '1' }],
    [{ polygon: '1,1;2,1;2,2' }, { polygon: '1,1;2,2;2,1' }],
    [{ risk: '1' }, { risk: '1', bbox: '1,1,2,2' }],
  ])('parts %o from %o', (one, other) => {
    expect(keyOf(one)).not.toBe(keyOf(other))
  })
})
