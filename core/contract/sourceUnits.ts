import { z } from 'zod'
import { BOUND_FORMS } from '../domain/sourceBound.ts'
import { DATUMS } from './enterpriseFacts.ts'
import { MOST_CORNERS } from './filter.ts'
import { Id, IdText, Instant, lineText, Position, route, Seen } from './route.ts'

/** What a person writes of the unit that a hazard source is. */
const UNIT = {
  name: lineText(200),
  unitKind: z.enum(['production', 'storage']),
  /** What bounds it; null without a bound. */
  form: z.enum(BOUND_FORMS).nullable(),
  /** One ring, closed or not. */
  bound: z.object({ ring: z.array(Position).min(3).max(MOST_CORNERS + 1), datum: z.enum(DATUMS) }).nullable(), // prettier-ignore
  /** Why the bound reaches beyond the plant boundary, where it does. */
  reason: lineText(400)
    .refine((text) => text.length >= 10, '请写明理由，10 至 400 字。\nGive the reason, in 10 to 400 characters.')
    .nullable(),
} as const
export const NewUnit = z.strictObject({ ...UNIT, form: UNIT.form.unwrap(), bound: UNIT.bound.unwrap() })
export type NewUnit = z.output<typeof NewUnit>
export const ChangedUnit = z.strictObject({ ...UNIT, seen: Seen })
export type ChangedUnit = z.output<typeof ChangedUnit>

const Ring = z.array(Position)
/** The unit as it is read, in WGS 84, rings closed. */
export const SourceUnit = z.object({
  name: z.string(),
  unitKind: UNIT.unitKind,
  bound: z
    .object({
      form: z.enum(BOUND_FORMS).nullable(),
      ring: Ring,
      /** Geodesic. */
      area: z.number().meta({ 'x-unit': 'm²' }),
      reason: z.string().nullable(),
      /** It reaches beyond the plant boundary as that is now. */
      beyond: z.boolean(),
      changedAt: Instant,
      changedBy: z.string(),
    })
    .nullable(),
  /** false: a guarded store, whose place whoever asks may not know. */
  exact: z.boolean(),
  /** Boundary of the plant. */
  boundary: Ring.nullable(),
  /** When it was written last; what writes over it tells this. */
  seen: Instant,
  /** Whether whoever asks writes it. */
  mayPlace: z.boolean(),
})
export type SourceUnit = z.infer<typeof SourceUnit>

const params = z.object({ id: IdText })
const writers = { only: ['government', 'enterprise'], posts: ['data-steward', 'safety-manager'] } as const

export const sourceUnits = {
  read: route({
    method: 'GET',
    path: '/hazard-sources/:id/unit',
    summary: 'The unit that a hazard source is: kind, bound and area, with the boundary of its plant',
    params,
    response: SourceUnit,
    sensitive: 'hazard_source',
  }),
  add: route({
    ...writers,
    method: 'POST',
    path: '/enterprises/:id/hazard-sources',
    summary: 'Add a hazard source with the bound of its unit; no ground belongs to two units of one enterprise',
    params,
    body: NewUnit,
    response: z.object({ id: Id }),
  }),
  change: route({
    ...writers,
    method: 'POST',
    path: '/hazard-sources/:id/unit',
    summary: 'Write name, kind and bound of a hazard source anew; its point follows from the bound',
    params,
    body: ChangedUnit,
    response: z.object({}),
  }),
}
