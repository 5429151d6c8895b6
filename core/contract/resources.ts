import { z } from 'zod'
import { RESOURCE_KINDS } from '../domain/resourceKinds.ts'
import { pageFields } from './filter.ts'
import { Id, IdText, lineText, Position, route } from './route.ts'

/** Emergency resource 应急资源: a team, a store, a shelter, and whom to ring for it. */
export const Resource = z.object({
  id: Id,
  kind: z.enum(RESOURCE_KINDS),
  name: z.string(),
  /** The organisation that has it. */
  owner: z.string(),
  /** Where the owner is one of the enterprises in the book. */
  enterprise: Id.nullable(),
  address: z.string().nullable(),
  position: Position.nullable(),
  /** The grid that it stands in, as far as who asks knows that. */
  grid: Id.nullable(),
  contact: z.string().nullable(),
  /** For posts that may know phones; null to all others. */
  phone: z.string().nullable(),
  quantity: z.number().nullable(),
  unit: z.string().nullable(),
  /** Days of China. */
  checkedOn: z.iso.date().nullable(),
  validUntil: z.iso.date().nullable(),
})
export type Resource = z.infer<typeof Resource>

export const resources = {
  list: route({
    method: 'GET',
    path: '/resources',
    sensitive: 'resource',
    summary:
      'Emergency resources in scope, by kind and name, paged by key; one kind, one grid or a part of the name where asked',
    query: z.object({
      kind: z.enum(RESOURCE_KINDS).optional(),
      grid: IdText.optional(),
      search: lineText(80).optional(),
      ...pageFields,
    }),
    response: z.object({ total: z.number().int(), rows: z.array(Resource), next: z.string().nullable() }),
  }),
}
