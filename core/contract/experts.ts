import { z } from 'zod'
import { Id, IdText, Instant, lineText, MOST_ID, route } from './route.ts'

/** Longest that an expert is assigned at once, days; the table expert_assignment holds the same. */
export const MOST_ASSIGNED_DAYS = 366

/** An expert 专家 asked to look at an enterprise: sees it from then until then, and nothing else of the district. */
export const ExpertAssignment = z.object({
  id: Id,
  enterprise: Id,
  enterpriseName: z.string(),
  account: Id,
  /** Name of the expert as it was when assigned. */
  expert: z.string(),
  task: z.string(),
  fromAt: Instant,
  untilAt: Instant,
  assignedBy: z.string(),
  active: z.boolean(),
})
export type ExpertAssignment = z.infer<typeof ExpertAssignment>

/** Who may assign; policies narrow a department to the enterprises that it leads. */
const only = ['government', 'department'] as const

export const experts = {
  list: route({
    method: 'GET',
    path: '/experts',
    summary: 'Experts who may be assigned; for those who assign',
    only,
    response: z.array(z.object({ account: Id, name: z.string() })),
  }),
  assignments: route({
    method: 'GET',
    path: '/expert-assignments',
    summary:
      'Assignments of experts: the own ones, or those of the enterprises in scope; those that end last come first',
    query: z.object({ enterprise: IdText.optional() }),
    response: z.array(ExpertAssignment),
  }),
  assign: route({
    method: 'POST',
    path: '/expert-assignments',
    summary: 'Have an expert look at an enterprise from now on, for some days',
    only,
    body: z.object({
      enterprise: Id.max(MOST_ID),
      account: Id.max(MOST_ID),
      task: lineText(400),
      days: z.number().int().min(1).max(MOST_ASSIGNED_DAYS),
    }),
    response: ExpertAssignment,
  }),
  release: route({
    method: 'DELETE',
    path: '/expert-assignments/:id',
    summary: 'End an assignment now: the expert sees that enterprise no more, in open pages too',
    only,
    params: z.object({ id: IdText }),
    response: ExpertAssignment,
  }),
}
