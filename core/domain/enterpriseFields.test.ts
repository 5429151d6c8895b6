import { describe, expect, test } from 'vitest'
import { ENTERPRISE_FIELDS, FIELD_RULES, fieldsOf, mayDo } from './enterpriseFields.ts'
import { POST_KINDS } from './posts.ts'

describe('fields of an enterprise', () => {
  test('the data steward changes every one at once, and nobody else any but how the enterprise is reached', () => {
    expect(fieldsOf('data-steward', 'write')).toEqual(ENTERPRISE_FIELDS)
    expect(fieldsOf('safety-manager', 'write')).toEqual(['safetyManager', 'safetyManagerPhone'])
    for (const post of POST_KINDS.filter((kind) => !['data-steward', 'safety-manager'].includes(kind)))
      expect(fieldsOf(post, 'write'), post).toEqual([])
  })

  test('whatever the enterprise may not write it may propose', () => {
    const direct = fieldsOf('safety-manager', 'write')
    expect(fieldsOf('safety-manager', 'propose')).toEqual(ENTERPRISE_FIELDS.filter((field) => !direct.includes(field)))
    for (const post of POST_KINDS.filter((kind) => kind !== 'safety-manager'))
      expect(fieldsOf(post, 'propose'), post).toEqual([])
  })

  test('what is proposed somebody may accept, and never the post that proposes', () => {
    for (const field of ENTERPRISE_FIELDS) {
      const { propose, accept } = FIELD_RULES[field]
      expect(accept.length > 0, field).toBe(propose.length > 0)
      expect(accept, field).not.toContain('safety-manager')
    }
    expect(fieldsOf('grid-chief', 'accept')).toEqual(['staff', 'crowded', 'address', 'place', 'position', 'footprint'])
    expect(fieldsOf('leader', 'accept')).toEqual([])
  })

  test('several fields are taken by whoever may each of them', () => {
    expect(mayDo('department-officer', 'accept', ['industry', 'staff'])).toBe(true)
    expect(mayDo('department-officer', 'accept', ['industry', 'position'])).toBe(false)
    expect(mayDo('data-steward', 'write', [])).toBe(false)
    expect(mayDo(undefined, 'write', ['staff'])).toBe(false)
  })
})
