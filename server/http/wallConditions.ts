import { filterKey } from '#core/contract/conditions.ts'
import { type Filter, FILTER_FIELDS } from '#core/contract/filter.ts'
import type { Route } from '#core/contract/route.ts'
import type { Actor } from '../db/actor.ts'
import { problem } from './problems.ts'

const WORDS = [
  '大屏只可读取其场景的数据；此筛选条件不属于它的任何场景。',
  'A wall reads only what its scenes show: none of them has these conditions.',
] as const

/** Refuses to a wall what none of its scenes shows. @throws Problem not-allowed */
export function refuseOtherConditions({ role, conditions = [] }: Actor, filter: Filter): void {
  if (role === 'wall' && !conditions.includes(filterKey(filter))) throw problem('not-allowed', WORDS)
}

/** The filter that a route was asked with; undefined where it takes none. */
export function filterAsked({ query }: Route, asked: unknown): Filter | undefined {
  if (!query || !FILTER_FIELDS.every((field) => field in query.shape)) return undefined
  const given = asked as Record<string, unknown>
  return Object.fromEntries(FILTER_FIELDS.map((field) => [field, given[field]])) as Filter
}
