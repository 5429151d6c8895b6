import { expect, test } from 'vitest'
import { explainClass } from './classExplained.ts'
import { type ClassInput, classify } from './enterpriseClass.ts'
import type { RiskLevel } from './risk.ts'

const NOW = new Date('2026-06-15T02:00:00Z')
const NONE: ClassInput = { highRisk: false, crowded: false, majorHazardSource: false }
const EVENT = new Date('2026-01-01T00:00:00Z')
const told = (input: Partial<ClassInput>) => {
  const { class: found, inputs, lower } = explainClass({ ...NONE, ...input }, NOW)
  return {
    class: found,
    asks: inputs.filter(({ triggers }) => triggers).map(({ input: name, triggers, decides }) => `${name} ${triggers}${decides ? '' : ' idle'}`),
    lower: lower.map((way) => way.map(({ input: name, to }) => (to === null ? name : `${name} ${to}`)).join(' + ')),
  }
} // prettier-ignore

test('each input says what it asks for, and whether it decides', () => {
  expect(told({})).toEqual({ class: 'C', asks: [], lower: [] })
  expect(told({ staff: 101 })).toEqual({ class: 'B', asks: ['staff B'], lower: ['staff 100'] })
  expect(told({ highRisk: true, crowded: true })).toEqual({ class: 'A', asks: ['highRisk A', 'crowded B idle'], lower: ['highRisk'] })
  expect(told({ highRisk: true, majorHazardSource: true })).toMatchObject({ lower: ['highRisk + majorHazardSource'] })
  expect(told({ vetoedAt: EVENT })).toEqual({ class: 'B', asks: ['event step'], lower: ['event'] })
  expect(told({ highRisk: true, vetoedAt: EVENT })).toMatchObject({ class: 'A', asks: ['highRisk A', 'event step idle'], lower: ['highRisk'] })
}) // prettier-ignore

test('of several ways down each is the least that is needed', () => {
  expect(told({ risk: 1 })).toEqual({ class: 'A', asks: ['risk A'], lower: ['risk 3'] })
  expect(told({ crowded: true, vetoedAt: EVENT })).toMatchObject({ class: 'A', lower: ['event', 'crowded'] })
  expect(told({ risk: 2, vetoedAt: EVENT })).toMatchObject({ class: 'A', lower: ['risk 3 + event', 'risk 4'] })
})

test('it says the class and the reasons of the rule, and a way down wherever there is a lower class', () => {
  const flags = [false, true]
  const risks = [undefined, 1, 2, 3, 4] as (RiskLevel | undefined)[]
  const all = flags.flatMap((highRisk) => flags.flatMap((crowded) => flags.flatMap((majorHazardSource) => [undefined, 100, 101].flatMap((staff) =>
    risks.flatMap((risk) => [undefined, EVENT].map((vetoedAt) => ({ highRisk, crowded, majorHazardSource, staff, risk, vetoedAt })))))))
  expect(all).toHaveLength(240)
  for (const given of all) {
    const { class: found, reasons, lower } = explainClass(given, NOW)
    const rule = classify(given, NOW)
    expect({ class: found, reasons }).toEqual({ class: rule.class, reasons: rule.reasons })
    expect(lower.length > 0, JSON.stringify(given)).toBe(found !== 'C')
    for (const way of lower) expect(new Set(way.map(({ input }) => input)).size).toBe(way.length)
  }
}) // prettier-ignore
