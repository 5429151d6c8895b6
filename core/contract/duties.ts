import { z } from 'zod'
import { ALARM_HAND_ACTS } from '../domain/alarmActs.ts'
import {
  DUTY_DONE_KINDS,
  DUTY_DUES,
  DUTY_LOG_KINDS,
  DUTY_PATIENCE_MINUTES,
  DUTY_RIGHTS,
  DUTY_SEATS,
  MOST_DUTY_HOURS,
  MOST_DUTY_LEAD_MINUTES,
} from '../domain/duties.ts'
import type { PostKind } from '../domain/posts.ts'
import { pageFields } from './filter.ts'
import { Id, IdText, Instant, lineText, linesText, MOST_ID, route, Seen, wholeText } from './route.ts'

/** Most turns that are planned at once: two seats for a month. */
export const MOST_TURNS = 62

const Seat = z.enum(DUTY_SEATS)

/** One turn of duty. */
export const Duty = z.object({
  id: Id,
  seat: Seat,
  /** Null where whoever it is has no account. */
  account: Id.nullable(),
  person: z.string(),
  /** Null also for whoever may not know phones. */
  phone: z.string().nullable(),
  fromAt: Instant,
  untilAt: Instant,
  note: z.string().nullable(),
  changedAt: Instant,
})
export type Duty = z.infer<typeof Duty>

/** A time within what is planned in which nobody has the seat. */
export const DutyGap = z.object({ seat: Seat, fromAt: Instant, untilAt: Instant })

const phone = z
  .string()
  .trim()
  .regex(/^[0-9+ -]{5,20}$/)
  .nullable()
  .default(null)
const turnFields = {
  account: Id.max(MOST_ID).nullable().default(null).describe('who it is; or their name, where they have no account'),
  person: lineText(80).nullable().default(null).describe('where there is no account; else it follows the account'),
  phone: phone.describe('where there is no account; else it follows the account'),
  fromAt: Instant,
  untilAt: Instant.describe(`after fromAt, by ${MOST_DUTY_HOURS} hours at most`),
  note: lineText(200).nullable().default(null),
}
const ONE_OF_BOTH = '账号和姓名须填且只填一项；请改正。\nGive the account or the name, and not both: correct it.'
const isOne = ({ account, person }: { account: number | null; person: string | null }) =>
  (account === null) !== (person === null)
const Turn = z.strictObject({ seat: Seat, ...turnFields }).refine(isOne, { path: ['person'], message: ONE_OF_BOTH })
const ChangedTurn = z
  .strictObject({ ...turnFields, seen: Seen })
  .refine(isOne, { path: ['person'], message: ONE_OF_BOTH })
export type NewTurn = z.output<typeof Turn>
export type ChangedTurn = z.output<typeof ChangedTurn>

export const DUTY_HANDOVER_STATES = ['offered', 'taken', 'withdrawn'] as const
/** A handover of a seat. */
export const DutyHandover = z.object({
  id: Id,
  seat: Seat,
  /** Whose turn ends and whose begins, as the rota has it. */
  fromPerson: z.string().nullable(),
  toPerson: z.string(),
  at: Instant,
  /** Who gave it, and who took it. */
  person: z.string(),
  taker: z.string().nullable(),
  /** Why another gave it than whose turn ends, and why another took it than whom the rota names. */
  reason: z.string().nullable(),
  takerReason: z.string().nullable(),
  /** The leader who ended it, for nobody took it, and why. */
  ender: z.string().nullable(),
  endReason: z.string().nullable(),
  notes: z.string(),
  /** Alarms open at that moment, and those of them that nobody had acknowledged. */
  alarms: z.array(Id),
  unacknowledged: z.array(Id),
  state: z.enum(DUTY_HANDOVER_STATES),
  endedAt: Instant.nullable(),
  changedAt: Instant,
  /** What whoever asks may do with it now. */
  may: z.enum(['take', 'withdraw']).nullable(),
  /** When it may be taken at the earliest. */
  takenFrom: Instant,
  /** Taking it takes a reason, for the rota names another, who has no account. */
  inPlace: z.boolean(),
  /** Whoever asks may end it as the leader, with a reason: nobody took it in time. */
  ends: z.boolean(),
})
export type DutyHandover = z.infer<typeof DutyHandover>

/** What of the rota presses now. */
export const DutyDue = z.object({
  kind: z.enum(DUTY_DUES),
  seat: Seat,
  /** Whose turn it is; null where nobody is planned. */
  person: z.string().nullable(),
  /** When the turn begins or began, or from when on nobody is planned. */
  fromAt: Instant,
  /** Null of a handover. */
  untilAt: Instant.nullable(),
  handover: Id.nullable(),
})
export type DutyDue = z.infer<typeof DutyDue>

/** How a seat is held now. */
export const DutyNow = z.object({
  seat: Seat,
  duty: Duty.nullable(),
  /** Who is next; null where nobody is planned within three days, and for whoever does not see the rota. */
  next: Duty.nullable(),
  /** Whether the turn before was handed over; none where no other person was on duty until it began, null where one does not see it. */
  handover: z.enum(['none', 'awaited', 'offered', 'taken']).nullable(),
  /** Whether whoever asks has the turn that a handover given now would end; else giving it takes a reason. */
  gives: z.boolean(),
  /** From when on the seat may be handed over: to the turn that runs and waits for it, else to the next; null where none is within three days. */
  givenFrom: Instant.nullable(),
})
export type DutyNow = z.infer<typeof DutyNow>

