import { describe, expect, test } from 'vitest'
import { lockOf, needsSecondFactor, passwordFault } from './posts.ts'

describe('a password', () => {
  test.each([
    ['Aa1-56789', 'short'],
    ['口令Aa1口令口令', 'short'],
    [`Aa1-${'x'.repeat(125)}`, 'long'],
    ['alllowercase1', 'plain'],
    ['ALLCAPS-----', 'plain'],
    ['0123456789-', 'plain'],
    ['xx-ZhangWei-1', 'name'],
    ['Aa-13800000000', 'name'],
    ['Blue-Whale-37', undefined],
    ['Aa1-567890', undefined],
    ['口令a1口令口令口令口令', undefined],
  ])('%s is %s', (password, fault) => {
    expect(passwordFault(password, ['zhangwei', '13800000000'])).toBe(fault)
  })

  test('may contain a name of three letters: it would forbid too much', () => {
    expect(passwordFault('Liu-Whale-37x', ['liu'])).toBeUndefined()
  })
})

test.each([
  [0, 0],
  [4, 0],
  [5, 60_000],
  [6, 0],
  [9, 0],
  [10, 120_000],
  [15, 240_000],
  [30, 1_920_000],
  [35, 3_600_000],
  [500, 3_600_000],
])('after %i failures in a row a name is locked for %i ms', (failures, ms) => {
  expect(lockOf(failures)).toBe(ms)
})

test.each([
  [[], false],
  [['grid-chief', 'worker', 'expert'], false],
  [['expert', 'leader'], true],
  [['audit-administrator'], true],
  [['department-officer'], true],
] as const)('posts %j need a second factor: %s', (kinds, needed) => {
  expect(needsSecondFactor(kinds)).toBe(needed)
})
