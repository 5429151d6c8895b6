import { describe, expect, test } from 'vitest'
import { FAULT_KINDS, type FaultKind } from '#core/domain/coverage.ts'
import { checkedAs, kindOf, RULE_GROUPS, sameRules, verdictOf } from './coverageRules.ts'

const LOOKED = FAULT_KINDS.map(() => 3)
const counted =
  (counts: Partial<Record<FaultKind | 'all', number | undefined>> = {}) =>
  (part: FaultKind | 'all') =>
    part in counts ? counts[part] : 0
const now = { faultsOf: counted(), looked: LOOKED, settled: true, stopped: false }

test('the groups hold every rule once, in the order of the domain', () => {
  expect(Object.values(RULE_GROUPS).flat()).toEqual([...FAULT_KINDS])
})

test('an address names a kind exactly, or none', () => {
  expect(FAULT_KINDS.map(kindOf)).toEqual([...FAULT_KINDS])
  expect([undefined, '', 'all', 'toString', ['node-person']].map(kindOf)).toEqual(Array(5).fill(undefined))
})

describe('verdictOf', () => {
  test('is whole only of now, where every rule found nothing', () => {
    expect(verdictOf(now)).toBe('whole')
  })

  test.each([
    ['the stream has stopped', { stopped: true }, 'unknown'],
    ['another answer is under way', { settled: false }, 'asking'],
    ['no answer is there', { faultsOf: () => undefined }, 'unknown'],
    ['the first answer is awaited', { faultsOf: () => undefined, looked: undefined, settled: false }, 'asking'],
    ['the sum is not there', { faultsOf: counted({ all: undefined }) }, 'unknown'],
    ['it is not known what was looked at', { looked: undefined }, 'unknown'],
    ['a rule did not say what it looked at', { looked: LOOKED.slice(1) }, 'unknown'],
    ['nothing was looked at by any rule', { looked: LOOKED.map(() => 0) }, 'nothing'],
    ['the ground was not looked at', { looked: [0, ...LOOKED.slice(1)] }, 'nothing'],
  ] as const)('is not whole where %s', (_why, change, verdict) => {
    expect(verdictOf({ ...now, ...change })).toBe(verdict)
  })

  test.each(FAULT_KINDS)(
    'is not whole where %s is not known, and found where it has one, whatever the sum says',
    (kind) => {
      expect(verdictOf({ ...now, faultsOf: counted({ [kind]: undefined }) })).toBe('unknown')
      expect(verdictOf({ ...now, faultsOf: counted({ [kind]: 1 }) })).toBe('found')
    },
  )

  test('what was found stands while it is asked anew, and not where nothing is of now', () => {
    const found = { ...now, faultsOf: counted({ all: 2, 'node-person': 2 }) }
    expect(verdictOf({ ...found, settled: false })).toBe('found')
    expect(verdictOf({ ...found, stopped: true })).toBe('unknown')
  })
})

test.each([
  [true, true, 'a', 'same'],
  [true, false, 'a', 'same'],
  [false, true, 'b', 'changed'],
  [false, false, 'b', 'changed'],
  [true, false, 'b', 'rules'],
  [true, true, 'b', 'differs'],
  [false, true, 'a', 'differs'],
] as const)('same data %s, same rules %s, hash %s against a: %s', (isSame, areSame, hash, outcome) => {
  expect(checkedAs({ sameData: isSame, sameRules: areSame, hash }, 'a')).toBe(outcome)
})

test('rules are the same only where each has the version it had', () => {
  const rules = FAULT_KINDS.map((kind) => ({ kind, version: 1 }))
  expect(sameRules(rules, [...rules].reverse())).toBe(true)
  for (const kind of FAULT_KINDS)
    expect(
      sameRules(
        rules,
        rules.map((rule) => (rule.kind === kind ? { kind, version: 2 } : rule)),
      ),
    ).toBe(false)
})
