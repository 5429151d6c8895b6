import { z } from 'zod'
import { HAZARD_STATES } from '../domain/hazardStates.ts'
import { MOST_OPEN_DAYS } from '../domain/inspections.ts'
import { filterFields, pageFields } from './filter.ts'
import { Id, Instant, route } from './route.ts'

/** What inspections leave over 遗留: a finding past its day, advice past its day, an enterprise of a plan not visited, a visit not finished. */
export const LEFT_OVER = ['finding', 'advice', 'target', 'open'] as const

/** One thing left over: what, where, since when, and who has it. */
export const Leftover = z.object({
  about: z.enum(LEFT_OVER),
  /** Of the hazard, the record, the target or the inspection. */
  id: Id,
  enterprise: Id,
  enterpriseName: z.string(),
  /** What was found or advised, or the name of the plan; null of a visit that is not finished. */
  text: z.string().nullable(),
  /** Who has it: who rectifies, follows up, visits or inspects; null where nobody was named. */
  named: z.string().nullable(),
  /** The moment from which it is left over. */
  since: Instant,
  /** The inspection, where there is one of its own page. */
  request: z.uuid().nullable(),
  hazard: Id.nullable(),
  hazardState: z.enum(HAZARD_STATES).nullable(),
  plan: Id.nullable(),
})
export type Leftover = z.infer<typeof Leftover>

export const inspectionLeftovers = {
  list: route({
    only: ['government', 'department', 'grid', 'enterprise', 'expert'],
    method: 'GET',
    path: '/inspection-leftovers',
    summary: `What inspections leave over in scope and filter: findings not closed by their day, advice not done by its day, enterprises of a plan not visited by its last day, visits not finished after ${MOST_OPEN_DAYS} days; what stands longest first, paged by key`,
    query: z.object({
      ...filterFields,
      ...pageFields,
      about: z.enum(LEFT_OVER).optional().describe('of this kind alone'),
      ahead: z.literal('1').optional().describe('advice that is not done yet also before its day'),
      own: z.literal('1').optional().describe('of the inspections, and the advice, of whoever asks'),
    }),
    response: z.object({ rows: z.array(Leftover), next: z.string().nullable() }),
  }),
}
