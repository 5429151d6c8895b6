import { z } from 'zod'
import {
  ALARM_ACTS,
  ALARM_CAUSES,
  ALARM_HAND_ACTS,
  ALARM_KINDS,
  ALARM_REFUSALS,
  ALARM_RIGHTS,
  ALARM_STATES,
  ALARM_TURNS,
  MOST_SHELF_HOURS,
} from '../domain/alarmActs.ts'
import { POST_KINDS, type PostKind } from '../domain/posts.ts'
import { filterFields, pageFields } from './filter.ts'
import { Id, IdText, Instant, linesText, route } from './route.ts'

const note = linesText(500)
const Stage = z.number().int().min(1).max(2)

export const AlarmRow = z.object({
  id: Id,
  enterprise: Id,
  enterpriseName: z.string(),
  /** The hazard source and the sensor; of a gateway that is silent null. */
  source: Id.nullable(),
  sourceName: z.string().nullable(),
  sensor: Id.nullable(),
  sensorCode: z.string().nullable(),
  sensorName: z.string().nullable(),
  /** The gateway that is silent; null of a sensor’s alarm. */
  gateway: Id.nullable(),
  gatewayName: z.string().nullable(),
  kind: z.enum(ALARM_KINDS),
  /** The worst stage that it reached: 1, or 2 beyond LL or HH. */
  stage: Stage,
  /** The value that brought it to this stage, in `unit`, of a rate per minute, of a silence null; and the limit that it crossed, in `limitUnit`. */
  value: z.number().nullable(),
  limit: z.number().nullable(),
  /** The value was refused, for it is beyond what the sensor can measure 超量程: no measurement. `limit` is the end of the range. */
  overRange: z.boolean(),
  unit: z.string().nullable(),
  /** Of the limit: of a flat line and a silence seconds. */
  limitUnit: z.string().nullable(),
  /** By the time of the readings; a silence by the time at which it was due. */
  raisedAt: Instant,
  clearedAt: Instant.nullable(),
  /** When the server knew; the time to acknowledge counts from it. Ages count from `raisedAt`. */
  toldAt: Instant,
  /** The last acknowledgement; null while the present stage has none. */
  acknowledgedAt: Instant.nullable(),
  /** The first acknowledgement. */
  answeredAt: Instant.nullable(),
  closedAt: Instant.nullable(),
  shelvedUntil: Instant.nullable(),
  /** The alarm of which this is a consequence, such as that of its gateway. */
  root: Id.nullable(),
  state: z.enum(ALARM_STATES),
  /** Whose turn it is; null once it is closed. */
  turn: z.enum(ALARM_TURNS).nullable(),
  /** It waits to be acknowledged and is neither shelved, nor of a maintenance, nor under a root. */
  calls: z.boolean(),
  /** It was raised within a maintenance window 检修. */
  maintenance: z.boolean(),
  /** Raised by a reading that came late. */
  late: z.boolean(),
  /** It was judged false 误报. */
  false: z.boolean(),
  cause: z.enum(ALARM_CAUSES).nullable(),
  /** Seconds since it was raised, by the clock of the server. */
  age: z.number().int(),
  /** Events of its log: what has to be seen before one acts. */
  events: z.number().int(),
})
export type AlarmRow = z.infer<typeof AlarmRow>

/** What every deed bears. */
const borne = {
  /** The caller's own id of this deed: sent twice it is done once. */
  request: z.uuid(),
  /** `events` as it was read; where the alarm went on since, the deed is refused. */
  seen: z.number().int().min(1).max(32_000),
}

/** One act with what it needs; core/domain/alarmActs.ts judges it. */
export const AlarmDeed = z.discriminatedUnion('act', [
  z.strictObject({ ...borne, act: z.literal('acknowledge'), note: note.optional() }),
  z.strictObject({ ...borne, act: z.literal('hand-over'), to: z.enum(ALARM_TURNS), note: note.optional() }),
  z.strictObject({
    ...borne,
    act: z.literal('shelve'),
    until: Instant.describe(`after now, at most ${MOST_SHELF_HOURS} hours; it ends by itself`),
    note,
  }),
  z.strictObject({ ...borne, act: z.literal('unshelve'), note: note.optional() }),
  z.strictObject({ ...borne, act: z.literal('note'), note }),
  z.strictObject({ ...borne, act: z.literal('mark-false'), note }),
  z.strictObject({ ...borne, act: z.literal('close'), cause: z.enum(ALARM_CAUSES), note: note.optional() }),
])
export type AlarmDeed = z.infer<typeof AlarmDeed>

