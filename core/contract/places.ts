import { z } from 'zod'
import { Id, Position, route } from './route.ts'

/** Park 园区 or tower 楼宇, supervised as one, or a named industrial block 街坊. */
export const Place = z.object({
  id: Id,
  kind: z.enum(['park', 'tower', 'block']),
  name: z.string(),
  grid: Id.nullable(),
  /** A point inside. */
  centre: Position,
})
export type Place = z.infer<typeof Place>

export const places = {
  list: route({
    method: 'GET',
    path: '/places',
    wall: true,
    summary: 'Parks, towers and blocks in scope, by kind and name',
    response: z.array(Place),
  }),
}
