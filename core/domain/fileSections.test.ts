import { describe, expect, test } from 'vitest'
import { answersNow, completeness, FILL_DAYS, NOTICE_DAYS, type SectionFacts, sectionState } from './fileSections.ts'

const DAY = 86_400_000
const NOW = new Date('2026-11-25T04:00:00Z')
const after = (days: number, milliseconds = 0) => new Date(NOW.getTime() + days * DAY + milliseconds)
const facts = (given: Partial<SectionFacts> = {}): SectionFacts => ({ absent: null, lacks: [], until: null, ...given })
const OPENED = after(-10)

describe('sectionState', () => {
  test.each<[string, SectionFacts, string, Date | null]>([
    ['answered without end', facts(), 'filled', null],
    ['does not apply, whatever it lacks', facts({ absent: 'no-chemicals', lacks: ['assessment'] }), 'not-applicable', null],
    ['lacks something', facts({ lacks: ['policy'] }), 'missing', after(FILL_DAYS - 10)],
    ['lacks something though the rest holds', facts({ lacks: ['drill'], until: after(400) }), 'missing', after(FILL_DAYS - 10)],
    ['ends beyond the notice', facts({ until: after(NOTICE_DAYS, 1) }), 'filled', after(NOTICE_DAYS, 1)],
    ['ends within the notice', facts({ until: after(NOTICE_DAYS) }), 'due', after(NOTICE_DAYS)],
    ['has ended', facts({ until: after(-1) }), 'due', after(-1)],
  ])('%s', (_, given, state, dueAt) => {
    expect(sectionState(given, OPENED, NOW)).toEqual({ state, dueAt })
  })
}) // prettier-ignore

test('a section answers up to the moment its answer ends', () => {
  expect(answersNow(facts({ until: after(0, 1) }), NOW)).toBe(true)
  expect(answersNow(facts({ until: NOW }), NOW)).toBe(false)
  expect(answersNow(facts({ lacks: ['plan'] }), NOW)).toBe(false)
  expect(answersNow(facts({ absent: 'voluntary' }), NOW)).toBe(false)
})

test('completeness counts what answers over what applies', () => {
  const sections = [facts(), facts({ until: after(5) }), facts({ until: after(-5) }), facts({ lacks: ['plan'] }), facts({ absent: 'x' })]
  expect(completeness(sections, NOW)).toEqual({ n: 2, of: 4 })
  expect(completeness([], NOW)).toEqual({ n: 0, of: 0 })
}) // prettier-ignore
