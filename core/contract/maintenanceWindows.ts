import { z } from 'zod'
import type { PostKind } from '../domain/posts.ts'
import { filterFields, pageFields } from './filter.ts'
import { Id, IdText, Instant, linesText, MOST_ID, route } from './route.ts'

/** Longest maintenance that is announced at once, days. */
export const MOST_MAINTENANCE_DAYS = 30
/** Who announces maintenance: the district, and the enterprise its own. */
const POSTS: readonly PostKind[] = ['leader', 'duty-officer', 'safety-manager']

/** A time in which alarms of a source or sensor are recorded but do not call 检修. */
export const MaintenanceWindow = z.object({
  id: Id,
  enterprise: Id,
  enterpriseName: z.string(),
  source: Id,
  sourceName: z.string(),
  /** Null where it is the whole source. */
  sensor: Id.nullable(),
  sensorCode: z.string().nullable(),
  from: Instant,
  until: Instant,
  reason: z.string(),
  person: z.string(),
  /** Alarms that were raised within it. */
  alarms: z.number().int(),
})
export type MaintenanceWindow = z.infer<typeof MaintenanceWindow>

export const maintenanceWindows = {
  list: route({
    only: ['government', 'department', 'grid', 'enterprise', 'expert'],
    method: 'GET',
    path: '/maintenance-windows',
    summary: 'Maintenance windows of the enterprises in scope and filter, the latest end first, paged by key',
    query: z.object({
      ...filterFields,
      ...pageFields,
      enterprise: IdText.optional(),
      source: IdText.optional().describe('hazard source'),
      ahead: z.literal('1').optional().describe('those that have not ended'),
    }),
    response: z.object({ total: z.number().int(), rows: z.array(MaintenanceWindow), next: z.string().nullable() }),
  }),
  add: route({
    only: ['government', 'enterprise'],
    posts: POSTS,
    method: 'POST',
    path: '/maintenance-windows',
    summary: 'Announce maintenance of a source or of one of its sensors; the same request again answers with the one it made', // prettier-ignore
    body: z.strictObject({
      request: z.uuid(),
      source: Id.max(MOST_ID),
      sensor: Id.max(MOST_ID).optional().describe('one sensor of the source; without it all of them'),
      from: Instant.optional().describe('now unless given; not before now'),
      until: Instant.describe(`after from, at most ${MOST_MAINTENANCE_DAYS} days`),
      reason: linesText(300),
    }),
    response: MaintenanceWindow,
  }),
  end: route({
    only: ['government', 'enterprise'],
    posts: POSTS,
    method: 'POST',
    path: '/maintenance-windows/:id/end',
    summary: 'End a maintenance window now; one that has not begun is called off',
    params: z.object({ id: IdText }),
    body: z.strictObject({ seen: Instant.describe('`until` as it was read') }),
    response: MaintenanceWindow,
  }),
}
