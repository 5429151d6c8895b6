import { z } from 'zod'
import { QUESTION_FILLERS, QUESTION_KEYS } from '../domain/leaderQuestions.ts'
import type { PostKind } from '../domain/posts.ts'
import { filterFields } from './filter.ts'
import { INDICATOR_IDS } from './indicators.ts'
import { Versions } from './live.ts'
import { Id, Instant, route } from './route.ts'

const Rate = z.object({ month: z.string(), n: z.number().int(), of: z.number().int() })

/** One of the five questions: what it is about, why it was chosen, and the figure that opens its rows. */
export const Question = z.object({
  key: z.enum(QUESTION_KEYS),
  /** Which rule found something: its own or the next best; null where none did, and then all else is null. */
  by: z.enum(QUESTION_FILLERS).nullable(),
  subject: z.object({ kind: z.enum(['hazard', 'enterprise', 'grid']), id: Id, name: z.string() }).nullable(),
  /** Whose hazard it is. */
  enterprise: z.object({ id: Id, name: z.string() }).nullable(),
  /** How long, seconds: overdue, until it came back, since the last visit, waiting. Null too where there never was a visit. */
  seconds: z.number().nullable(),
  /** How often it came back. */
  times: z.number().int().nullable(),
  /** The rate of the grid last month and this one. */
  rates: z.object({ before: Rate, now: Rate }).nullable(),
  /** The registered figure whose rows these are, beside the filter that was asked with. */
  figure: z
    .object({
      id: z.enum(INDICATOR_IDS),
      part: z.string(),
      side: z.enum(['n', 'of']),
      n: z.number().int(),
      grid: Id.nullable(),
    })
    .nullable(),
})
export type Question = z.infer<typeof Question>

/** Whose moment it is. */
export const QUESTION_POSTS = ['leader', 'duty-officer'] as const satisfies PostKind[]

export const questions = {
  read: route({
    only: ['government'],
    posts: QUESTION_POSTS,
    method: 'GET',
    path: '/questions',
    summary:
      'The five questions to ask today by rule FQ-1, each with why it was chosen and the figure that opens its rows',
    query: z.object(filterFields),
    response: z.object({ at: Instant, versions: Versions, rule: z.string(), questions: z.array(Question) }),
  }),
}
