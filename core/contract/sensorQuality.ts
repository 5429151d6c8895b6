import { z } from 'zod'
import { Id, Instant } from './route.ts'

/** Seconds in use without maintenance, and of them on line. */
const OnLine = z.object({
  served: z.number().min(0).meta({ 'x-unit': 's' }),
  online: z.number().min(0).meta({ 'x-unit': 's' }),
})
/** How good the live values of one enterprise are, or of one of its sources: the figures of QUALITY_INDICATORS. */
export const QualityRow = z.object({
  enterprise: Id,
  enterpriseName: z.string(),
  /** Sensors in use now, and of them live, late and silent; those switched off, and those in maintenance, now. */
  sensors: z.number().int(),
  live: z.number().int(),
  late: z.number().int(),
  silent: z.number().int(),
  off: z.number().int(),
  maintained: z.number().int(),
  today: OnLine,
  month: OnLine.extend({
    /** Seconds of sensors in maintenance, and switched off: no part of what was served. */
    maintenance: z.number().min(0).meta({ 'x-unit': 's' }),
    off: z.number().min(0).meta({ 'x-unit': 's' }),
    expected: z.number().int(),
    received: z.number().int(),
    /** Of those of which it is known whether they came late. */
    known: z.number().int(),
    late: z.number().int(),
    /** How often the agreed cadence of a sensor was changed: a longer one takes more silence for on line. */
    cadences: z.number().int(),
  }),
  /** It was in use for less than FEW_SERVED_HOURS: its rate stands on too little, and it is ranked behind the others. */
  few: z.boolean(),
  /** Readings refused in the same days; null of a source alone, for what is refused often names no sensor. */
  refused: z.number().int().nullable(),
  stuck: z.number().int(),
  alarms: z.number().int(),
  gateways: z.number().int(),
  skewed: z.number().int(),
})
export type QualityRow = z.infer<typeof QualityRow>

/** Enterprises by on-line rate, and the days that were looked at. */
export const QualityList = z.object({
  /** The server's clock, at which it was asked: how many are live, silent or stuck. */
  at: Instant,
  /** The minute until which time, readings and rates were counted, once a minute; null where that was too long ago: they are nothing then. */
  counted: Instant.nullable(),
  today: Instant,
  month: Instant,
  total: z.number().int(),
  rows: z.array(QualityRow),
})
export type QualityList = z.infer<typeof QualityList>

/** How live a hazard source is; of those with sensors in use alone. */
export const SourceLive = z.object({
  source: Id,
  enterprise: Id,
  sensors: z.number().int(),
  late: z.number().int(),
  silent: z.number().int(),
  /** Of the newest value of any of them; null where none ever came. */
  age: z.number().min(0).meta({ 'x-unit': 's' }).nullable(),
  /** Until one more of them is silent, should nothing come; null where all are. */
  silentIn: z.number().min(0).meta({ 'x-unit': 's' }).nullable(),
})
export type SourceLive = z.infer<typeof SourceLive>
