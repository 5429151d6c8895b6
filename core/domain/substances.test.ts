import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { findReferences, REFERENCES, settle } from './substances.ts'

interface Printed {
  readonly no: number
  readonly name: string
  readonly aliases: readonly string[]
  readonly cas: readonly string[]
  readonly critical: string
  /** of table 3 */
  readonly beta: string | null
}
const TABLE = JSON.parse(readFileSync('tests/fixtures/standards/gb18218Table1.json', 'utf8')) as readonly Printed[]
const found = (text: string) => findReferences(text).map(({ no, category }) => no ?? category)

describe('the reference table', () => {
  test('is the 85 chemicals and 24 categories as they are printed', () => {
    expect(REFERENCES.length).toBe(85 + 24)
    for (const { no, critical, beta } of TABLE) {
      const row = REFERENCES.find((one) => one.no === no)
      expect([no, row?.critical, row?.betaFixed ? row.beta : null]).toEqual([
        no,
        Number(critical),
        beta && Number(beta),
      ])
    }
  })
  test('is found by name, every alias, every CAS number and symbol', () => {
    for (const { no, name, aliases, cas } of TABLE)
      for (const text of [name, ...aliases, ...cas]) expect(found(text), text).toContain(no)
    expect(found('w5.3')[0]).toBe('W5.3')
    expect(found('液氯')).toEqual([12])
    expect(found('')).toHaveLength(109)
    expect(found('没有这种')).toEqual([])
  })
})

describe('β', () => {
  const none = { cas: null, category: null, mixture: null, beta: null, betaReason: null }
  test('is never 1 for want of knowing: a chemical without one is refused until it is said, with a reason', () => {
    const gas = { ...none, name: '煤气', reference: 13 }
    expect(settle(gas)).toBe('beta-open')
    expect(settle({ ...gas, beta: 2 })).toBe('beta-reason')
    expect(settle({ ...gas, beta: 0.5, betaReason: '按一氧化碳' })).toBe('beta-open')
    expect(settle({ ...gas, beta: 2, betaReason: '按一氧化碳' })).toMatchObject({ critical: 20, beta: 2 })
  })
  test('of table 3 stands, whatever category or β is given', () => {
    expect(settle({ ...none, name: '氯', reference: 12, category: 'W5.4' })).toMatchObject({ critical: 5, beta: 4 })
    expect(settle({ ...none, name: '氯', reference: 12, beta: 1, betaReason: '经验' })).toBe('beta-fixed')
  })
})
