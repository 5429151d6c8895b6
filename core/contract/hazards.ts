import { z } from 'zod'
import { MOST_ACCURACY_M } from './documents.ts'
import { filterFields, pageFields } from './filter.ts'
import { Id, IdText, Instant, linesText, MOST_ID, route } from './route.ts'
import { HAZARD_RIGHTS, type Turn } from '../domain/hazardActs.ts'
import { HAZARD_KINDS } from '../domain/hazardKinds.ts'
import { HAZARD_STATES } from '../domain/hazardStates.ts'
import type { PostKind } from '../domain/posts.ts'
import { HazardDeed, hazardFileFields } from './hazardLoop.ts'
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
  /** Null until it is verified. */
  kind: z.enum(HAZARD_KINDS).nullable(),
  state: z.enum(HAZARD_STATES),
  /** Whose turn it is: the enterprise's, the supervisor's, or of either where the enterprise found it itself; null where it is nobody's any more. */
  turn: z.enum(['enterprise', 'supervisor', 'either'] satisfies (Turn | 'either')[]).nullable(),
  /** Events of its log: what has to be seen before one acts. */
  events: z.number().int(),
  description: z.string(),
  foundAt: Instant,
  dueAt: Instant,
  closedAt: Instant.nullable(),
  /** The last dispatch, and the last submission or fixing on the spot, of its log. */
  dispatchedAt: Instant.nullable(),
  submittedAt: Instant.nullable(),
  /** Derived by the server's clock: past due and neither closed nor voided. */
  overdue: z.boolean(),
  /** Whole days past due, at least 1; null where not overdue. */
  overdueDays: z.number().int().nullable(),
})
export type HazardRow = z.infer<typeof HazardRow>
/** One hazard whole, with its log. */
export const HazardFile = HazardRow.extend(hazardFileFields)
export type HazardFile = z.infer<typeof HazardFile>

/** Days from finding to sending at most, for a phone that was offline. */
export const MOST_OFFLINE_DAYS = 31

/** Where a device says that it was. */
const FoundPosition = z.object({
  lng: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
  accuracyM: z.number().min(0).max(MOST_ACCURACY_M).describe('radius around it, metres'),
})
const BOTH_CLOCKS =
  '发现时间和发送时间须同时给出，取自同一时钟。\nfoundAt and sentAt go together, both by the same clock.'

export const NewHazard = z
  .strictObject({
    /** The caller's own id of this report: sent twice it makes one hazard. */
    request: z.uuid(),
    enterprise: Id.max(MOST_ID),
    source: z
      .enum(HAZARD_SOURCES)
      .describe('what the role may report: enterprise self; grid patrol, report; nobody sensor'),
    major: z.boolean().default(false),
    description: linesText(500),
    dueAt: Instant.describe(
      `after now, at most ${MOST_DUE_DAYS} days; with foundAt after that, by the same clock, and it may have passed`,
    ),
    /**
     * When it was found, and when this attempt to report it is sent, both by the clock of the device: it is kept as found as long ago as lies
     * between them, however wrong that clock is. A later attempt has a later `sentAt`.
     */
    foundAt: Instant.optional().describe(`before sentAt, at most ${MOST_OFFLINE_DAYS} days`),
    sentAt: Instant.optional().describe('now, by the clock of the device; with foundAt alone'),
    position: FoundPosition.optional().describe('where the device was when it was found'),
    inspection: z
      .uuid()
      .optional()
      .describe('the inspection that found it, by its request: one’s own, of this enterprise'),
    checklistItem: Id.max(MOST_ID).optional().describe('the item of its checklist that was wrong'),
  })
  .refine(({ foundAt, sentAt }) => (foundAt === undefined) === (sentAt === undefined), {
    path: ['sentAt'],
    message: BOTH_CLOCKS,
  })

const oneHazard = z.object({ id: IdText })

export const hazards = {
  list: route({
    method: 'GET',
    path: '/hazards',
    summary:
      'Hazards of the enterprises in scope and filter, latest first, paged by key; of one state or turn where asked',
    query: z.object({
      ...filterFields,
      ...pageFields,
      enterprise: IdText.optional(),
      state: z.enum(HAZARD_STATES).optional().describe('in this state alone'),
      turn: z
        .enum(['enterprise', 'supervisor', 'anyone'])
        .optional()
        .describe('open ones whose turn it is, those of either among them; anyone: all that are open'),
      grade: z.enum(['general', 'major']).optional().describe('of this grade alone'),
      late: z.literal('1').optional().describe('past due and still open'),
      order: z.enum(['found', 'due']).default('found').describe('found: latest first; due: the soonest due first'),
    }),
    response: z.object({ total: z.number().int(), rows: z.array(HazardRow), next: z.string().nullable() }),
  }),
  report: route({
    method: 'POST',
    path: '/hazards',
    summary:
      'Report a hazard found now, or found while offline; the same request again answers with the hazard it made',
    body: NewHazard,
    response: HazardRow,
  }),
  read: route({
    method: 'GET',
    path: '/hazards/:id',
    summary: 'One hazard with its log, its clocks, and what whoever asks may do to it now',
    params: oneHazard,
    response: HazardFile,
  }),
  act: route({
    only: ['government', 'department', 'grid', 'enterprise'],
    posts: Object.keys(HAZARD_RIGHTS) as PostKind[],
    method: 'POST',
    path: '/hazards/:id/events',
    summary:
      'Do an act of the loop to a hazard: it is added to its log, or refused with the reason and nothing is written',
    params: oneHazard,
    body: HazardDeed,
    response: HazardFile,
  }),
}
