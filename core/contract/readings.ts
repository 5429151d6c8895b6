import { z } from 'zod'
import { READING_REFUSALS } from '#core/domain/readingChecks.ts'
import { Id, Instant, lineText, PLAIN_LINE, route } from './route.ts'

/** Readings that one message may hold. */
export const MOST_READINGS = 5_000

/** One reading as it is sent. What is wrong with it alone refuses it alone: `value` and `at` are judged row by row. */
export const SentReading = z.object({
  sensor: z.string().min(1).max(60).regex(PLAIN_LINE).describe('code 位号 of the sensor'),
  source: Id.optional().describe('id of its hazard source, where the gateway has that code at several'),
  at: z
    .string()
    .max(40)
    .regex(/^[ -~]*$/)
    .describe('when it was measured, ISO 8601 with Z or an offset'),
  value: z.unknown().optional().describe('a number, in the unit of the sensor'),
})
export type SentReading = z.infer<typeof SentReading>

/** A message of a gateway. */
export const SentReadings = z.object({
  sentAt: z.iso.datetime({ offset: true }).describe('its clock when it sends this, set anew for each try'),
  replays: lineText(200)
    .optional()
    .describe('the recorded series that these are of, as its gateway says it; left out by gateways that measure'),
  readings: z.array(SentReading).min(1).max(MOST_READINGS),
})
export type SentReadings = z.infer<typeof SentReadings>

/** The answer; it comes once all of it is kept. */
export const TakenReadings = z.object({
  /** Kept now. */
  taken: z.number().int(),
  /** Of these, those that are older than what was known of their sensor. */
  late: z.number().int(),
  /** Kept before, with the same value. */
  repeated: z.number().int(),
  /** Refused, each below. */
  refused: z.number().int(),
  rows: z.array(z.object({ row: z.number().int(), reason: z.enum(READING_REFUSALS) })),
  /** Our clock less `sentAt`, ms. */
  skewMs: z.number().int().meta({ 'x-unit': 'ms' }),
})
export type TakenReadings = z.infer<typeof TakenReadings>

/** A reading that was refused, as it was sent. */
export const RefusedReading = z.object({
  id: z.number().int(),
  reason: z.enum(READING_REFUSALS),
  sensor: z.string(),
  /** As sent; cut where it is long. */
  at: z.string(),
  value: z.string(),
  /** How often it was sent like that. */
  times: z.number().int(),
  receivedAt: Instant,
})
export type RefusedReading = z.infer<typeof RefusedReading>

/** What gateways ask with `Authorization: Bearer` and their token; nobody else may. */
export const readings = {
  send: route({
    method: 'POST',
    path: '/readings',
    summary: 'Send readings of own sensors, again as often as needed; for gateways',
    body: SentReadings,
    response: TakenReadings,
  }),
}
