import { z } from 'zod'
import { Id, lineText, Position, route } from './route.ts'

/** Rows that one answer holds at most. */
export const MOST_DISCLOSED = 200

/** What anybody may know: red and orange enterprises, major hazard sources, and who answers for these. */
export const Disclosed = z.object({
  kind: z.enum(['enterprise', 'hazard-source']),
  id: Id,
  name: z.string(),
  /** Of a hazard source: whose it is; null where that is not disclosed. */
  enterprise: z.string().nullable(),
  /** Risk colour of an enterprise (1 重大, 2 较大), level of a hazard source (1 to 4). */
  level: z.number().int().min(1).max(4),
  /** Who answers for a hazard source 主要负责人; null where nobody is named. */
  principal: z.string().nullable(),
  /** null where it is not disclosed, as of guarded stores. */
  position: Position.nullable(),
})
export type Disclosed = z.infer<typeof Disclosed>

export const disclosures = {
  list: route({
    method: 'GET',
    path: '/disclosures',
    summary: 'What is disclosed to the public, worst first; the same for whoever asks',
    disclosed: true,
    query: z.object({ text: lineText(60).optional().describe('part of the name') }),
    response: z.object({
      district: z.string().nullable(),
      demo: z.boolean(),
      total: z.number().int(),
      rows: z.array(Disclosed),
    }),
  }),
}
