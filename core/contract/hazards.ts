import { z } from 'zod'
import { filterFields, pageFields } from './filter.ts'
import { Id, IdText, Instant, linesText, MOST_ID, route } from './route.ts'
import { HAZARD_STATES } from '../domain/hazardStates.ts'
import type { Role } from '#core/domain/roles.ts'

export const HAZARD_SOURCES = ['self', 'patrol', 'enforcement', 'expert', 'third-party', 'report', 'sensor'] as const
type Source = (typeof HAZARD_SOURCES)[number]

const OFFICIAL = ['patrol', 'enforcement', 'expert', 'third-party', 'report'] as const
/**
 * Which sources each role may report by hand, so that nobody forges the word of another. Nobody reports for a sensor.
 * The policy `report` of the table hazard holds the same.
 */
export const REPORTABLE_SOURCES: Readonly<Record<Role, readonly Source[]>> = {
  government: OFFICIAL,
  department: OFFICIAL,
  grid: ['patrol', 'report'],
  enterprise: ['self'],
  expert: ['expert'],
  system: [],
  security: [],
  audit: [],
  wall: [],
  public: [],
}
/** Days from finding to due time at most: a year, also where it is a leap year. */
export const MOST_DUE_DAYS = 366

export const HazardRow = z.object({
  id: Id,
  enterprise: Id,
  enterpriseName: z.string(),
  source: z.enum(HAZARD_SOURCES),
  major: z.boolean(),
  state: z.enum(HAZARD_STATES),
  description: z.string(),
  foundAt: Instant,
  dueAt: Instant,
  closedAt: Instant.nullable(),
  /** Derived by the server's clock: past due and neither closed nor voided. */
  overdue: z.boolean(),
  /** Whole days past due, at least 1; null where not overdue. */
  overdueDays: z.number().int().nullable(),
})
export type HazardRow = z.infer<typeof HazardRow>

export const NewHazard = z.object({
  /** The caller's own id of this report: sent twice it makes one hazard. */
  request: z.uuid(),
  enterprise: Id.max(MOST_ID),
  source: z
    .enum(HAZARD_SOURCES)
    .describe('what the role may report: enterprise self; grid patrol, report; nobody sensor'),
  major: z.boolean().default(false),
  description: linesText(500),
  dueAt: Instant.describe(`after now, at most ${MOST_DUE_DAYS} days`),
})

export const hazards = {
  list: route({
    method: 'GET',
    path: '/hazards',
    summary: 'Hazards of the enterprises in scope and filter, latest first, paged by key',
    query: z.object({ ...filterFields, ...pageFields, enterprise: IdText.optional() }),
    response: z.object({ total: z.number().int(), rows: z.array(HazardRow), next: z.string().nullable() }),
  }),
  report: route({
    method: 'POST',
    path: '/hazards',
    summary: 'Report a hazard found now; the same request again answers with the hazard it made',
    body: NewHazard,
    response: HazardRow,
  }),
}
