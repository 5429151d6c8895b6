import { describe, expect, test } from 'vitest'
import { readIndustry, FIELD_KINDS } from './fields.ts'
import { HAZARD_SOURCES, HAZARD_STATES, INSPECTION_KINDS, OFFICES } from './kinds/words.ts'
import { KIND_OF } from './kinds/kinds.ts'
import { RULES } from './rules.ts'

describe('what to write instead is said', () => {
  test.each([
    ['office', OFFICES],
    ['inspection-kind', INSPECTION_KINDS],
    ['hazard-source', HAZARD_SOURCES],
    ['hazard-state', HAZARD_STATES],
  ])('%s: every value that is allowed', (rule, words) => {
    for (const value of Object.keys(words)) {
      expect(RULES[rule]?.remedyZh).toContain(value)
      expect(RULES[rule]?.remedyEn).toContain(value)
    }
  })

  test('by a rule of its own for each field', () => {
    const broken = (read: object) => ('rule' in read ? read.rule : read)
    expect(broken(FIELD_KINDS.status.read('吊销'))).toBe('status')
    expect(broken(FIELD_KINDS.crowded.read('也许'))).toBe('flag')
    expect(broken(FIELD_KINDS.standardization.read('四级'))).toBe('standardization')
    expect(broken(FIELD_KINDS.staff.read('1,200'))).toBe('whole-number')
    expect(broken(FIELD_KINDS.staff.read('3.5'))).toBe('whole-number')
    expect(broken(FIELD_KINDS.staff.read('-5'))).toBe('whole-range')
    expect(broken(KIND_OF.hazards.fields['major']!.read('较大', 0))).toBe('hazard-level')
    expect(broken(readIndustry('Z9'))).toBe('industry')
  })

  test('and what people write for the same is taken', () => {
    expect(FIELD_KINDS.status.read('存续')).toEqual({ value: 'active' })
    expect(FIELD_KINDS.standardization.read('三级')).toEqual({ value: 3 })
    expect(FIELD_KINDS.staff.read('１０')).toEqual({ value: 10 })
    expect(FIELD_KINDS.crowded.read('√')).toEqual({ value: true })
  })
})
