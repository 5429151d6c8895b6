import { z } from 'zod'
import { filterFields } from './filter.ts'
import { route } from './route.ts'

/** How many enterprises each value of a condition would leave, the other conditions kept. */
const Facet = z.array(z.object({ value: z.string(), count: z.number().int() }))

export const FACETS = ['class', 'risk', 'industry', 'department', 'grid', 'sourceLevel', 'overdue', 'dueSoon'] as const
export type FacetName = (typeof FACETS)[number]

export const Facets = z.object({
  /** Enterprises of scope and the whole filter. */
  total: z.number().int(),
  facets: z.record(z.enum(FACETS), Facet),
  /** Without each condition in force: how many would appear, so that an empty map can say what is in the way. */
  without: z.array(z.object({ field: z.string(), count: z.number().int() })),
  version: z.number().int(),
})
export type Facets = z.infer<typeof Facets>

export const facets = {
  read: route({
    method: 'GET',
    path: '/facets',
    summary: 'Counts for each choice of each filter, under the other filters',
    query: z.object(filterFields),
    response: Facets,
  }),
}
