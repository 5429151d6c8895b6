import { z } from 'zod'
import { pageFields } from './filter.ts'
import { Id, IdText, Instant, lineText, linesText, MOST_ID, route } from './route.ts'

const Day = z.iso.date()
const units = z.number().int().min(0).max(9999)
const works = z.number().int().min(0).max(999)

/** Works of a day, as they are pledged and as they are counted. */
export const WORK_COUNTS = ['hotSpecial', 'hotFirst', 'hotSecond', 'confined', 'otherWorks'] as const
const WorkCounts = z.object({
  hotSpecial: works,
  hotFirst: works,
  hotSecond: works,
  confined: works,
  otherWorks: works,
})
export type WorkCounts = z.infer<typeof WorkCounts>
export const TANK_STATES = ['none', 'normal', 'abnormal'] as const

/** What a pledge says 安全承诺公告. */
const PledgeFields = WorkCounts.extend({
  /** 生产装置: all of them, and those that run, stand, are overhauled. */
  units,
  running: units,
  stopped: units,
  overhauled: units,
  /** 试生产; startStop: 开停车; tanks: 罐区. */
  trial: z.boolean(),
  startStop: z.boolean(),
  tanks: z.enum(TANK_STATES),
  judgement: linesText(500),
  promise: linesText(500),
  principal: lineText(80),
})
export type PledgeFields = z.infer<typeof PledgeFields>

export const Pledge = PledgeFields.extend({
  day: Day,
  version: z.number().int(),
  madeAt: Instant,
  changedAt: Instant,
  changedBy: z.string(),
})
export type Pledge = z.infer<typeof Pledge>

/** An enterprise on a day: what it pledged, null where it did not, and the works that are written down for that day. */
export const PledgeRow = z.object({
  enterprise: Id,
  enterpriseName: z.string(),
  /** Has a graded hazard source, and so has to pledge. */
  must: z.boolean(),
  pledge: Pledge.nullable(),
  registered: WorkCounts,
})
export type PledgeRow = z.infer<typeof PledgeRow>

export const pledges = {
  list: route({
    only: ['government', 'department', 'grid', 'enterprise'],
    method: 'GET',
    path: '/pledges',
    summary: 'Pledges of a day of the enterprises in scope: those that have to and did not first, paged by key',
    query: z.object({ ...pageFields, day: Day.optional().describe('of China; today unless given') }),
    response: z.object({
      at: Instant,
      today: Day,
      day: Day,
      total: z.number().int(),
      rows: z.array(PledgeRow),
      next: z.string().nullable(),
    }),
  }),
  read: route({
    only: ['government', 'department', 'grid', 'enterprise'],
    method: 'GET',
    path: '/pledges/:id',
    summary: 'Latest pledges of one enterprise, the newest first, with the works that are written down for today',
    params: z.object({ id: IdText }),
    response: z.object({
      at: Instant,
      today: Day,
      enterprise: Id,
      enterpriseName: z.string(),
      must: z.boolean(),
      registered: WorkCounts,
      rows: z.array(Pledge),
    }),
  }),
  write: route({
    only: ['government', 'enterprise'],
    posts: ['data-steward', 'safety-manager'],
    method: 'PUT',
    path: '/pledges/:id',
    summary: 'Pledge for today, or correct what was pledged today',
    params: z.object({ id: IdText }),
    body: PledgeFields.extend({
      day: Day.describe('today of China; any other is refused'),
      seen: z.number().int().min(0).max(MOST_ID).describe('version as it was read, 0 for a new one; changed since, it is refused'), // prettier-ignore
    }),
    response: Pledge,
  }),
}
