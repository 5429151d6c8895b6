import { z } from 'zod'
import { pageFields } from './filter.ts'
import { Consequence } from './proposals.ts'
import { Id, IdText, Instant, route } from './route.ts'

/** What may happen to an enterprise. `kind` and `act` together name it. */
export const EVENT_KINDS = ['file', 'facts', 'proposal', 'entry', 'hazard', 'inspection'] as const
export const EVENT_ACTS = [
  'opened',
  'changed',
  'merged',
  'proposed',
  'refused',
  'withdrawn',
  'added',
  'dropped',
  'found',
  'closed',
  'inspected',
] as const

/** One thing that happened to an enterprise. */
export const TimelineEvent = z.object({
  at: Instant,
  kind: z.enum(EVENT_KINDS),
  act: z.enum(EVENT_ACTS),
  /** Of the row that tells of it, among events of this kind and act. */
  id: Id,
  /** Who; null where the book does not say. */
  by: z.string().nullable(),
  /** import, person, derived; of hazards and inspections their own kind. */
  source: z.string().nullable(),
  /** Kind of an entry. */
  of: z.string().nullable(),
  /** Name of an entry, description of a hazard, note of a change, reason of a refusal, key that was merged. */
  title: z.string().nullable(),
  /** Fields before and after, by name. */
  fields: z.record(z.string(), z.unknown()).nullable(),
  consequences: z.array(Consequence),
})
export type TimelineEvent = z.infer<typeof TimelineEvent>

export const timelines = {
  list: route({
    method: 'GET',
    path: '/enterprises/:id/timeline',
    summary: 'Everything that happened to an enterprise, latest first, paged by key',
    sensitive: 'enterprise',
    params: z.object({ id: IdText }),
    query: z.object(pageFields),
    response: z.object({ id: Id, events: z.array(TimelineEvent), next: z.string().nullable() }),
  }),
}
