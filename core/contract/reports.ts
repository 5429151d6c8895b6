import { z } from 'zod'
import { PERIOD, REPORT_MEASURES, REPORT_POSTS, REPORT_SECTIONS } from '../domain/reports.ts'
import { pageFields } from './filter.ts'
import { HAZARD_STATES } from '../domain/hazardStates.ts'
import { HAZARD_SOURCES } from './hazards.ts'
import { Id, IdText, Instant, lineText, route, wholeText } from './route.ts'

const Period = z.string().regex(PERIOD).describe('a year, YYYY, or a quarter of it, YYYY-Q1 to YYYY-Q4')
const Hash = z.string().regex(/^[0-9a-f]{64}$/)
const Day = z.iso.date()

export const REPORT_STATES = ['draft', 'signed', 'superseded'] as const
/** A report, without what it counts. */
export const ReportHead = z.object({
  id: Id,
  period: Period,
  state: z.enum(REPORT_STATES),
  /** The signed report that it corrects, and why. */
  supersedes: Id.nullable(),
  reason: z.string().nullable(),
  preparedBy: z.string(),
  /** The moment at which the book was counted. */
  preparedAt: Instant,
  signedBy: z.string().nullable(),
  signedAt: Instant.nullable(),
  /** SHA-256 of the content; docs/reports.md has its form. */
  hash: Hash,
  /** Whether whoever asks may sign it, which who prepared it may not. */
  maySign: z.boolean(),
})
export type ReportHead = z.infer<typeof ReportHead>

/** A period of the year that is looked at, and what there is of it. */
export const ReportPeriod = z.object({
  period: Period,
  /** First moment after it. */
  endsAt: Instant,
  /** Last day on which its report is in time. */
  dueOn: Day,
  isOver: z.boolean(),
  /** Whole days after the due day until its first signature, or until now where there is none; 0 where that is in time. */
  daysLate: z.number().int(),
  /** Latest first: the draft, what is signed, what that superseded. */
  reports: z.array(ReportHead),
})
export type ReportPeriod = z.infer<typeof ReportPeriod>

export const ReportFigure = z.object({
  section: z.enum([...REPORT_SECTIONS, 'previous', 'year-before']),
  /** level: general, major; industry: section letter, - for none; grid, department: id, 0 for none; of other periods: empty for all, or a level. */
  key: z.string(),
  /** Name of the grid or department, as it was then. */
  label: z.string(),
  measure: z.enum(REPORT_MEASURES),
  value: z.number().int(),
})
export type ReportFigure = z.infer<typeof ReportFigure>

/** A hazard as it stood at the end of the period. */
export const ReportRow = z.object({
  id: Id,
  enterprise: Id,
  enterpriseName: z.string(),
  description: z.string(),
  major: z.boolean(),
  source: z.enum(HAZARD_SOURCES),
  industry: z.string().nullable(),
  grid: Id.nullable(),
  department: Id.nullable(),
  foundAt: Instant,
  dueAt: Instant,
  /** Null where it was open. */
  closedAt: Instant.nullable(),
  /** Null where it was open and the book was told of it only once it had been closed. */
  state: z.enum(HAZARD_STATES).nullable(),
  overdue: z.boolean(),
})
export type ReportRow = z.infer<typeof ReportRow>

/** A whole report: its figures, and its major hazards one by one. */
export const Report = ReportHead.extend({
  endsAt: Instant,
  dueOn: Day,
  rule: z.string(),
  /** Data version of each layer that it was counted from. */
  versions: z.record(z.string(), z.number().int()),
  /** The signed reports that the other periods are from; null where they were counted with this one. */
  previous: Id.nullable(),
  yearBefore: Id.nullable(),
  /** The reports of these periods that are signed by now. */
  signedBefore: Id.nullable(),
  signedYearBefore: Id.nullable(),
  /** The one that corrected it. */
  supersededBy: Id.nullable(),
  figures: z.array(ReportFigure),
  majors: z.array(ReportRow),
})
export type Report = z.infer<typeof Report>

/** Which rows: those of one figure. */
export const figureFields = {
  section: z.enum(REPORT_SECTIONS).default('total'),
  key: z.string().regex(/^([a-z]{0,8}|[A-T]|-|0|[1-9][0-9]{0,9})$/).default(''),
  measure: z.enum(REPORT_MEASURES),
} // prettier-ignore

const one = z.object({ id: IdText })
const government = { only: ['government'] } as const
const preparers = { only: ['government'], posts: REPORT_POSTS.prepare } as const
const signers = { only: ['government'], posts: REPORT_POSTS.sign } as const

export const reports = {
  list: route({
    ...government,
    method: 'GET',
    path: '/reports',
    summary: 'The quarters of a year and the year itself: when each report is due, how late it is, and what there is of it', // prettier-ignore
    query: z.object({ year: wholeText(2000, 2099).optional() }),
    response: z.object({
      at: Instant,
      year: z.number().int(),
      /** Years of which the book knows hazards, latest first. */
      years: z.array(z.number().int()),
      periods: z.array(ReportPeriod),
    }),
  }),
  read: route({
    ...government,
    method: 'GET',
    path: '/reports/:id',
    summary: 'A report with its figures and its major hazards, as it was frozen',
    params: one,
    response: Report,
  }),
  rows: route({
    ...government,
    method: 'GET',
    path: '/reports/:id/rows',
    summary: 'Exactly the hazards that one figure of a report counts, as they stood then, latest id first, paged by key', // prettier-ignore
    params: one,
    query: z.object({ ...pageFields, ...figureFields }),
    response: z.object({ total: z.number().int(), rows: z.array(ReportRow), next: z.string().nullable() }),
  }),
  prepare: route({
    ...preparers,
    method: 'POST',
    path: '/reports',
    summary: 'Count a period that is over into a draft, or count its draft anew; what is signed is corrected with a reason', // prettier-ignore
    body: z.object({ period: Period, reason: lineText(400).optional() }),
    response: ReportHead,
  }),
  sign: route({
    ...signers,
    method: 'POST',
    path: '/reports/:id/signature',
    summary: 'Sign a draft that somebody else prepared, by the hash of what was seen; it never changes from then on',
    params: one,
    body: z.object({ hash: Hash }),
    response: ReportHead,
  }),
  drop: route({
    ...preparers,
    method: 'DELETE',
    path: '/reports/:id',
    summary: 'Throw a draft away',
    params: one,
    response: z.object({ done: z.boolean() }),
  }),
}
