import { z } from 'zod'
import { FILE_SECTIONS } from '../domain/fileSections.ts'
import { HAZARD_REMINDED_KINDS } from '../domain/hazardReminders.ts'
import { HAZARD_STATES } from '../domain/hazardStates.ts'
import type { Turn } from '../domain/hazardActs.ts'
import { REMINDED_KINDS, REMINDED_POSTS, REMINDED_SIDES } from '../domain/reminders.ts'
import { pageFields } from './filter.ts'
import { Id, Instant, MOST_ID, route } from './route.ts'

/** Most reminders that are marked as read at once. */
export const MOST_READ = 200

const Hour = z.number().int().min(0).max(23)
const QuietHours = z.object({ from: Hour, until: Hour })

/** What somebody is reminded of 提醒; of several reminders of one last day the latest. */
export const Reminder = z.object({
  id: Id,
  enterprise: Id,
  enterpriseName: z.string(),
  kind: z.enum([...REMINDED_KINDS, ...HAZARD_REMINDED_KINDS]),
  section: z.enum(FILE_SECTIONS),
  /** What the file called it then, or how a hazard is described now; null where it is a whole section. */
  called: z.string().nullable(),
  /** Last day that counts, of the calendar of China. */
  lastDay: z.iso.date(),
  /** Days after that day on which one is reminded; before it where negative. Of a hazard: times 24 hours after `countedFrom`. */
  days: z.number().int(),
  side: z.enum(REMINDED_SIDES),
  /** The hazard that it is of, as it is now; null where it is of the file. */
  hazard: z
    .object({
      id: Id,
      major: z.boolean(),
      state: z.enum(HAZARD_STATES),
      /** Whose turn it is; null where it is nobody's any more. */
      turn: z.enum(['enterprise', 'supervisor'] satisfies Turn[]).nullable(),
    })
    .nullable(),
  /** The due time of a hazard, or since when it waits; null where it is of the file. */
  countedFrom: Instant.nullable(),
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
      /** How else they are told. In the quiet hours of China, from the first until the second, nothing is sent. */
      sending: z.object({ mail: z.boolean(), webhook: z.boolean(), quiet: QuietHours }),
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
