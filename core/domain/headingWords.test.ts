import { expect, test } from 'vitest'
import { headingOf } from './headingWords.ts'
import { IMPORT_FIELDS, type Importable } from './importFields.ts'

test.each(Object.keys(IMPORT_FIELDS) as Importable[])('a field of %s that a file lacks is called as files call it', (capability) => {
  const { required, optional } = IMPORT_FIELDS[capability]
  for (const field of [...required, ...optional]) expect(headingOf(capability, field), field).toMatch(/\p{Script=Han}|^cas/u)
}) // prettier-ignore

test.each([
  ['substances', 'category', '危险性类别'],
  ['substances', 'name', '危险化学品名称'],
  ['risk-points', 'exposure', '暴露频率'],
] as const)('%s: %s is called %s', (capability, field, heading) => {
  expect(headingOf(capability, field)).toBe(heading)
})
