import { z } from 'zod'
import { TANK_KINDS } from '../domain/tanks.ts'
import { DATUMS } from './enterpriseFacts.ts'
import { Id, IdText, Instant, lineText, MOST_ID, Position, route, Seen } from './route.ts'

const metres = (least: number, most: number) => z.number().min(least).max(most).meta({ 'x-unit': 'm' })
/** What a person writes of a tank 储罐; null is not told. */
export const TankBody = z.strictObject({
  /** Tag 位号, the only one of its source. */
  tag: lineText(60),
  kind: z.enum(TANK_KINDS),
  /** Inside. */
  diameter: metres(0.2, 120),
  /** Height of a vertical tank, length of a horizontal one; a sphere has none. */
  extent: metres(0.2, 200).nullable(),
  capacity: z.number().positive().max(500_000).meta({ 'x-unit': 'm³' }),
  /** Of what is in it; null where nobody says, and then no mass is told. */
  density: z.number().min(0.01).max(20).meta({ 'x-unit': 't/m³' }).nullable(),
  /** Of the inventory of its source. */
  substance: Id.max(MOST_ID).nullable(),
  /** Degrees from north, clockwise, of the axis of a horizontal tank. */
  heading: z.number().int().min(0).max(179).meta({ 'x-unit': '°' }),
  position: z.object({ at: Position, datum: z.enum(DATUMS) }).nullable(),
})
export type TankBody = z.output<typeof TankBody>
export const ChangedTank = TankBody.extend({ seen: Seen })
export type ChangedTank = z.output<typeof ChangedTank>

/** A tank as it is read. */
export const TankRow = TankBody.extend({
  id: Id,
  tag: z.string(),
  diameter: z.number(),
  /** This, capacity and density are null for posts that may not know quantities. */
  extent: z.number().nullable(),
  capacity: z.number().nullable(),
  density: z.number().nullable(),
  substance: Id.nullable(),
  substanceName: z.string().nullable(),
  /** WGS 84; null where nobody says, and for posts that may not know where a guarded store is. */
  position: Position.nullable(),
  changedAt: Instant,
  changedBy: z.string(),
})
export type TankRow = z.infer<typeof TankRow>

const params = z.object({ id: IdText })
const writers = { only: ['government', 'enterprise'], posts: ['data-steward', 'safety-manager'] } as const
const Written = z.object({ id: Id })

export const tanks = {
  list: route({
    method: 'GET',
    path: '/hazard-sources/:id/tanks',
    summary: 'Tanks of a hazard source by tag: shape, capacity, substance, place',
    params,
    response: z.object({ rows: z.array(TankRow), mayKeep: z.boolean() }),
    sensitive: 'hazard_source',
  }),
  add: route({
    ...writers,
    method: 'POST',
    path: '/hazard-sources/:id/tanks',
    summary: 'Write down a tank of a hazard source',
    params,
    body: TankBody,
    response: Written,
  }),
  change: route({
    ...writers,
    method: 'POST',
    path: '/tanks/:id',
    summary: 'Write a tank anew; what it was stays in the history',
    params,
    body: ChangedTank,
    response: Written,
  }),
  remove: route({
    ...writers,
    method: 'DELETE',
    path: '/tanks/:id',
    summary: 'Remove a tank; its sensors stay with the source',
    params,
    query: z.object({ seen: Seen.describe('changedAt as it was read') }),
    response: z.object({ done: z.boolean() }),
  }),
}
