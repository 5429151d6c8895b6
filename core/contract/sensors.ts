import { z } from 'zod'
import { SENSOR_KINDS, SENSOR_STATES, SERIES_GRAINS, VIDEO } from '../domain/sensors.ts'
import { MOST_LINK } from '../domain/videoLink.ts'
import { filterFields, MOST_ROWS, pageFields } from './filter.ts'
import { Id, IdText, Instant, lineText, route, Seen, wholeText } from './route.ts'
import { QualityList, SourceLive } from './sensorQuality.ts'

/** A value as it is measured. */
const Value = z.number().min(-1e15).max(1e15)
const Limit = Value.nullable()

/** What a person writes of a sensor 监测点; null is not set. */
export const SensorBody = z.strictObject({
  gateway: Id.nullable(),
  /** Tag 位号 by which its gateway names it. */
  code: lineText(60),
  name: lineText(120),
  kind: z.enum(SENSOR_KINDS),
  /** Formula of the gas, of gas alarms alone. */
  gas: lineText(20).nullable(),
  unit: lineText(20),
  rangeLow: Value,
  rangeHigh: Value,
  limitLowLow: Limit,
  limitLow: Limit,
  limitHigh: Limit,
  limitHighHigh: Limit,
  /** What the limits rest on; null: what the standard says for this gas, where the limits are those. */
  limitsBasis: lineText(300).nullable(),
  /** Seconds between two readings as agreed. */
  cadence: z.number().int().min(1).max(86_400).meta({ 'x-unit': 's' }),
  /** Tank of its source that it measures; null where it stands for the unit. */
  tank: Id.nullable(),
  /** Tank, device or corner where it stands. */
  part: lineText(80).nullable(),
  enabled: z.boolean(),
})
export type SensorBody = z.output<typeof SensorBody>

/** What a person writes of a camera 视频 of a source: no value, limit, interval or gateway. */
export const VideoBody = z.strictObject({
  kind: z.literal(VIDEO),
  code: lineText(60),
  name: lineText(120),
  /** Where its picture is seen: https, without a login. */
  link: lineText(MOST_LINK),
  /** Tank, device or corner that it looks at. */
  part: lineText(80).nullable(),
})
export type VideoBody = z.output<typeof VideoBody>
const ofSource = { source: Id }
const asSeen = { seen: Seen }
export const NewSensor = z.discriminatedUnion('kind', [SensorBody.extend(ofSource), VideoBody.extend(ofSource)])
export const ChangedSensor = z.discriminatedUnion('kind', [SensorBody.extend(asSeen), VideoBody.extend(asSeen)])

/** A camera of a source. */
export const VideoRow = VideoBody.extend({
  id: Id,
  source: Id,
  code: z.string(),
  name: z.string(),
  /** Null of one that was written down before links were kept: it is not in use until it has one. */
  link: z.string().nullable(),
  part: z.string().nullable(),
  changedAt: Instant,
  changedBy: z.string(),
})
export type VideoRow = z.infer<typeof VideoRow>

/** A sensor with its newest value. */
export const SensorRow = SensorBody.extend({
  id: Id,
  source: Id,
  sourceName: z.string(),
  enterprise: Id,
  enterpriseName: z.string(),
  gatewayName: z.string().nullable(),
  code: z.string(),
  name: z.string(),
  gas: z.string().nullable(),
  unit: z.string(),
  rangeLow: z.number(),
  rangeHigh: z.number(),
  limitLowLow: z.number().nullable(),
  limitLow: z.number().nullable(),
  limitHigh: z.number().nullable(),
  limitHighHigh: z.number().nullable(),
  limitsBasis: z.string().nullable(),
  part: z.string().nullable(),
  changedAt: Instant,
  changedBy: z.string(),
  /** Newest value and when it was measured; null: none yet. */
  value: z.number().nullable(),
  at: Instant.nullable(),
  /** Seconds since then by the server's clock, 0 where the gateway's is ahead; a value is as old as its receipt at least. */
  age: z.number().min(0).meta({ 'x-unit': 's' }).nullable(),
  state: z.enum(SENSOR_STATES),
  /** Beyond which end of its range the gas stands while that alarm has not cleared: `value` is then an older one, that could be measured. */
  overRange: z.enum(['low', 'high']).nullable(),
})
export type SensorRow = z.infer<typeof SensorRow>

/** One value, or what a minute or an hour held. */
export const SeriesPoint = z.object({
  /** Of the value, or the beginning of the minute or hour. */
  at: Instant,
  n: z.number().int(),
  least: z.number(),
  average: z.number(),
  greatest: z.number(),
})
export type SeriesPoint = z.infer<typeof SeriesPoint>

