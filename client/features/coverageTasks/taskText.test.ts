import { expect, test } from 'vitest'
import { leftText, ownerKey, ownerOf, ownerText } from './taskText.ts'

const t = (key: string, values: Record<string, string | number> = {}) => `${key} ${Object.values(values).join()}`.trim()

test('days are left, over, or it is the day itself', () => {
  expect([5, 0, -3].map((days) => leftText(days, t))).toEqual(['coverageTasks.left.days 5', 'coverageTasks.left.today', 'coverageTasks.left.late 3']) // prettier-ignore
})

test('an owner is the same there and back, and none is none', () => {
  for (const owner of [
    { desk: 'government', id: null },
    { desk: 'department', id: 3 },
    { desk: 'grid', id: 19 },
  ] as const)
    expect(ownerOf(ownerKey(owner))).toEqual(owner)
  for (const key of ['', 'department', 'wall-3']) expect(ownerOf(key)).toBeUndefined()
})

test('the government is called so whatever its name, and so is an owner without a name', () => {
  const name = (of: string) => `<${of}>`
  expect(ownerText({ desk: 'government', id: null, name: '高新区' }, t, name)).toBe('coverageTasks.government')
  expect(ownerText({ desk: 'grid', id: 1, name: '' }, t, name)).toBe('coverageTasks.government')
  expect(ownerText({ desk: 'grid', id: 1, name: '一号' }, t, name)).toBe('<一号>')
})
