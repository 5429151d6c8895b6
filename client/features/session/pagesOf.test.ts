import { expect, test } from 'vitest'
import { pagesOf } from './pagesOf.ts'

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
