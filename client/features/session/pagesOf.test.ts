import { expect, test } from 'vitest'
import { POSTS, type PostKind } from '#core/domain/posts.ts'
import { pagesOf, usesField } from './pagesOf.ts'

const paths = (...asked: Parameters<typeof pagesOf>) => pagesOf(...asked).map(({ to }) => to)

test.each([
  ['a data steward', 'data-steward', true],
  ['a demo identity of the government', undefined, true],
  ['a leader', 'leader', false],
  ['a duty officer', 'duty-officer', false],
] as const)('%s finds imports: %s', (_who, worn, found) => {
  expect(paths('government', worn).includes('/imports')).toBe(found)
  expect(paths('government', worn)).toContain('/scenes')
})

test('nobody else does', () => {
  for (const role of ['department', 'grid', 'enterprise', 'expert', 'system', 'security', 'audit', 'public'] as const)
    expect(paths(role)).not.toContain('/imports')
  expect(paths(undefined)).toEqual([])
})

test('the phone app is for whoever inspects or reports on the spot, and for nobody else', () => {
  const found = (Object.keys(POSTS) as PostKind[]).filter((post) => usesField(POSTS[post].scope, post))
  expect(found.sort()).toEqual(
    ['department-officer', 'duty-officer', 'expert', 'grid-chief', 'grid-worker', 'leader', 'safety-manager', 'worker'],
  ) // prettier-ignore
  for (const role of ['government', 'grid', 'enterprise'] as const) expect(usesField(role)).toBe(true)
  for (const role of ['system', 'security', 'audit', 'public', 'wall', undefined] as const)
    expect(usesField(role)).toBe(false)
})
