import { describe, expect, test } from 'vitest'
import { gradeLec, gradeLs, LS_PROFILES, type RiskLevel, worstLevel } from './risk.ts'

describe('gradeLec', () => {
  test.each([
    [10, 6, 7, 420, 1],
    [0.2, 2, 100, 40, 4],
    [3, 6, 15, 270, 2],
    [1, 10, 7, 70, 3],
    [0.5, 3, 40, 60, 4],
    [1, 2, 40, 80, 3],
  ])('L %d, E %d, C %d is D = %d, level %d', (...[likelihood, exposure, consequence, score, level]) => {
    const grade = gradeLec({ likelihood, exposure, consequence })
    expect(grade).toEqual({ method: 'LEC', profile: 'shandong', score, level })
  })
  test('C = 2 is on the Shandong scale, C = 3 on the classic one', () => {
    expect(gradeLec({ likelihood: 1, exposure: 1, consequence: 2 }).level).toBe(4)
    expect(gradeLec({ likelihood: 1, exposure: 1, consequence: 3 }, 'classic').level).toBe(4)
    expect(() => gradeLec({ likelihood: 1, exposure: 1, consequence: 3 })).toThrow(RangeError)
    expect(() => gradeLec({ likelihood: 1, exposure: 1, consequence: 2 }, 'classic')).toThrow(RangeError)
  })
  test('grades every product of the scales as whole-number arithmetic does', () => {
    for (const L of [100, 60, 30, 10, 5, 2, 1])
      // tenths
      for (const E of [100, 60, 30, 20, 10, 5])
        for (const C of [100, 40, 15, 7, 2, 1]) {
          const hundredths = L * E * C
          const level = [32_000, 16_000, 7_000, 0].findIndex((least) => hundredths >= least) + 1
          const grade = gradeLec({ likelihood: L / 10, exposure: E / 10, consequence: C })
          expect(grade, `${L} ${E} ${C}`).toMatchObject({ score: hundredths / 100, level })
        }
  })
  test.each([
    [2, 1, 1],
    [1, 5, 1],
    [Number.NaN, 1, 1],
  ])('refuses L %d, E %d, C %d off the scales', (likelihood, exposure, consequence) => {
    expect(() => gradeLec({ likelihood, exposure, consequence })).toThrow(RangeError)
  })
  test('refuses an unknown profile', () => {
    expect(() => gradeLec({ likelihood: 1, exposure: 1, consequence: 1 }, 'home-made')).toThrow(RangeError)
  })
})

describe('gradeLs', () => {
  // Levels of the 25 products as printed in each profile's table: 20–25, 15–16, 9–12, 1–8 and so on.
  const bands: Record<string, [number, number, RiskLevel][]> = {
    DB37: [
      [20, 25, 1],
      [15, 16, 2],
      [9, 12, 3],
      [1, 8, 4],
    ],
    alt17: [
      [17, 25, 1],
      [11, 16, 2],
      [5, 10, 3],
      [1, 4, 4],
    ],
    'alt20-9': [
      [20, 25, 1],
      [9, 16, 2],
      [4, 8, 3],
      [1, 3, 4],
    ],
  }
  const scale = [1, 2, 3, 4, 5]
  const products = Object.keys(LS_PROFILES).flatMap((profile) =>
    scale.flatMap((likelihood) => scale.map((severity) => ({ profile, likelihood, severity }))),
  )
  test.each(products)(
    '$profile: $likelihood × $severity lies in exactly one printed band',
    ({ profile, ...inputs }) => {
      const { score, level } = gradeLs(inputs, profile)
      const held = bands[profile]?.filter(([first, last]) => score >= first && score <= last)
      expect(held?.map(([, , printed]) => printed)).toEqual([level])
    },
  )
  test.each([0, 6, 2.5, Number.NaN])('refuses likelihood %d', (likelihood) => {
    expect(() => gradeLs({ likelihood, severity: 1 })).toThrow(RangeError)
  })
})

describe('worstLevel', () => {
  test('is the most severe', () => {
    expect(worstLevel([4, 2, 3])).toBe(2)
  })
  test('is undefined, not 低, where there is no risk point', () => {
    expect(worstLevel([])).toBeUndefined()
  })
})
