import { describe, expect, test } from 'vitest'
import { gradeLec, gradeLs, type RiskLevel, worstLevel } from '#core/domain/risk.ts'
import { cases, proves, sampleOf } from '../sample.ts'

/** Scales as printed, as decimal text; products are taken in tenths and hundredths, where they are whole. */
const LIKELIHOOD = ['10', '6', '3', '1', '0.5', '0.2', '0.1']
const EXPOSURE = ['10', '6', '3', '2', '1', '0.5']
const CONSEQUENCE = { shandong: [100, 40, 15, 7, 2, 1], classic: [100, 40, 15, 7, 3, 1] }
const tenths = (text: string) => (text.includes('.') ? Number(text.replace('.', '')) : Number(text) * 10)

/** Four colours: 320 and more red, 160 to below 320 orange, 70 to below 160 yellow, below 70 blue. */
function colourOf(hundredths: number): RiskLevel {
  if (hundredths < 7000) return 4
  if (hundredths < 16_000) return 3
  return hundredths < 32_000 ? 2 : 1
}

/** Level by product of each table of L × S, L down and S across, from 1 to 5. */
const MATRICES: Readonly<Record<string, readonly string[]>> = {
  DB37: ['44444', '44443', '44332', '44321', '43211'],
  alt17: ['44443', '44333', '43322', '43221', '33211'],
  'alt20-9': ['44433', '43332', '43222', '33221', '32211'],
}

describe('LEC', () => {
  test('every combination of the scales lies in its half-open band', (context) => {
    const compared = proves(context, {
      claim: 'LEC: every combination of L, E and C of both profiles has its product and its half-open band',
      judged: 'core/domain/risk.ts gradeLec',
      judge: 'scales and bands of 02_risk_grading restated, in whole hundredths',
    })
    const combinations = Object.entries(CONSEQUENCE).flatMap(([profile, scale]) =>
      LIKELIHOOD.flatMap((L) =>
        EXPOSURE.flatMap((E) => scale.map((consequence) => ({ profile, L, E, consequence })))),
    )
    for (const { profile, L, E, consequence } of combinations) {
      const hundredths = tenths(L) * tenths(E) * consequence
      const grade = gradeLec({ likelihood: Number(L), exposure: Number(E), consequence }, profile)
      const wanted = { method: 'LEC', profile, score: hundredths / 100, level: colourOf(hundredths) }
      expect(grade, `${L} ${E} ${consequence}`).toEqual(wanted)
      compared()
    }
  }) // prettier-ignore

  test('refuses every value off its scale', (context) => {
    const compared = proves(context, {
      claim: 'LEC: every value off its scale is refused, in steps of 0.05 from 0 to 101',
      judged: 'core/domain/risk.ts gradeLec',
      judge: 'scales of 02_risk_grading restated',
    })
    const steps = Array.from({ length: 2021 }, (_, at) => (at * 5) / 100)
    const refuses = (inputs: { likelihood: number; exposure: number; consequence: number }, profile: string) => {
      try {
        return gradeLec(inputs, profile) === undefined
      } catch (error) {
        return error instanceof RangeError
      }
    }
    for (const [profile, scale] of Object.entries(CONSEQUENCE))
      for (const value of sampleOf(steps, 203)) {
        const found = [
          refuses({ likelihood: value, exposure: 1, consequence: 1 }, profile),
          refuses({ likelihood: 1, exposure: value, consequence: 1 }, profile),
          refuses({ likelihood: 1, exposure: 1, consequence: value }, profile),
        ]
        const off = [!LIKELIHOOD.map(Number).includes(value), !EXPOSURE.map(Number).includes(value), !scale.includes(value)]
        expect(found, `${value} ${profile}`).toEqual(off)
        compared(3)
      }
  }) // prettier-ignore
})

test('LS: every cell of the three matrices', (context) => {
  const compared = proves(context, {
    claim: 'LS: all 25 combinations of each of three profiles have the level of the printed matrix',
    judged: 'core/domain/risk.ts gradeLs',
    judge: 'matrices filled in by hand from the bands of 02_risk_grading',
  })
  for (const [profile, rows] of Object.entries(MATRICES))
    for (const [row, levels] of rows.entries())
      for (const [column, level] of [...levels].entries()) {
        const [likelihood, severity] = [row + 1, column + 1]
        const wanted = { method: 'LS', profile, score: likelihood * severity, level: Number(level) }
        expect(gradeLs({ likelihood, severity }, profile)).toEqual(wanted)
        compared()
      }
}) // prettier-ignore

test('an enterprise has the colour of its worst risk point', (context) => {
  const compared = proves(context, {
    claim:
      'An enterprise has the colour of its worst risk point, for every series of up to six; without any it has none',
    judged: 'core/domain/risk.ts worstLevel',
    judge: 'the first of red, orange, yellow, blue that occurs',
  })
  let series: RiskLevel[][] = [[]]
  for (let length = 0; length <= cases(4, 6); length += 1) {
    for (const levels of series) {
      expect(worstLevel(levels)).toBe(([1, 2, 3, 4] as const).find((level) => levels.includes(level)))
      compared()
    }
    series = series.flatMap((levels) => ([1, 2, 3, 4] as const).map((level) => [...levels, level]))
  }
})