export const DutyEntry = z.object({
  /** Of its kind of entry and its own: unique. */
  key: z.string(),
  at: Instant,
  kind: z.enum([...DUTY_LOG_KINDS, ...DUTY_DONE_KINDS]),
  person: z.string(),
  text: z.string(),
  /** The entry that it puts right. */
  corrects: Id.nullable(),
  /** The alarm that something was done to, what, and what alarmed. */
  alarm: Id.nullable(),
  act: z.enum(ALARM_HAND_ACTS).nullable(),
  about: z.string().nullable(),
  handover: Id.nullable(),
})
export type DutyEntry = z.infer<typeof DutyEntry>

const only = ['government'] as const
const reason = lineText(300).nullable().default(null)
const posts = Object.keys(DUTY_RIGHTS) as PostKind[]
const one = z.object({ id: IdText })
const Done = z.object({ done: z.literal(true) })

export const duties = {
  now: route({
    method: 'GET',
    path: '/duties/now',
    summary: 'Who is on duty now and next, and whether the turn was handed over',
    only: ['government', 'department', 'grid', 'enterprise'],
    sensitive: 'duty',
    response: z.object({ at: Instant, rows: z.array(DutyNow) }),
  }),
  dues: route({
    method: 'GET',
    path: '/duties/dues',
    summary:
      'What of the rota presses: the own turn within the hour, seats without anybody in 24 hours, handovers that nobody took',
    only,
    posts,
    response: z.object({ at: Instant, rows: z.array(DutyDue) }),
  }),
  list: route({
    method: 'GET',
    path: '/duties',
    summary: 'The rota of some days of China, with the times in which nobody has a seat',
    only,
    sensitive: 'duty',
    query: z.object({ from: z.iso.date().describe('first day of China'), days: wholeText(1, 31).default(7) }),
    response: z.object({
      at: Instant,
      rows: z.array(Duty),
      /** From now on, within what is planned of either seat. */
      gaps: z.array(DutyGap),
      /** Until when each seat is planned; null where it is not. */
      plannedUntil: z.object({ officer: Instant.nullable(), leader: Instant.nullable() }),
    }),
  }),
  people: route({
    method: 'GET',
    path: '/duties/people',
    summary: 'Who may be put on duty: holders of the posts of both seats',
    only,
    posts,
    response: z.array(z.object({ account: Id, person: z.string(), seat: Seat })),
  }),
  plan: route({
    method: 'POST',
    path: '/duties',
    summary: 'Plan turns of duty, all of them or none',
    only,
    posts,
    body: z.strictObject({ turns: z.array(Turn).min(1).max(MOST_TURNS) }),
    response: z.array(Duty),
  }),
  change: route({
    method: 'POST',
    path: '/duties/:id',
    summary: 'Change a turn of duty; of one that has begun the end alone',
    only,
    posts,
    params: one,
    body: ChangedTurn,
    response: Duty,
  }),
  drop: route({
    method: 'DELETE',
    path: '/duties/:id',
    summary: 'Take a turn of duty that has not begun off the rota',
    only,
    posts,
    params: one,
    query: z.object({ seen: Seen }),
    response: Done,
  }),
  handovers: route({
    method: 'GET',
    path: '/duties/handovers',
    summary: 'Handovers, latest first, paged by key',
    only,
    query: z.object({ ...pageFields }),
    response: z.object({ rows: z.array(DutyHandover), next: z.string().nullable() }),
  }),
  give: route({
    method: 'POST',
    path: '/duties/handovers',
    summary: `Hand a seat over to whoever is next, ${MOST_DUTY_LEAD_MINUTES} minutes before their turn at the earliest; the database counts what is open. The same request again makes one`,
    only,
    posts,
    body: z.strictObject({
      request: z.uuid(),
      seat: Seat,
      notes: linesText(2000),
      reason: reason.describe('why another gives it than whose turn ends; kept'),
    }),
    response: DutyHandover,
  }),
  end: route({
    method: 'POST',
    path: '/duties/handovers/:id/end',
    summary: `Take over, as whom the rota names and never as who gave; or take a handover back, as who gave it, or as the leader ${DUTY_PATIENCE_MINUTES} minutes after its turn began. The same request again is done once`,
    only,
    posts,
    params: one,
    body: z.strictObject({
      act: z.enum(['take', 'withdraw']),
      seen: Seen,
      reason: reason.describe(
        'why another takes it than whom the rota names, who has no account, or why the leader ends it; kept',
      ),
    }),
    response: DutyHandover,
  }),
  log: route({
    method: 'GET',
    path: '/duties/log',
    summary: 'The duty log, with handovers and what was done to alarms, latest first, paged by key',
    only,
    query: z.object({
      ...pageFields,
      search: lineText(80).optional().describe('part of the text or of who wrote it'),
      kind: z
        .enum([...DUTY_LOG_KINDS, ...DUTY_DONE_KINDS])
        .optional()
        .describe('entries of this kind alone'),
      from: z.iso.date().optional().describe('not before this day of China'),
      until: z.iso.date().optional().describe('last day of China'),
    }),
    response: z.object({ total: z.number().int(), rows: z.array(DutyEntry), next: z.string().nullable() }),
  }),
  write: route({
    method: 'POST',
    path: '/duties/log',
    summary: 'Write into the duty log, which only grows. The same request again makes one entry',
    only,
    posts,
    body: z.strictObject({
      request: z.uuid(),
      kind: z.enum(DUTY_LOG_KINDS),
      text: linesText(2000),
      corrects: Id.max(MOST_ID).nullable().default(null).describe('id of the entry that this one puts right'),
    }),
    response: DutyEntry,
  }),
}
