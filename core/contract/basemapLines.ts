import { z } from 'zod'
import { Bbox } from './filter.ts'
import { Position, route } from './route.ts'

/** A road or a coast of the base map, whole and as it is stored: tiles have it cut and rounded. */
export const BasemapLine = z.object({
  kind: z.enum(['road', 'coast']),
  name: z.string().nullable(),
  line: z.array(Position),
})
export type BasemapLine = z.infer<typeof BasemapLine>

export const basemapLines = {
  list: route({
    only: ['government'],
    method: 'GET',
    path: '/basemap-lines',
    summary:
      'Roads and coasts of the base map that pass through a box, main roads first, 500 at most: what a border may follow',
    query: z.object({ box: Bbox.describe('west,south,east,north degrees') }),
    response: z.array(BasemapLine),
  }),
}