/** A time in which nothing came for longer than three agreed times between readings. */
export const SeriesGap = z.object({ from: Instant, until: Instant })
export type SeriesGap = z.infer<typeof SeriesGap>

export const Series = z.object({
  sensor: Id,
  grain: z.enum(SERIES_GRAINS),
  /** What the points stand for: whole minutes or hours where they are rolled up. */
  from: Instant,
  until: Instant,
  /** The server's clock. */
  at: Instant,
  /** How many values were received. */
  count: z.number().int(),
  points: z.array(SeriesPoint),
  gaps: z.array(SeriesGap),
  /** For how many days each is kept, by the version of the rule; null is for ever. */
  kept: z.object({
    rule: z.number().int(),
    rawDays: z.number().int(),
    minuteDays: z.number().int(),
    hourDays: z.number().int().nullable(),
  }),
})
export type Series = z.infer<typeof Series>

/** Days that one series or file spans at most. */
export const MOST_SERIES_DAYS = 366
const span = {
  from: Instant.optional().describe('not before; a day before `until` unless given'),
  until: Instant.optional().describe('before; now unless given'),
}
/** Query of `GET /sensors/:id/readings.csv`. */
export const ReadingsExport = z.strictObject({
  ...span,
  grain: z.enum(SERIES_GRAINS).default('raw').describe('each value, or minutes or hours of them'),
  lang: z.enum(['zh', 'en']).default('zh').describe('language of the headings'),
})

const params = z.object({ id: IdText })
const office = { only: ['government', 'department', 'grid', 'enterprise', 'expert'] } as const
const written = { only: ['government', 'enterprise'], posts: ['data-steward', 'safety-manager'] } as const
const Written = z.object({ id: Id })

export const sensors = {
  list: route({
    ...office,
    method: 'GET',
    path: '/sensors',
    summary: 'Sensors in scope with their newest value, its age and their limits, by source and tag, paged by key',
    query: z.object({
      source: IdText.optional().describe('of this hazard source'),
      enterprise: IdText.optional().describe('of this enterprise'),
      state: z.enum(SENSOR_STATES).optional().describe('fresh, late, silent or off'),
      ...pageFields,
    }),
    response: z.object({
      total: z.number().int(),
      rows: z.array(SensorRow),
      next: z.string().nullable(),
      /** The server's clock by which ages and states were told. */
      at: Instant,
    }),
  }),
  quality: route({
    ...office,
    method: 'GET',
    path: '/sensors/quality',
    summary: 'On-line rate and quality of live values by enterprise, today and over thirty days of China: the lowest rate first, those hardly in use last', // prettier-ignore
    query: z.object({
      ...filterFields,
      enterprise: IdText.optional().describe('this one alone'),
      source: IdText.optional().describe('of this hazard source alone'),
      limit: wholeText(1, MOST_ROWS).default(50),
    }),
    response: QualityList,
  }),
  sources: route({
    only: [...office.only, 'wall'],
    wall: true,
    method: 'GET',
    path: '/sensors/sources',
    summary: 'How live each hazard source in scope is: its sensors in use, those that are late or silent, the age of the newest value', // prettier-ignore
    response: z.object({ at: Instant, rows: z.array(SourceLive) }),
  }),
  videos: route({
    ...office,
    method: 'GET',
    path: '/sensors/videos',
    summary: 'Cameras of a hazard source in scope with their links, by tag; no figure of sensors counts them',
    query: z.object({ source: IdText.describe('of this hazard source') }),
    response: z.object({ rows: z.array(VideoRow) }),
  }),
  add: route({
    ...written,
    method: 'POST',
    path: '/sensors',
    summary: 'Add a sensor, or the link of a camera, to a hazard source',
    body: NewSensor,
    response: Written,
  }),
  change: route({
    ...written,
    method: 'POST',
    path: '/sensors/:id',
    summary: 'Write a sensor or a camera anew; what it was stays in the history',
    params,
    body: ChangedSensor,
    response: Written,
  }),
  remove: route({
    ...written,
    method: 'DELETE',
    path: '/sensors/:id',
    summary: 'Remove a sensor that never sent a value; one that did is switched off instead',
    params,
    response: z.object({ done: z.boolean() }),
  }),
  readings: route({
    ...office,
    method: 'GET',
    path: '/sensors/:id/readings',
    summary: 'Values of a sensor over a time: each of them, or their minutes or hours, with the gaps between',
    params,
    query: z.object({
      ...span,
      points: wholeText(10, 5000).default(1500).describe('rolled up where there would be more'),
    }),
    response: Series,
  }),
}
