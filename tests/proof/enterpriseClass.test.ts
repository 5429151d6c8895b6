import { expect, test } from 'vitest'
import { type ClassInput, classify } from '#core/domain/enterpriseClass.ts'
import { proves, sampleOf } from '../sample.ts'

/** Moments at which a class is decided: an ordinary day, and the days around the end of February in and after a leap year. */
const NOWS = ['2026-11-25T04:00:00.000Z', '2025-03-01T09:00:00.000Z', '2025-02-28T09:00:00.000Z', '2024-02-29T09:00:00.000Z', '2026-01-01T00:00:00.000Z'] // prettier-ignore

/**
 * The moment of the same day a year before, by its text; 29 February becomes 28 February. No moment here lies where the
 * calendars of China and of Greenwich differ about that day; that is told by the tests of the calendar.
 */
const yearBefore = (now: string) => `${Number(now.slice(0, 4)) - 1}${now.slice(4)}`.replace('-02-29T', '-02-28T')

const beside = (moment: string, milliseconds: number) => new Date(Date.parse(moment) + milliseconds).toISOString()
const DAY = 86_400_000
const vetoesAround = (now: string): readonly (string | undefined)[] => [
  undefined,
  ...[-400 * DAY, -DAY, -1, 0, 1, DAY, 100 * DAY].map((by) => beside(yearBefore(now), by)),
  ...[-DAY, -1, 0, 1, DAY].map((by) => beside(now, by)),
]

const both = [false, true]
const inputs = NOWS.flatMap((now) =>
  both.flatMap((highRisk) => both.flatMap((crowded) => both.flatMap((majorHazardSource) =>
    ([undefined, 1, 2, 3, 4] as const).flatMap((risk) => [undefined, 0, 1, 99, 100, 101, 5000].flatMap((staff) =>
      vetoesAround(now).map((veto) => ({ now, veto, highRisk, crowded, majorHazardSource, risk, staff })),
    ))))),
) // prettier-ignore
type Input = (typeof inputs)[number]

/** Rule CL-1 as a decision table: the conditions of A, then those of B; C where none applies. */
const TABLE: readonly [letter: 'A' | 'B', reason: string, applies: (input: Input) => boolean][] = [
  ['A', 'high-risk', ({ highRisk }) => highRisk],
  ['A', 'major-hazard-source', ({ majorHazardSource }) => majorHazardSource],
  ['A', 'risk-red-orange', ({ risk }) => [1, 2].includes(risk ?? 0)],
  ['B', 'risk-yellow', ({ risk }) => risk === 3],
  ['B', 'crowded', ({ crowded }) => crowded],
  ['B', 'staff-over-100', ({ staff }) => (staff ?? 0) >= 101],
]
/** One step up; nothing is above A. */
const STEP_UP = { A: 'A', B: 'A', C: 'B' } as const

function decided(input: Input) {
  const applying = TABLE.filter(([, , applies]) => applies(input))
  const letter = applying[0]?.[0] ?? 'C'
  const reasons = applying.filter(([of]) => of === letter).map(([, reason]) => reason)
  const { now, veto } = input
  const vetoed = veto !== undefined && veto <= now && veto > yearBefore(now)
  if (vetoed) reasons.push('veto-within-12-months')
  return {
    class: vetoed ? STEP_UP[letter] : letter,
    rule: 'CL-1',
    reasons: reasons.length > 0 ? reasons : ['none-apply'],
  }
}

test('every combination of inputs has the class and the reasons of the decision table', (context) => {
  const compared = proves(context, {
    claim: 'Class A, B or C and its reasons for every combination of trade, source, colour, crowd, staff and veto, to the millisecond of twelve months',
    judged: 'core/domain/enterpriseClass.ts classify',
    judge: 'decision table restated from 02_risk_grading, with twelve months by the text of dates',
  }) // prettier-ignore
  for (const input of sampleOf(inputs, 1500)) {
    const { now, veto, ...given } = input
    const asked: ClassInput = { ...given, vetoedAt: veto === undefined ? undefined : new Date(veto) }
    expect(classify(asked, new Date(now)), JSON.stringify(input)).toEqual(decided(input))
    compared()
  }
})
