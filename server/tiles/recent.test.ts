import { describe, expect, test } from 'vitest'
import { recent } from './recent.ts'

const texts = (most: number) => recent<string>(most, (value) => value.length)

describe('recent', () => {
  test('keeps what fits, and counts its weight', () => {
    const kept = texts(10)
    kept.set('a', '12345')
    kept.set('b', '12345')
    expect([kept.get('a'), kept.get('b'), kept.weight()]).toEqual(['12345', '12345', 10])
  })
  test('gives up the oldest that was not used', () => {
    const kept = texts(10)
    kept.set('a', '12345')
    kept.set('b', '12345')
    kept.get('a')
    kept.set('c', '1')
    expect([kept.get('a'), kept.get('b'), kept.get('c'), kept.weight()]).toEqual(['12345', undefined, '1', 6])
  })
  test('gives up used ones too where all were used', () => {
    const kept = texts(10)
    for (const key of ['a', 'b']) kept.set(key, '12345')
    for (const key of ['a', 'b']) kept.get(key)
    kept.set('c', '123456')
    kept.set('d', '1')
    expect(kept.weight()).toBeLessThanOrEqual(10)
    expect(kept.has('d')).toBe(true)
  })
  test('replaces a value with its weight', () => {
    const kept = texts(10)
    kept.set('a', '12345')
    kept.set('a', '1')
    expect([kept.get('a'), kept.weight()]).toEqual(['1', 1])
  })
  test('does not keep what alone weighs too much, nor its former value', () => {
    const kept = texts(10)
    kept.set('a', '1')
    kept.set('b', '12345')
    kept.set('a', '12345678901')
    expect([kept.get('a'), kept.get('b'), kept.weight()]).toEqual([undefined, '12345', 5])
  })
})
