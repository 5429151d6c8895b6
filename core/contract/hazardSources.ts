import { z } from 'zod'
import { MIXTURES } from '../domain/substances.ts'
import { filterFields } from './filter.ts'
import { Id, IdText, Instant, Position, route } from './route.ts'

/** One substance of a source, with its terms of the worked sum. */
export const HazardSourceSubstance = z.object({
  id: Id,
  name: z.string(),
  cas: z.string().nullable(),
  category: z.string().nullable(),
  /** q, t; null for posts that may not know inventories. */
  quantity: z.number().meta({ 'x-unit': 't' }).nullable(),
  /** Q, t */
  critical: z.number().meta({ 'x-unit': 't' }),
  beta: z.number(),
  betaReason: z.string(),
  /** Number in table 1 by which it counts; null where its category, or the file that told it, says Q. */
  reference: z.number().int().nullable(),
  /** How a mixture counts (4.2.3); null for what is none. */
  mixture: z.enum(MIXTURES).nullable(),
  mixtureReason: z.string().nullable(),
})
export type HazardSourceSubstance = z.infer<typeof HazardSourceSubstance>

/** People around the plant as somebody counted them: goes before the count of the book until its last day is over. */
export const HandCount = z.object({
  people: z.number().int(),
  reason: z.string(),
  until: z.iso.date().nullable(),
  by: z.string(),
  at: Instant,
})
export type HandCount = z.infer<typeof HandCount>

/** Another source of the same enterprise: α goes by the people around the plant, so it should not differ there. */
const SourceSibling = z.object({ id: Id, name: z.string(), alpha: z.number().nullable(), hand: HandCount.nullable() })
export type SourceSibling = z.infer<typeof SourceSibling>

/** Major hazard source 重大危险源, graded by GB 18218-2018. */
export const HazardSource = z.object({
  id: Id,
  enterprise: Id,
  enterpriseName: z.string(),
  name: z.string(),
  unitKind: z.enum(['production', 'storage']),
  /** Where it is shown; null where nobody who asks may know and its enterprise has no place. */
  position: Position.nullable(),
  /** false: a guarded store, shown where its enterprise stands. */
  exact: z.boolean(),
  level: z.number().int().min(1).max(4).nullable(),
  /** 暂定: no plant boundary is known, α = 2.0 is the safe side. */
  provisional: z.boolean(),
  /** As the book counts them; `hand` goes before. */
  alphaPeople: z.number().int().nullable(),
  alpha: z.number().nullable(),
  sumRatio: z.number().nullable(),
  sumWeighted: z.number().nullable(),
  r: z.number().nullable(),
  principal: z.string().nullable(),
  technician: z.string().nullable(),
  operator: z.string().nullable(),
  assessedAt: Instant.nullable(),
  substances: z.array(HazardSourceSubstance),
  hand: HandCount.nullable(),
  /** Other sources of the enterprise that have a count by hand, or another α than this one. */
  siblings: z.array(SourceSibling),
  /** Edition of the tables. */
  tableVersion: z.string(),
  /** The seal of the inventory, another one whenever it was changed, for whoever writes it; null for posts that may not know it. */
  inventory: z.string().nullable(),
  /** Whether whoever asks writes the inventory, and counts people by hand. */
  mayWrite: z.boolean(),
  mayCount: z.boolean(),
})
export type HazardSource = z.infer<typeof HazardSource>
/** The same in lists: without what tells of quantities, whose reading is recorded one file at a time. */
export const HazardSourceRow = HazardSource.omit({
  sumRatio: true,
  sumWeighted: true,
  r: true,
  substances: true,
  hand: true,
  siblings: true,
  tableVersion: true,
  inventory: true,
  mayWrite: true,
  mayCount: true,
})
export type HazardSourceRow = z.infer<typeof HazardSourceRow>

export const hazardSources = {
  list: route({
    method: 'GET',
    path: '/hazard-sources',
    wall: true,
    summary: 'Major hazard sources of the enterprises in scope and filter, highest level first',
    query: z.object(filterFields),
    response: z.object({ total: z.number().int(), rows: z.array(HazardSourceRow), version: z.number().int() }),
  }),
  read: route({
    method: 'GET',
    path: '/hazard-sources/:id',
    summary: 'One hazard source with its substances and the terms of its worked sum',
    params: z.object({ id: IdText }),
    response: HazardSource,
    sensitive: 'hazard_source',
  }),
}
