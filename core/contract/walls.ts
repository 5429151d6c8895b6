import { z } from 'zod'
import { ALARM_STATES, ALARM_TURNS } from '../domain/alarmActs.ts'
import { DUTY_SEATS } from '../domain/duties.ts'
import type { PostKind } from '#core/domain/posts.ts'
import { SENSOR_KINDS, SENSOR_STATES } from '../domain/sensors.ts'
import { GridSubstitute } from './grids.ts'
import { Id, IdText, Instant, lineText, Position, route } from './route.ts'

/** Posts that make scenes and links for walls. */
export const MANAGERS = ['leader', 'duty-officer'] as const satisfies readonly PostKind[]
/** Longest that a link for a wall lasts, days. */
export const MOST_WALL_DAYS = 366
/** Scenes that one link shows at most. */
const MOST_SCENES = 200

/** Link by which a wall 大屏 shows its scenes without signing in; the token itself is told once. */
export const Wall = z.object({
  id: Id,
  name: z.string(),
  scenes: z.array(Id),
  madeBy: z.string(),
  madeAt: Instant,
  expiresAt: Instant,
  usedAt: Instant.nullable(),
  /** From which address it was used last. */
  usedFrom: z.string().nullable(),
})
export type Wall = z.infer<typeof Wall>

/** An alarm that takes over a wall: where, what, how far beyond its limit, since when, and who has it. No phones. */
export const WallAlarm = z.object({
  id: Id,
  enterprise: Id,
  enterpriseName: z.string(),
  source: Id,
  sourceName: z.string(),
  level: z.number().int().min(1).max(4).nullable(),
  /** Where the source is shown. */
  position: Position.nullable(),
  gridName: z.string().nullable(),
  gridPerson: z.string().nullable(),
  /** Who stands in today for the person of the grid; without a phone, for it hangs on a wall. */
  gridSubstitute: GridSubstitute.omit({ phone: true }).nullable(),
  sensorName: z.string(),
  sensorCode: z.string(),
  kind: z.enum(SENSOR_KINDS),
  /** Beyond the upper limit, or below the lower one. */
  side: z.enum(['high', 'low']),
  unit: z.string(),
  /** What brought it to its stage, the limit that it crossed, and the newest value with its age; a silent one is no value of now. */
  value: z.number(),
  limit: z.number().nullable(),
  newest: z.number().nullable(),
  /** The value that brought it to its stage was refused, for it is beyond what the sensor can measure 超量程; `limit` is the end of the range. */
  overRange: z.boolean(),
  age: z.number().min(0).meta({ 'x-unit': 's' }).nullable(),
  live: z.enum(SENSOR_STATES),
  /** Seconds between two readings as agreed. */
  cadence: z.number().int().meta({ 'x-unit': 's' }),
  raisedAt: Instant,
  /** When it reached its second stage, by the readings. */
  reachedAt: Instant,
  toldAt: Instant,
  clearedAt: Instant.nullable(),
  acknowledgedAt: Instant.nullable(),
  acknowledgedBy: z.string().nullable(),
  state: z.enum(ALARM_STATES),
  turn: z.enum(ALARM_TURNS).nullable(),
  /** Enterprises within 500 m of the plant, its own left out, as the page of the source counts them; null where it is shown nowhere. */
  near: z.number().int().nullable(),
  /** From where they are counted. */
  nearFrom: z.enum(['boundary', 'enterprise', 'nowhere']),
})
export type WallAlarm = z.infer<typeof WallAlarm>
/** The most urgent is shown; of the others a wall tells the number. */
export const MOST_WALL_ALARMS = 20

const managed = { only: ['government'], posts: MANAGERS } as const

export const walls = {
  alarms: route({
    only: ['government', 'wall'],
    wall: true,
    method: 'GET',
    path: '/walls/alarms',
    summary: 'Alarms that take over a wall, unacknowledged ones first, then the newest, and who is on duty, by name',
    response: z.object({
      /** The server's clock, by which ages count. */
      at: Instant,
      total: z.number().int(),
      rows: z.array(WallAlarm),
      duty: z.array(z.object({ seat: z.enum(DUTY_SEATS), person: z.string() })),
    }),
  }),
  list: route({
    ...managed,
    method: 'GET',
    path: '/walls',
    summary: 'Links for walls, the latest first; for leaders and duty officers',
    response: z.array(Wall),
  }),
  add: route({
    ...managed,
    method: 'POST',
    path: '/walls',
    summary: 'Make a link for a wall, bound to scenes; it is shown once: `/wall#wall=<token>`',
    body: z.object({
      name: lineText(80),
      scenes: z.array(Id).min(1).max(MOST_SCENES),
      days: z.number().int().min(1).max(MOST_WALL_DAYS),
    }),
    response: z.object({ token: z.string(), row: Wall }),
  }),
  end: route({
    ...managed,
    method: 'DELETE',
    path: '/walls/:id',
    summary: 'End a link for a wall; it opens nothing from then on, on open screens too',
    params: z.object({ id: IdText }),
    response: z.object({ done: z.boolean() }),
  }),
}
