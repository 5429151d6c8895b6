import { z } from 'zod'
import { INSPECTION_KINDS } from '../domain/inspections.ts'
import { CLASSES, filterFields, pageFields } from './filter.ts'
import { Id, IdText, Instant, lineText, MOST_ID, route } from './route.ts'

/** How an enterprise stands with the cycle of its class: past it or never visited, due within a week, or neither. */
export const DUE_STATES = ['overdue', 'due', 'done'] as const
/** Days ahead of its end at which a cycle is told as due. */
export const DUE_DAYS = 7
/** Kinds of plans: what each class is due by its cycle is none, for it follows from the last visit. */
export const PLAN_KINDS = ['campaign', 'joint', 'leader', 'expert', 'self'] as const
/** Most enterprises of a plan. */
export const MOST_TARGETS = 5000
/** Years ahead of today within which a plan ends. */
export const MOST_PLAN_YEARS = 2

const Counts = z.object({ overdue: z.number().int(), due: z.number().int(), done: z.number().int() })

/** An active, classed enterprise and its next visit. */
export const DueRow = z.object({
  id: Id,
  name: z.string(),
  class: z.enum(CLASSES),
  grid: Id.nullable(),
  gridName: z.string().nullable(),
  /** The latest visit that was no self-check; null where there was none. */
  visitedAt: Instant.nullable(),
  /** End of the cycle since then; null where there was no visit. */
  dueAt: Instant.nullable(),
  state: z.enum(DUE_STATES),
  /** When the class last changed since that visit, and what it was before: the cycle is that of the class as it is now. */
  classChangedAt: Instant.nullable(),
  classBefore: z.enum(CLASSES).nullable(),
})
export type DueRow = z.infer<typeof DueRow>

/** A plan 计划 with how far it is. */
export const InspectionPlan = z.object({
  id: Id,
  kind: z.enum(PLAN_KINDS),
  name: z.string(),
  fromOn: z.iso.date(),
  untilOn: z.iso.date(),
  checklist: Id.nullable(),
  departmentName: z.string().nullable(),
  madeBy: z.string(),
  madeAt: Instant,
  /** Enterprises of its frozen list that whoever asks sees, those visited, those not visited in time. */
  total: z.number().int(),
  done: z.number().int(),
  overdue: z.number().int(),
  /** Of those visited, those after the day. */
  late: z.number().int(),
  /** Of them those that no unit led when the list was frozen. */
  ownerless: z.number().int(),
})
export type InspectionPlan = z.infer<typeof InspectionPlan>

/** An enterprise of a plan; done by the first inspection that the plan asks for, never by a word. */
export const PlanTarget = z.object({
  enterprise: Id,
  enterpriseName: z.string(),
  gridName: z.string().nullable(),
  departmentName: z.string().nullable(),
  dueOn: z.iso.date(),
  side: z.enum(['grid', 'department', 'person']),
  named: z.string().nullable(),
  ownerless: z.boolean(),
  state: z.enum([...DUE_STATES, 'late']).describe('late: visited, but after the day'),
  doneBy: z
    .object({ id: Id, request: z.uuid().nullable(), kind: z.enum(INSPECTION_KINDS), inspector: z.string(), inspectedAt: Instant })
    .nullable(),
}) // prettier-ignore
export type PlanTarget = z.infer<typeof PlanTarget>

const office = { only: ['government', 'department', 'grid', 'enterprise', 'expert'] } as const
const Day = z.iso.date()

export const inspectionPlans = {
  dues: route({
    only: ['government', 'department', 'grid'],
    method: 'GET',
    path: '/inspection-dues',
    summary: 'Active, classed enterprises by the cycle of their class: overdue, due or done, of each grid and of each person; the earliest end first, paged by key', // prettier-ignore
    query: z.object({
      ...filterFields,
      ...pageFields,
      due: z.enum(DUE_STATES).default('overdue').describe('which of them are listed'),
    }),
    response: z.object({
      all: Counts,
      grids: z.array(
        Counts.extend({ grid: Id.nullable(), name: z.string().nullable(), person: z.string().nullable() }),
      ),
      /** The same of each person who answers for grids, over all of theirs; null answers for none, grid 0 is no grid. */
      chiefs: z.array(
        Counts.extend({ person: z.string().nullable(), grids: z.array(Id.or(z.literal(0))), total: z.number().int() }),
      ),
      rows: z.array(DueRow),
      next: z.string().nullable(),
    }),
  }),
  list: route({
    ...office,
    method: 'GET',
    path: '/inspection-plans',
    summary: 'Plans with enterprises in scope and how far they are, those that end last first; at most 100',
    response: z.array(InspectionPlan),
  }),
  targets: route({
    ...office,
    method: 'GET',
    path: '/inspection-plans/:id',
    summary: 'One plan with the enterprises of its frozen list that are in scope, what is overdue first',
    params: z.object({ id: IdText }),
    response: InspectionPlan.extend({ targets: z.array(PlanTarget) }),
  }),
  size: route({
    only: ['government', 'department'],
    posts: ['leader', 'duty-officer', 'department-officer'],
    method: 'GET',
    path: '/inspection-plan-sizes',
    summary: 'How many enterprises a plan of that kind and filter would freeze now, and how many of them no unit leads',
    query: z.object({
      ...filterFields,
      kind: z.enum(PLAN_KINDS),
      ownerlessPlaces: z.literal('1').optional().describe('with all enterprises in parks and towers for which no unit leads; of joint plans alone'), // prettier-ignore
    }),
    response: z.object({ total: z.number().int(), ownerless: z.number().int() }),
  }),
  make: route({
    only: ['government', 'department'],
    posts: ['leader', 'duty-officer', 'department-officer'],
    method: 'POST',
    path: '/inspection-plans',
    summary: 'Make a plan, from today or later until at most two years ahead: its list is frozen from the filter now; a joint one takes in all active enterprises that no unit leads', // prettier-ignore
    body: z.strictObject({
      /** The caller's own id: sent twice it makes one plan. */
      request: z.uuid(),
      kind: z.enum(PLAN_KINDS),
      name: lineText(80),
      fromOn: Day,
      untilOn: Day,
      side: z.enum(['grid', 'department', 'person']),
      named: lineText(80).optional().describe('who, where it is a person’s'),
      checklist: Id.max(MOST_ID).optional(),
      filter: z.strictObject(filterFields),
      ownerlessPlaces: z.boolean().default(false).describe('a joint plan alone: all enterprises in parks and towers for which no unit leads, too'), // prettier-ignore
    }),
    response: InspectionPlan,
  }),
}
