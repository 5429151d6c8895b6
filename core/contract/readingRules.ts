import { z } from 'zod'
import { KEEP_LESS_WORDS, LEAST_RAW_DAYS } from '../domain/readingDays.ts'
import { Id, Instant, linesText, MOST_ID, route } from './route.ts'

const kept = {
  rawDays: z.number().int().min(LEAST_RAW_DAYS).max(3660).describe('days for which values are kept as they came'),
  minuteDays: z.number().int().min(LEAST_RAW_DAYS).max(36_600).describe('days for which their minutes are'),
  hourDays: z.number().int().min(LEAST_RAW_DAYS).max(366_000).nullable().describe('days for which their hours are; null: for ever'), // prettier-ignore
}

/** A version of the rule by which values are kept; the latest holds. */
export const ReadingRuleRow = z.object({
  version: Id,
  ...kept,
  reason: z.string(),
  madeAt: Instant,
  madeBy: z.string(),
})
export type ReadingRuleRow = z.infer<typeof ReadingRuleRow>

const MINUTES =
  '分钟数据须至少与原始数据保存一样久；请改大。\nMinutes are kept at least as long as values: more days are needed.'
const HOURS = '小时数据须至少与分钟数据保存一样久；请改大，或选永久。\nHours are kept at least as long as minutes: more days are needed, or for ever.' // prettier-ignore

export const readingRules = {
  list: route({
    only: ['government', 'department', 'grid', 'enterprise', 'expert'],
    method: 'GET',
    path: '/reading-rules',
    summary: 'How long values of sensors are kept: each version with who set it and why, the latest first; what is kept, how much room it takes, and what goes next', // prettier-ignore
    response: z.object({
      at: Instant,
      /** The day in China, from which days are counted back. */
      today: z.iso.date(),
      rows: z.array(ReadingRuleRow),
      /** Days of China of which values are kept as they came, the oldest first; those to come are made ahead. */
      days: z.array(z.object({ day: z.iso.date(), bytes: z.number(), goes: z.boolean().describe('the next sweep drops it, once all of it is in minutes and hours') })), // prettier-ignore
      minuteBytes: z.number(),
      hourBytes: z.number(),
    }),
  }),
  set: route({
    only: ['government'],
    posts: ['leader', 'data-steward'],
    method: 'POST',
    path: '/reading-rules',
    summary: 'Set how long values are kept; what goes by it is gone for good, so a shorter time is confirmed in words',
    body: z
      .strictObject({
        ...kept,
        reason: linesText(300),
        seen: Id.max(MOST_ID).describe('version of the rule in force as it was read'),
        confirm: z.string().max(40).optional().describe(`${KEEP_LESS_WORDS.zh}, or ${KEEP_LESS_WORDS.en}, where anything is kept for a shorter time`), // prettier-ignore
      })
      .refine(({ rawDays, minuteDays }) => minuteDays >= rawDays, { path: ['minuteDays'], message: MINUTES })
      .refine(({ minuteDays, hourDays }) => hourDays === null || hourDays >= minuteDays, { path: ['hourDays'], message: HOURS }), // prettier-ignore
    response: ReadingRuleRow,
  }),
}
