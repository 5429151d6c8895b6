import { expect, test } from 'vitest'
import { ImportMapping } from '#core/contract/importShapes.ts'
import { type Draft, draftOf, isSame, keepDraft, readDraft } from './draft.ts'

const mapping = ImportMapping.parse({
  capability: 'grids',
  columns: { code: { column: '编码' }, name: { column: '名称' } },
})

function storage() {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}

test('a file that was never read is taken for one of enterprises, and its datum for nothing', () => {
  expect(draftOf({ mapping: null, datum: null, sheet: null, encoding: null })).toEqual({ capability: 'enterprises' })
})

test('a file that was read is as it was read', () => {
  expect(draftOf({ mapping, datum: 'gcj02', sheet: '名单', encoding: 'gb18030' })).toEqual({
    capability: 'grids',
    mapping,
    datum: 'gcj02',
    sheet: '名单',
    encoding: 'gb18030',
  })
})

test('a draft is kept for its own file, until it is forgotten', () => {
  const here = storage()
  const draft: Draft = { capability: 'grids', mapping, datum: 'bd09' }
  keepDraft(3, draft, here)
  expect(readDraft(3, here)).toEqual(draft)
  expect(readDraft(4, here)).toBeUndefined()
  keepDraft(3, undefined, here)
  expect(readDraft(3, here)).toBeUndefined()
})

test.each(['{', '{"capability":"bridges"}', '[]'])('a draft that says %s is none', (text) => {
  expect(readDraft(3, { getItem: () => text })).toBeUndefined()
})

test('the same choices written in another order are the same, other ones are not', () => {
  const { code, name } = mapping.columns
  const turned = { ...mapping, columns: { name: name!, code: code! } }
  expect(isSame({ capability: 'grids', mapping }, { mapping: turned, capability: 'grids', datum: undefined })).toBe(
    true,
  )
  expect(isSame({ capability: 'grids', mapping }, { capability: 'grids', mapping, datum: 'wgs84' })).toBe(false)
})