/** What was done once, as the log has it. What an act does not say is null. */
export const AlarmEvent = z.object({
  n: z.number().int().positive(),
  act: z.enum(ALARM_ACTS),
  from: z.enum(ALARM_STATES).nullable(),
  to: z.enum(ALARM_STATES),
  /** By the clock of the server; `moment` by the readings where the engine acted. */
  at: Instant,
  moment: Instant.nullable(),
  /** Null where the engine acted. */
  person: z.string().nullable(),
  post: z.enum(POST_KINDS).nullable(),
  note: z.string().nullable(),
  stage: Stage.nullable(),
  value: z.number().nullable(),
  limit: z.number().nullable(),
  overRange: z.boolean(),
  shelvedUntil: Instant.nullable(),
  handedTo: z.enum(ALARM_TURNS).nullable(),
  cause: z.enum(ALARM_CAUSES).nullable(),
})
export type AlarmEvent = z.infer<typeof AlarmEvent>

/** One alarm whole. */
export const AlarmFile = AlarmRow.extend({
  log: z.array(AlarmEvent),
  /** Of the root: alarms under it; of a silent gateway its sensors that are silent too, each as it was heard last. */
  members: z.array(
    z.object({ sensor: Id, code: z.string(), name: z.string(), alarm: Id.nullable(), heardAt: Instant.nullable() }),
  ),
  /** The newest value of its sensor, which may have come after. */
  newest: z.object({ value: z.number(), unit: z.string(), at: Instant }).nullable(),
  /** Why it is in maintenance, and until when that is. */
  window: z.object({ id: Id, reason: z.string(), from: Instant, until: Instant, person: z.string() }).nullable(),
  /** What whoever asks has a right to do now; `refusal` says what bars it all the same. */
  may: z.array(z.object({ act: z.enum(ALARM_HAND_ACTS), refusal: z.enum(ALARM_REFUSALS).nullable() })),
})
export type AlarmFile = z.infer<typeof AlarmFile>

/** Who sees alarms at all; others are told so instead of an empty list. */
const office = ['government', 'department', 'grid', 'enterprise', 'expert'] as const
const oneAlarm = z.object({ id: IdText })

export const alarms = {
  list: route({
    only: office,
    method: 'GET',
    path: '/alarms',
    summary: 'Alarms of the enterprises in scope and filter, the second stage first, then the newest, paged by key; how many call', // prettier-ignore
    query: z.object({
      ...filterFields,
      ...pageFields,
      share: z.enum(['open', 'standing', 'calling', 'all']).default('open').describe('open: not closed; standing: its condition stands; calling: waits to be acknowledged and is neither shelved, in maintenance nor under a root'), // prettier-ignore
      unacknowledged: z.literal('1').optional().describe('not acknowledged, shelved ones too'),
      enterprise: IdText.optional(),
      source: IdText.optional().describe('hazard source'),
      sensor: IdText.optional(),
      kind: z.enum(ALARM_KINDS).optional(),
      since: Instant.optional().describe('raised at this time or later, by the readings'),
      order: z.enum(['urgent', 'newest']).default('urgent').describe('urgent: the second stage first'),
    }),
    response: z.object({
      /** The time by the clock of the product, from which ages count. */
      at: Instant,
      total: z.number().int(),
      /** Of all in scope and filter, whatever else is asked: that call, and that stand. */
      calling: z.number().int(),
      standing: z.number().int(),
      rows: z.array(AlarmRow),
      next: z.string().nullable(),
    }),
  }),
  read: route({
    only: office,
    method: 'GET',
    path: '/alarms/:id',
    summary: 'One alarm with its log, what stands under it, and what whoever asks may do to it now',
    params: oneAlarm,
    response: AlarmFile,
  }),
  act: route({
    only: ['government', 'department', 'grid', 'enterprise'],
    posts: Object.keys(ALARM_RIGHTS) as PostKind[],
    method: 'POST',
    path: '/alarms/:id/events',
    summary: 'Do an act to an alarm: it is added to its log, or refused with the reason and nothing is written',
    params: oneAlarm,
    body: AlarmDeed,
    response: AlarmFile,
  }),
}
