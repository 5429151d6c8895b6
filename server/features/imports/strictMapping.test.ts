import { describe, expect, test } from 'vitest'
import { IMPORT_FIELDS } from '#core/domain/importFields.ts'
import { strictMapping } from './strictMapping.ts'

describe.each(['enterprises', 'grids'] as const)('a mapping of %s', (capability) => {
  const { required, optional } = IMPORT_FIELDS[capability]
  const named = (fields: readonly string[]) => Object.fromEntries(fields.map((field) => [field, { column: field }]))
  const mapping = (fields: readonly string[]) =>
    strictMapping({ capability, scheme: 'uscc', columns: named(fields), constants: {} })

  test('may name every field that the house lists, and needs those that are required alone', () => {
    const all = mapping([...required, ...optional])
    const read = 'key' in all ? ['key', ...Object.keys(all.columns)] : Object.keys(all.columns)
    expect(read.sort()).toEqual([...required, ...optional].sort())
    expect(mapping(required).capability).toBe(capability)
  })

  test.each(required)('needs %s', (field) => {
    expect(() => mapping(required.filter((one) => one !== field))).toThrow(expect.objectContaining({ code: 'invalid-request' }))
  })

  test('may name no other', () => {
    expect(() => mapping([...required, 'initials'])).toThrow(expect.objectContaining({ code: 'invalid-request' }))
  })
}) // prettier-ignore
