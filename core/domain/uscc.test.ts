import { describe, expect, test } from 'vitest'
import examples from '../../tests/fixtures/standards/usccExamples.json' with { type: 'json' }
import { completeUscc, usccFault } from './uscc.ts'

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'

describe('usccFault', () => {
  test.each(examples.filter(({ check, organisation }) => check && organisation))('$code is sound', ({ code }) => {
    expect(usccFault(code)).toBeUndefined()
  })
  test.each(examples.filter(({ check, organisation }) => !(check && organisation)))(
    '$code is faulty ($use)',
    ({ code }) => {
      expect(usccFault(code)).toBeDefined()
    },
  )
  test.each([
    ['91370671MA3DEM001', 'length'],
    ['9144030019220382I6', 'character'],
    ['914403001922038217', 'check'],
    ['914403001922038229', 'organisation-check'],
  ] as const)('%s has the fault %s', (code, fault) => {
    expect(usccFault(code)).toBe(fault)
  })
  test('tells every single wrong character of every sound example', () => {
    const missed = examples
      .filter(({ check, organisation }) => check && organisation)
      .flatMap(({ code }) => [...code].flatMap((_, at) => [...ALPHABET].map((other) => [code, at, other] as const)))
      .filter(([code, at, other]) => code[at] !== other)
      .map(([code, at, other]) => code.slice(0, at) + other + code.slice(at + 1))
      .filter((wrong) => usccFault(wrong) === undefined)
    expect(missed).toEqual([])
  })
})

describe('completeUscc', () => {
  test.each(['91370671DEM00000', '91370671DEM00599', '9144030019220382'])('%s becomes a sound code', (first) => {
    expect(usccFault(completeUscc(first))).toBeUndefined()
  })
  test('gives back the check characters of a real code', () => {
    expect(completeUscc('9144030071526726')).toBe('9144030071526726XG')
  })
  test.each(['', '91370671DEM0000', '91370671DEM0000I'])('refuses “%s”', (first) => {
    expect(() => completeUscc(first)).toThrow(RangeError)
  })
})
