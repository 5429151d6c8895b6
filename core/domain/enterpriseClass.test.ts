import { describe, expect, test } from 'vitest'
import { type ClassInput, classify } from './enterpriseClass.ts'

const NOW = new Date('2026-11-25T04:00:00Z')
const shop: ClassInput = { highRisk: false, crowded: false, staff: 8, risk: 4, majorHazardSource: false }
const at = (iso: string) => new Date(iso)

describe('classify', () => {
  test.each<[string, Partial<ClassInput>, string, string[]]>([
    ['a shop', {}, 'C', ['none-apply']],
    ['a high-risk trade', { highRisk: true }, 'A', ['high-risk']],
    ['a major hazard source', { majorHazardSource: true, crowded: true }, 'A', ['major-hazard-source']],
    ['red and high-risk', { risk: 1, highRisk: true }, 'A', ['high-risk', 'risk-red-orange']],
    ['orange', { risk: 2 }, 'A', ['risk-red-orange']],
    ['yellow', { risk: 3 }, 'B', ['risk-yellow']],
    ['a crowded place', { crowded: true }, 'B', ['crowded']],
    ['101 staff', { staff: 101 }, 'B', ['staff-over-100']],
    ['100 staff', { staff: 100 }, 'C', ['none-apply']],
    ['staff not filled in, not rated', { staff: undefined, risk: undefined }, 'C', ['none-apply']],
    ['a veto last month', { vetoedAt: at('2026-10-25T00:00:00Z') }, 'B', ['veto-within-12-months']],
    [
      'yellow and a veto',
      { risk: 3, vetoedAt: at('2025-11-26T00:00:00Z') },
      'A',
      ['risk-yellow', 'veto-within-12-months'],
    ],
    ['a veto twelve months ago to the moment', { vetoedAt: at('2025-11-25T04:00:00Z') }, 'C', ['none-apply']],
    ['a veto dated in the future', { vetoedAt: at('2026-11-26T00:00:00Z') }, 'C', ['none-apply']],
  ])('%s', (_what, change, wanted, reasons) => {
    expect(classify({ ...shop, ...change }, NOW)).toEqual({ class: wanted, rule: 'CL-1', reasons })
  })
})
