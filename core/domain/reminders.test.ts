import { describe, expect, test } from 'vitest'
import { FILE_SECTIONS, SECTION_FILLERS } from './fileSections.ts'
import { POSTS } from './posts.ts'
import { isQuiet, REMINDED, REMINDED_KINDS, REMINDED_POSTS, REMINDER_STEPS } from './reminders.ts'

const daysOf = (kind: string, side: string) =>
  REMINDER_STEPS.filter((step) => step.kind === kind && step.side === side).map(({ days }) => days)

describe('the table of reminders', () => {
  test('whoever fills it is told before and when it is over, supervisors once it is over', () => {
    expect(daysOf('licence', 'enterprise')).toEqual([-90, -30, -7, 0, 1])
    expect(daysOf('certificate', 'enterprise')).toEqual([-30, -7, 0, 1])
    for (const kind of REMINDED_KINDS.filter((one) => daysOf(one, 'enterprise').length > 0)) {
      expect([kind, ...daysOf(kind, 'grid')]).toEqual([kind, 1])
      expect([kind, ...daysOf(kind, 'department')]).toEqual([kind, 7])
    }
  })
  test('what supervisors fill is no business of the enterprise', () => {
    for (const kind of REMINDED_KINDS) {
      const { section } = REMINDED[kind]
      const filler = kind === 'supervisor-gap' ? 'supervisor' : section === null ? 'enterprise' : SECTION_FILLERS[section]
      expect([kind, daysOf(kind, 'enterprise').length > 0]).toEqual([kind, filler === 'enterprise'])
    }
  }) // prettier-ignore
  test('nobody is told the same twice, and every section that is named is one', () => {
    const keys = REMINDER_STEPS.map(({ kind, side, days }) => `${kind} ${side} ${days}`)
    expect(new Set(keys).size).toBe(keys.length)
    for (const { section } of Object.values(REMINDED)) if (section !== null) expect(FILE_SECTIONS).toContain(section)
  })
  test('each side is a post whose scope is that side', () => {
    const scopes = Object.entries(REMINDED_POSTS).map(([side, post]) => [side, POSTS[post].scope])
    expect(scopes).toEqual([['enterprise', 'enterprise'], ['grid', 'grid'], ['department', 'department'], ['district', 'government'], ['leader', 'government']]) // prettier-ignore
  })
})

test.each([
  ['12:59', { from: 21, until: 7 }, false],
  ['13:00', { from: 21, until: 7 }, true],
  ['22:59', { from: 21, until: 7 }, true],
  ['23:00', { from: 21, until: 7 }, false],
  ['16:00', { from: 0, until: 6 }, true],
  ['22:00', { from: 0, until: 6 }, false],
  ['16:00', { from: 0, until: 0 }, false],
])('%s UTC, quiet from %o: %s', (time, hours, quiet) => {
  expect(isQuiet(new Date(`2026-03-02T${time}:00Z`), hours)).toBe(quiet)
})
