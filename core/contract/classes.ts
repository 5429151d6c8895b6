import { z } from 'zod'
import { CLASS_INPUTS } from '../domain/classExplained.ts'
import { OVERRIDE_POSTS, OVERRIDE_REASON } from '../domain/enterpriseClass.ts'
import { CLASSES } from './filter.ts'
import { Consequence } from './proposals.ts'
import { IdText, Instant, lineText, route } from './route.ts'

/** One input of the class: what the book says, where that came from, and what it asks for. */
export const ClassInputRow = z.object({
  input: z.enum(CLASS_INPUTS),
  /** Whether it is so; persons of staff; level of the worst risk point; moment of the latest event. Null is 未填 or none. */
  value: z.union([z.boolean(), z.number(), z.string()]).nullable(),
  /** Name of the risk point or hazard sources, what happened. */
  of: z.string().nullable(),
  /** import, person, derived, or how the file was opened. */
  source: z.string(),
  by: z.string().nullable(),
  at: Instant.nullable(),
  triggers: z.enum(['A', 'B', 'step']).nullable(),
  decides: z.boolean(),
})
export type ClassInputRow = z.infer<typeof ClassInputRow>

/** A class set by a person against the rule. */
export const ClassOverride = z.object({
  class: z.enum(CLASSES),
  reason: z.string(),
  /** Last day on which it holds. */
  until: z.iso.date(),
  by: z.string(),
  at: Instant,
  /** That day is over and the class is about to be what the rule says. */
  over: z.boolean(),
})
export type ClassOverride = z.infer<typeof ClassOverride>

/** Why an enterprise has its class, by the inputs as they are at this moment. */
export const ClassAccount = z.object({
  rule: z.string(),
  /** What the rule says now. */
  computed: z.enum(CLASSES),
  /** What it said when the class was last worked out; another than `computed` where that is about to be done anew. */
  kept: z.enum(CLASSES).nullable(),
  inputs: z.array(ClassInputRow),
  /** Ways to a lower class: all in one of them must come true. */
  lower: z.array(z.array(z.object({ input: z.enum(CLASS_INPUTS), to: z.number().nullable() }))),
  override: ClassOverride.nullable(),
  mayOverride: z.boolean(),
})
export type ClassAccount = z.infer<typeof ClassAccount>

const deciders = { only: ['government', 'department'], posts: OVERRIDE_POSTS } as const
const params = z.object({ id: IdText })
const Followed = z.object({ consequences: z.array(Consequence) })

export const classes = {
  override: route({
    ...deciders,
    method: 'POST',
    path: '/enterprises/:id/class',
    summary: 'Set the class against the rule, with a reason and until a day within a year; answers with what followed',
    params,
    body: z.object({
      class: z.enum(CLASSES),
      reason: lineText(OVERRIDE_REASON.most).refine((text) => text.length >= OVERRIDE_REASON.least),
      until: z.iso.date(),
      /** Of the override that stands, as it was read: another person's is not replaced unseen. */
      seen: Instant.nullable().describe(
        'at of the override that stands, null without one; another one, and it is refused',
      ),
    }),
    response: Followed,
  }),
  lift: route({
    ...deciders,
    method: 'DELETE',
    path: '/enterprises/:id/class',
    summary: 'Take the class that was set back: from now on it is what the rule says',
    params,
    response: Followed,
  }),
}
