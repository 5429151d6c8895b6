import { expect, test } from 'vitest'
import type { Checklist } from '#core/contract/inspections.ts'
import { fittingLists, nearestList } from './fitting.ts'

const list = (id: number, industry: string | null): Checklist => ({ id, name: `表${id}`, version: 1, industry, source: '', state: 'in-force', madeAt: '2026-06-01T00:00:00.000Z', madeBy: '样板', items: [] }) // prettier-ignore
const ALL = [list(1, null), list(2, 'C'), list(3, 'C26'), list(4, 'H')]

test('the checklists of an industry come before those of all, the nearest first', () => {
  expect(fittingLists(ALL, 'C2614').map(({ id }) => id)).toEqual([3, 2, 1])
  expect(fittingLists(ALL, 'G59').map(({ id }) => id)).toEqual([1])
  expect(fittingLists(ALL, null).map(({ id }) => id)).toEqual([1])
})

test.each([
  ['C2614', 3],
  ['C1713', 2],
  ['H61', 4],
  ['G59', 1],
  [null, 1],
])('an enterprise of industry %s is inspected by list %d', (industry, id) =>
  expect(nearestList(ALL, industry)?.id).toBe(id),
)

test('of two that fit equally well a person chooses, and of none nobody', () => {
  expect(nearestList([...ALL, list(5, 'C26')], 'C26')).toBeUndefined()
  expect(nearestList([list(1, null), list(6, null)], 'G59')).toBeUndefined()
  expect(nearestList([list(4, 'H')], 'G59')).toBeUndefined()
})
