import { z } from 'zod'
import { ALARM_KINDS } from '../domain/alarmActs.ts'
import { beyondBounds, MOST_OFF_DELAY } from '../domain/alarmBounds.ts'
import { ALARMED_KINDS } from '../domain/alarmRules.ts'
import { Id, IdText, Instant, linesText, MOST_ID, route } from './route.ts'

/** How sensors are judged; null is not at all. */
const judged = {
  deadBand: z.number().min(0).max(50).describe('percent of the range by which a value has to come back within its limit'), // prettier-ignore
  onDelay: z.number().int().min(0).max(3600).describe('seconds beyond the limit before it alarms'),
  offDelay: z.number().int().min(0).max(MOST_OFF_DELAY).describe('seconds back within before it clears'),
  rate: z.number().positive().max(10_000).nullable().describe('percent of the range within a minute'),
  flatAfter: z.number().int().min(60).max(604_800).nullable().describe('seconds in which the value did not move'),
}

/** A version of a rule 报警规则, of a kind of sensors or of one sensor; the latest counts, and that of the sensor before that of its kind. */
export const AlarmRuleRow = z.object({
  id: Id,
  kind: z.enum(ALARMED_KINDS).nullable(),
  sensor: Id.nullable(),
  /** Of one sensor: its code and name, its source and enterprise. */
  sensorCode: z.string().nullable(),
  sensorName: z.string().nullable(),
  source: Id.nullable(),
  sourceName: z.string().nullable(),
  enterpriseName: z.string().nullable(),
  ...judged,
  note: z.string(),
  setAt: Instant,
  setBy: z.string(),
  /** The latest of its kind or sensor. */
  inForce: z.boolean(),
})
export type AlarmRuleRow = z.infer<typeof AlarmRuleRow>

const ONE = '种类和监测点只能给一个；请去掉另一个。\nA rule is of a kind or of one sensor: leave the other out.'
/** Of what a rule is. */
const target = { kind: z.enum(ALARMED_KINDS).optional(), sensor: Id.max(MOST_ID).optional() }
type Target = { readonly kind?: string | undefined; readonly sensor?: number | undefined }
const isOne = ({ kind, sensor }: Target) => (kind === undefined) !== (sensor === undefined)

/** Days over which a rule is rehearsed, the running one included; and readings that one rehearsal judges at most. */
export const REHEARSAL = { days: 30, readings: 600_000, listed: 100 } as const

/** An alarm of the book that the rehearsed rule would not have raised, or not to its stage. */
export const LostAlarm = z.object({
  id: Id,
  enterprise: Id,
  enterpriseName: z.string(),
  source: Id,
  sourceName: z.string(),
  sensor: Id,
  sensorCode: z.string(),
  sensorName: z.string(),
  kind: z.enum(ALARM_KINDS),
  stage: z.number().int(),
  raisedAt: Instant,
  /** How long it stood, in seconds; null where it stands. */
  seconds: z.number().nullable(),
  false: z.boolean(),
  /** Not raised at all, or to the first stage only. */
  fate: z.enum(['gone', 'weaker']),
})
export type LostAlarm = z.infer<typeof LostAlarm>

const Whole = z.number().int()
/** What a rule would have raised. Silence is not played, for no rule says when it alarms. */
export const Rehearsal = z.object({
  at: Instant,
  /** Days of China, the first one whole; fewer than were asked for where there was too much to judge. */
  days: z.array(
    z.object({
      day: z.iso.date(),
      /** Alarms that the rule in force raises in the play, and that the rehearsed one does, by when the server would have known. */
      before: Whole,
      after: Whole,
      /** Those of the book. */
      real: Whole,
    }),
  ),
  readings: Whole,
  /** The first of them that is of these days or of the one before; null where there is none. */
  since: Instant.nullable(),
  sensors: z.object({
    played: Whole,
    /** Left out: they have rules of their own, or there was too much to judge. */
    own: Whole,
    left: Whole,
  }),
  /** Alarms of the book that would be gone or weaker, the second stage first; `listed` of them at most. */
  lost: z.object({ total: Whole, second: Whole, rows: z.array(LostAlarm) }),
  /** Alarms of the book that would have come later, and the most seconds by which one would. */
  later: z.object({ total: Whole, most: z.number() }),
  /** Alarms that are new. */
  more: Whole,
  /** Alarms of the book that not even the rule in force raises in the play: limits or rules were others then. */
  unlike: Whole,
})
export type Rehearsal = z.infer<typeof Rehearsal>

export const alarmRules = {
  list: route({
    only: ['government', 'department', 'grid', 'enterprise', 'expert'],
    method: 'GET',
    path: '/alarm-rules',
    summary: 'Rules of alarms with who set them and why, those in force first, then the latest: of every kind, and of one sensor or of all that have their own where asked; 500 of them', // prettier-ignore
    query: z.object({ sensor: IdText.optional(), single: z.literal('1').optional().describe('those of all sensors too') }), // prettier-ignore
    response: z.object({ rows: z.array(AlarmRuleRow) }),
  }),
  set: route({
    only: ['government'],
    posts: ['leader', 'data-steward'],
    method: 'POST',
    path: '/alarm-rules',
    summary: 'Set the rule of a kind of sensors or of one sensor; it counts from the next reading on, and those before stay in the list', // prettier-ignore
    body: z
      .strictObject({
        ...target,
        ...judged,
        note: linesText(500).describe('why'),
        seen: Id.max(MOST_ID).nullable().describe('id of the rule in force of this kind or sensor; null where the sensor has none'), // prettier-ignore
      })
      .refine(isOne, { path: ['sensor'], message: ONE })
      .superRefine(({ kind, ...rule }, context) => {
        // of one sensor its kind is not known here
        for (const { field, words } of kind ? beyondBounds(kind, rule) : [])
          context.addIssue({ code: 'custom', path: [field], message: words.join('\n') })
      }),
    response: AlarmRuleRow,
  }),
  rehearse: route({
    only: ['government'],
    posts: ['leader', 'data-steward'],
    method: 'POST',
    path: '/alarm-rules/rehearsal',
    summary: `What a rule would have raised over the last ${REHEARSAL.days} days, by the engine itself over the values that are kept; nothing is changed. ${REHEARSAL.readings} readings at most: where there are more, fewer days or sensors`, // prettier-ignore
    body: z
      .strictObject({
        ...target,
        source: Id.max(MOST_ID).optional().describe('of this hazard source alone'),
        ...judged,
      }) // prettier-ignore
      .refine(isOne, { path: ['sensor'], message: ONE }),
    response: Rehearsal,
  }),
}
