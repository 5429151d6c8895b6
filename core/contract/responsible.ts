import { z } from 'zod'
import { SOURCE_OFFICES } from '../domain/responsible.ts'
import { Id, IdText, Instant, lineText, linesText, MOST_ID, route } from './route.ts'

const Day = z.iso.date()

/** Somebody who answers or answered for a source, in one office. */
const ResponsiblePerson = z.object({
  id: Id,
  person: z.string(),
  /** For posts that may know phones; null to all others. */
  phone: z.string().nullable(),
  /** First day in office; null where nobody knows. */
  fromOn: Day.nullable(),
  /** First day no longer in office; null while in office. */
  untilOn: Day.nullable(),
})

/** A check that was made, and whether it kept its day. */
const ResponsibleCheck = z.object({
  id: Id,
  person: z.string(),
  doneOn: Day,
  /** Last day on which it would have been in time; null where nobody held the office before. */
  dueOn: Day.nullable(),
  late: z.boolean(),
  note: z.string(),
  /** The hazard that it found. */
  hazard: Id.nullable(),
  madeAt: Instant,
  madeBy: z.string(),
})

/** One of the three offices of a source 包保责任人: who is in it, and how its checks are kept. */
export const SourceOffice = z.object({
  office: z.enum(SOURCE_OFFICES),
  present: ResponsiblePerson.nullable(),
  former: z.array(ResponsiblePerson),
  /** The latest checks, the newest first. */
  checks: z.array(ResponsibleCheck),
  /** Last day of the next check; null where nobody ever held the office, or the source is not graded. */
  dueOn: Day.nullable(),
  late: z.boolean(),
})
export type SourceOffice = z.infer<typeof SourceOffice>

/** Dates of a source: registered 登记, filed 备案, cancelled 核销, and its assessments 评估. */
export const SourceFiling = z.object({
  registeredOn: Day.nullable(),
  assessedOn: Day.nullable(),
  /** Last day of the next assessment, three years on. */
  assessmentDueOn: Day.nullable(),
  filedOn: Day.nullable(),
  filingNumber: z.string().nullable(),
  /** Last day to file after the latest assessment; null where it is filed, or nothing asks for it. */
  filingDueOn: Day.nullable(),
  cancelledOn: Day.nullable(),
  cancelReason: z.string().nullable(),
  /** 0 while none of it was written down. */
  version: z.number().int(),
})
export type SourceFiling = z.infer<typeof SourceFiling>

/** Who answers for one hazard source. */
export const Responsible = z.object({
  /** Of the source. */
  id: Id,
  enterprise: Id,
  /** Has a level: no checks are due of what is no major hazard source. */
  graded: z.boolean(),
  at: Instant,
  today: Day,
  offices: z.array(SourceOffice),
  filing: SourceFiling,
  /** Whether whoever asks may write here. */
  writes: z.boolean(),
})
export type Responsible = z.infer<typeof Responsible>

const read = { only: ['government', 'department', 'grid', 'enterprise', 'expert'] } as const
const kept = { only: ['government', 'enterprise'], posts: ['data-steward', 'safety-manager'] } as const
const params = z.object({ id: IdText })

export const responsible = {
  read: route({
    ...read,
    method: 'GET',
    path: '/hazard-sources/:id/responsible',
    summary: 'Who answers for a hazard source, with their checks, kept or late, and the dates of the source',
    params,
    response: Responsible,
    sensitive: 'hazard_source',
  }),
  appoint: route({
    ...kept,
    method: 'PUT',
    path: '/hazard-sources/:id/responsible/:office',
    summary: 'Put somebody into an office of a hazard source; who held it before leaves it on that day',
    params: z.object({ id: IdText, office: z.enum(SOURCE_OFFICES) }),
    body: z.object({
      person: lineText(80),
      phone: z
        .string()
        .regex(/^[0-9+ -]{5,20}$/)
        .nullable(),
      fromOn: Day,
      seen: Id.max(MOST_ID).nullable().describe('id of who was in office as it was read; another since, it is refused'),
    }),
    response: Responsible,
  }),
  check: route({
    ...kept,
    method: 'POST',
    path: '/hazard-sources/:id/checks',
    summary: 'Write down a check by one who answers for a hazard source',
    params,
    body: z.object({
      office: z.enum(SOURCE_OFFICES),
      doneOn: Day,
      note: linesText(500),
      hazard: Id.max(MOST_ID).optional(),
    }),
    response: Responsible,
  }),
  date: route({
    ...kept,
    method: 'PUT',
    path: '/hazard-sources/:id/filing',
    summary: 'Write the dates of a hazard source: registered, assessed, filed, cancelled',
    params,
    body: z.object({
      registeredOn: Day.nullable(),
      assessedOn: Day.nullable(),
      filedOn: Day.nullable(),
      filingNumber: lineText(80).nullable(),
      cancelledOn: Day.nullable(),
      cancelReason: lineText(300).nullable(),
      seen: z.number().int().min(0).max(MOST_ID).describe('version as it was read; changed since, it is refused'),
    }),
    response: Responsible,
  }),
}
