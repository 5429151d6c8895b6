import { z } from 'zod'
import { ALARMED_KINDS } from '../domain/alarmRules.ts'
import { Id, IdText, Instant, linesText, MOST_ID, route } from './route.ts'

/** How sensors are judged; null is not at all. */
const judged = {
  deadBand: z.number().min(0).max(50).describe('percent of the range by which a value has to come back within its limit'), // prettier-ignore
  onDelay: z.number().int().min(0).max(3600).describe('seconds beyond the limit before it alarms'),
  offDelay: z.number().int().min(0).max(3600).describe('seconds back within before it clears'),
  rate: z.number().positive().max(10_000).nullable().describe('percent of the range within a minute'),
  flatAfter: z.number().int().min(60).max(604_800).nullable().describe('seconds in which the value did not move'),
}

/** A version of a rule 报警规则, of a kind of sensors or of one sensor; the latest counts, and that of the sensor before that of its kind. */
export const AlarmRuleRow = z.object({
  id: Id,
  kind: z.enum(ALARMED_KINDS).nullable(),
  sensor: Id.nullable(),
  ...judged,
  note: z.string(),
  setAt: Instant,
  setBy: z.string(),
  /** The latest of its kind or sensor. */
  inForce: z.boolean(),
})
export type AlarmRuleRow = z.infer<typeof AlarmRuleRow>

const ONE = '种类和监测点只能给一个；请去掉另一个。\nA rule is of a kind or of one sensor: leave the other out.'

export const alarmRules = {
  list: route({
    only: ['government', 'department', 'grid', 'enterprise', 'expert'],
    method: 'GET',
    path: '/alarm-rules',
    summary: 'Rules of alarms with who set them and why, the latest first: of every kind, and of one sensor where asked; the latest 500', // prettier-ignore
    query: z.object({ sensor: IdText.optional() }),
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
        kind: z.enum(ALARMED_KINDS).optional(),
        sensor: Id.max(MOST_ID).optional(),
        ...judged,
        note: linesText(500).describe('why'),
        seen: Id.max(MOST_ID).nullable().describe('id of the rule in force of this kind or sensor; null where the sensor has none'), // prettier-ignore
      })
      .refine(({ kind, sensor }) => (kind === undefined) !== (sensor === undefined), { path: ['sensor'], message: ONE }), // prettier-ignore
    response: AlarmRuleRow,
  }),
}
