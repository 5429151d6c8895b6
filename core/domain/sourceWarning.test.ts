import { describe, expect, test } from 'vitest'
import { WARNING_BY_CAUSE, WARNING_CAUSES, type WarningFacts, warningOf } from './sourceWarning.ts'

const colourOf = (facts: Partial<WarningFacts>) =>
  warningOf({ level: 1, causes: {}, weather: undefined, ...facts }).colour

describe('the colour of a source', () => {
  test('is none where nothing stands against it, whatever the weather', () => {
    for (const level of [1, 2, 3, 4] as const) {
      expect(warningOf({ level, causes: {}, weather: 1 })).toEqual({ colour: undefined, causes: [], raisedBy: [] })
      expect(colourOf({ level, causes: { silent: 0 } })).toBeUndefined()
    }
  })

  test('is none below the threshold, whatever stands', () => {
    expect(colourOf({ level: undefined, causes: { 'alarm-high': 3 } })).toBeUndefined()
  })

  test.each([
    ['alarm-high', 1, 1],
    ['alarm-high', 3, 2],
    ['alarm-low', 2, 2],
    ['alarm-low', 4, 3],
    ['silent', 2, 3],
    ['silent', 3, 4],
    ['major-overdue', 1, 2],
    ['major-open', 4, 4],
    ['works', 1, 3],
  ] as const)('by %s alone at level %i is %i', (cause, level, colour) => {
    expect(colourOf({ level, causes: { [cause]: 1 } })).toBe(colour)
    expect(colourOf({ level, causes: { [cause]: 50 } })).toBe(colour)
  })

  test('is the worst of its causes, raised by one where three or more stand', () => {
    expect(colourOf({ level: 3, causes: { silent: 1, 'alarm-low': 1 } })).toBe(3)
    expect(warningOf({ level: 3, causes: { silent: 1, 'alarm-low': 1, works: 2 }, weather: undefined })).toEqual({
      colour: 2,
      causes: [
        { cause: 'alarm-low', count: 1, colour: 3 },
        { cause: 'silent', count: 1, colour: 4 },
        { cause: 'works', count: 2, colour: 4 },
      ],
      raisedBy: ['compound'],
    })
  })

  test('is raised by orange or red weather, not by yellow, and never beyond red', () => {
    expect(colourOf({ level: 4, causes: { works: 1 }, weather: 3 })).toBe(4)
    expect(colourOf({ level: 4, causes: { works: 1 }, weather: 2 })).toBe(3)
    expect(warningOf({ level: 1, causes: { 'alarm-high': 1 }, weather: 1 })).toMatchObject({ colour: 1, raisedBy: [] })
    const all = Object.fromEntries(WARNING_CAUSES.map((cause) => [cause, 1]))
    expect(warningOf({ level: 4, causes: all, weather: 1 })).toMatchObject({ colour: 1, raisedBy: ['compound'] })
  })

  test('never falls where a cause, a level or the weather gets worse', () => {
    const rank = (facts: WarningFacts) => warningOf(facts).colour ?? 5
    const sets = Array.from({ length: 1 << WARNING_CAUSES.length }, (_, bits) =>
      Object.fromEntries(WARNING_CAUSES.map((cause, i) => [cause, (bits >> i) & 1])),
    )
    const facts = sets.flatMap((causes) =>
      ([undefined, 3, 2, 1] as const).flatMap((weather) =>
        ([4, 3, 2] as const).map((level) => ({ level, causes, weather })),
      ),
    )
    for (const one of facts) {
      const worse: WarningFacts[] = [
        { ...one, level: (one.level - 1) as 1 | 2 | 3 },
        { ...one, weather: 1 },
        ...WARNING_CAUSES.map((cause) => ({ ...one, causes: { ...one.causes, [cause]: 1 } })),
      ]
      for (const other of worse) expect(rank(other)).toBeLessThanOrEqual(rank(one))
    }
  })

  test('refuses counts that are none', () => {
    expect(() => colourOf({ causes: { works: -1 } })).toThrow(RangeError)
    expect(() => colourOf({ causes: { works: 0.5 } })).toThrow(RangeError)
  })

  test('is worse at an upper level than at a lower one, by every cause', () => {
    for (const [upper, lower] of Object.values(WARNING_BY_CAUSE)) expect(upper).toBeLessThan(lower)
  })
})
