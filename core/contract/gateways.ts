import { z } from 'zod'
import { RefusedReading } from './readings.ts'
import { Id, IdText, Instant, lineText, route, Seen } from './route.ts'

/** What sends the readings of one enterprise 网关; its token is told once, when it is made. */
export const Gateway = z.object({
  id: Id,
  enterprise: Id,
  name: z.string(),
  /** The recorded series that it replays 重放, with whose it is; null: it measures. */
  replays: z.string().nullable(),
  /** Sensors that it sends. */
  sensors: z.number().int(),
  madeAt: Instant,
  /** From then on it is refused. */
  revokedAt: Instant.nullable(),
  /** When it was heard last; null where never. */
  heardAt: Instant.nullable(),
  /** Our clock less its own at its last message, ms; it holds the way of the message too. */
  skewMs: z.number().int().meta({ 'x-unit': 'ms' }).nullable(),
  /** The least of that within ten to twenty minutes: nearest to how its clock differs. */
  leastSkewMs: z.number().int().meta({ 'x-unit': 'ms' }).nullable(),
  /** That is above five seconds, one way or the other: its clock has to be set. */
  skewed: z.boolean(),
  /** Readings of it that were refused and are kept to be looked at. */
  refused: z.number().int(),
  changedAt: Instant,
})
export type Gateway = z.infer<typeof Gateway>

const params = z.object({ id: IdText })
const body = z.object({ name: lineText(80) })
const made = body.extend({
  replays: lineText(200)
    .optional()
    .describe('the recorded series that it will replay, with whose it is; its name begins with 重放 then'),
})
const written = { only: ['government', 'enterprise'], posts: ['data-steward', 'safety-manager'] } as const

/** Gateways of an enterprise; written by the data steward, and by the safety manager for the own enterprise. */
export const gateways = {
  list: route({
    method: 'GET',
    path: '/enterprises/:id/gateways',
    summary: 'Gateways of an enterprise: when each was heard last, and how its clock differs from ours',
    params,
    response: z.array(Gateway),
  }),
  add: route({
    ...written,
    method: 'POST',
    path: '/enterprises/:id/gateways',
    summary: 'Make a gateway; its token is shown once and sends readings for its own sensors, nothing else',
    params,
    body: made,
    response: z.object({ token: z.string(), row: Gateway }),
  }),
  rename: route({
    ...written,
    method: 'POST',
    path: '/gateways/:id',
    summary: 'Rename a gateway',
    params,
    body: body.extend({ seen: Seen }),
    response: Gateway,
  }),
  revoke: route({
    ...written,
    method: 'DELETE',
    path: '/gateways/:id',
    summary: 'Revoke a gateway: nothing is taken from it any more; what it sent stays',
    params,
    response: Gateway,
  }),
  refused: route({
    method: 'GET',
    path: '/gateways/:id/refused-readings',
    summary: 'Readings of a gateway that were refused, the latest first, with the reason of each',
    params,
    response: z.object({ total: z.number().int(), rows: z.array(RefusedReading) }),
  }),
}
