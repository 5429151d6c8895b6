import { z } from 'zod'
import { FILE_SECTIONS } from '../domain/fileSections.ts'
import { REMINDED_KINDS, REMINDED_POSTS, REMINDED_SIDES } from '../domain/reminders.ts'
import { pageFields } from './filter.ts'
import { Id, Instant, MOST_ID, route } from './route.ts'

/** Most reminders that are marked as read at once. */
export const MOST_READ = 200

/** What somebody is reminded of 提醒; of several reminders of one last day the latest. */
export const Reminder = z.object({
  id: Id,
  enterprise: Id,
  enterpriseName: z.string(),
  kind: z.enum(REMINDED_KINDS),
  section: z.enum(FILE_SECTIONS),
  /** What the file called it then; null where it is a whole section. */
  called: z.string().nullable(),
  /** Last day that counts, of the calendar of China. */
  lastDay: z.iso.date(),
  /** Days after that day on which one is reminded; before it where negative. */
  days: z.number().int(),
  side: z.enum(REMINDED_SIDES),
  madeAt: Instant,
  /** When whoever asks read it. */
  readAt: Instant.nullable(),
  /** Nothing is to be done any more: it was renewed or filled, or is gone. */
  settled: z.boolean(),
})
export type Reminder = z.infer<typeof Reminder>

const reminded = {
  only: ['government', 'department', 'grid', 'enterprise'],
  posts: [...Object.values(REMINDED_POSTS)],
} as const

export const reminders = {
  list: route({
    ...reminded,
    method: 'GET',
    path: '/reminders',
    summary: 'What whoever asks is reminded of, the earliest last day first, paged by key; how many of them are unread, and since when', // prettier-ignore
    query: z.object({
      ...pageFields,
      share: z.enum(['open', 'unread', 'all']).default('open').describe('all: settled ones too'),
    }),
    response: z.object({
      at: Instant,
      /** Open ones that were not read, and when the oldest of them was made. */
      unread: z.number().int(),
      since: Instant.nullable(),
      total: z.number().int(),
      rows: z.array(Reminder),
      next: z.string().nullable(),
    }),
  }),
  read: route({
    ...reminded,
    method: 'POST',
    path: '/reminders/reading',
    summary: 'Mark reminders as read by whoever asks',
    body: z.object({ ids: z.array(Id.max(MOST_ID)).min(1).max(MOST_READ) }),
    response: z.object({ read: z.number().int() }),
  }),
}
