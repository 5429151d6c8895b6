import { z } from 'zod'
import { CLASSES, filterFields, pageFields } from './filter.ts'
import { Id, IdText, Instant, lineText, MOST_ID, route } from './route.ts'

const Day = z.iso.date()
/** Enterprises that one act assigns at most. */
export const MOST_ASSIGNED = 2000
/** Whom a leader is told apart by: `account-` and an id, or, of the invented leaders of a demonstration alone, `name-` and a name. */
const LeaderKey = z.string().regex(/^(account-[1-9][0-9]{0,9}|name-.{1,80})$/)

/** Which leader answers for which enterprise 领导分包, from a day on. */
export const Assignment = z.object({
  id: Id,
  enterprise: Id,
  enterpriseName: z.string(),
  class: z.enum(CLASSES).nullable(),
  gridName: z.string().nullable(),
  leader: LeaderKey,
  /** The name as it was on the day of assigning. */
  person: z.string(),
  fromOn: Day,
  /** First day no longer in force; null while in force. */
  untilOn: Day.nullable(),
  /** In force by somebody who is a leader now: one who left, or whose post ended, answers no longer. */
  active: z.boolean(),
  note: z.string().nullable(),
  madeAt: Instant,
  madeBy: z.string(),
  endedAt: Instant.nullable(),
  endedBy: z.string().nullable(),
  endReason: z.string().nullable(),
  /** The latest finished inspection of the enterprise that a leader led; null where there was none. */
  visitedAt: Instant.nullable(),
  /** Whole days since then. */
  visitedDays: z.number().int().min(0).nullable(),
  /** Of class A, and no led visit within the days of the rule. */
  late: z.boolean(),
})
export type Assignment = z.infer<typeof Assignment>

/** A leader with the enterprises in scope that they answer for now. */
export const AssignedLeader = z.object({
  leader: LeaderKey,
  person: z.string(),
  active: z.boolean(),
  enterprises: z.number().int(),
  late: z.number().int(),
  /** The latest led visit at any of them. */
  visitedAt: Instant.nullable(),
})
export type AssignedLeader = z.infer<typeof AssignedLeader>

/** Days within which each is visited by a leader, in its version, and where the number comes from. */
const LedRule = z.object({ version: z.number().int().min(1), limit: z.number().int(), source: z.string() })

const read = { only: ['government', 'department', 'grid', 'enterprise'] } as const
const assigning = { only: ['government'], posts: ['leader', 'duty-officer'] } as const
const act = {
  request: z.uuid().describe('the caller’s own id: the same again assigns nothing'),
  leader: LeaderKey,
  fromOn: Day,
  note: lineText(300).nullable().default(null),
}

export const assignments = {
  list: route({
    ...read,
    method: 'GET',
    path: '/assignments',
    summary: 'Assignments of the enterprises in scope, ended ones among them, the latest first, paged by key; of one enterprise, of one leader, in force on a day where asked', // prettier-ignore
    query: z.object({
      ...pageFields,
      enterprise: IdText.optional().describe('of this enterprise alone'),
      leader: LeaderKey.optional().describe('of this leader alone'),
      on: Day.optional().describe('in force on this day'),
    }),
    response: z.object({
      at: Instant,
      today: Day,
      total: z.number().int(),
      rows: z.array(Assignment),
      next: z.string().nullable(),
    }),
  }),
  leaders: route({
    ...read,
    method: 'GET',
    path: '/assignments/leaders',
    summary: 'Leaders with how many enterprises in scope they answer for now and how many led visits are late, by the rule that is told', // prettier-ignore
    response: z.object({
      at: Instant,
      today: Day,
      rule: LedRule,
      leaders: z.array(AssignedLeader),
      assigns: z.boolean(),
    }),
  }),
  assign: route({
    ...assigning,
    method: 'POST',
    path: '/assignments',
    summary: 'Make a leader answer for an enterprise; who did before no longer does from that day on',
    body: z.strictObject({
      ...act,
      enterprise: Id.max(MOST_ID),
      seen: Id.max(MOST_ID).nullable().describe('id of the assignment that was in force as it was read; another since, it is refused'), // prettier-ignore
    }),
    response: Assignment,
  }),
  assignAll: route({
    ...assigning,
    method: 'POST',
    path: '/assignments/all',
    summary:
      'Make a leader answer for every enterprise of a filter that has no leader; those that have one keep theirs',
    body: z.strictObject({
      ...act,
      filter: z.strictObject(filterFields),
      leaderless: z.number().int().min(1).max(MOST_ASSIGNED).describe('how many these were as they were read; other now, it is refused'), // prettier-ignore
    }),
    response: z.object({ assigned: z.number().int() }),
  }),
  end: route({
    ...assigning,
    method: 'POST',
    path: '/assignments/:id/end',
    summary: 'End an assignment in force, with the reason; it stays in the history',
    params: z.object({ id: IdText }),
    body: z.strictObject({ untilOn: Day, reason: lineText(300) }),
    response: Assignment,
  }),
}
