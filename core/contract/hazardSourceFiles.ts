import { z } from 'zod'
import { CHEMICAL_CATEGORIES } from '../domain/gb18218Tables.ts'
import { MIXTURES } from '../domain/substances.ts'
import { Id, IdText, Instant, lineText, Position, route } from './route.ts'

/** A row of table 1 or a category of table 2. */
export const SubstanceReference = z.object({
  /** Number in table 1; null for a category. */
  no: z.number().int().nullable(),
  name: z.string(),
  aliases: z.array(z.string()),
  cas: z.array(z.string()),
  category: z.string().nullable(),
  /** Q, t */
  critical: z.number().meta({ 'x-unit': 't' }),
  /** β of table 3 or 4; null where the assessor has to say it. */
  beta: z.number().nullable(),
  betaFixed: z.boolean(),
})
export type SubstanceReference = z.infer<typeof SubstanceReference>

const Seal = z
  .string()
  .regex(/^[0-9a-f]{32}$/)
  .describe('seal of the inventory as it was read; another one by now, and it is refused')

/** The last digit of a CAS number proves the others. */
const isCas = (cas: string) => {
  const digits = [...cas.replaceAll('-', '')].map(Number).reverse()
  return digits.slice(1).reduce((sum, digit, i) => sum + digit * (i + 1), 0) % 10 === digits[0]
}
const Cas = z
  .string()
  .regex(/^[0-9]{2,7}-[0-9]{2}-[0-9]$/)
  .refine(isCas, 'CAS 号校验位不对；请核对。\nThe check digit of the CAS number is wrong: check it.')

/** A substance as it is written into an inventory; Q follows from the tables. */
export const SubstanceBody = z.strictObject({
  name: lineText(120),
  cas: Cas.nullable(),
  reference: z.number().int().min(1).max(85).nullable().describe('number in table 1'),
  category: z
    .enum(CHEMICAL_CATEGORIES.map(({ symbol }) => symbol))
    .nullable()
    .describe('symbol of table 2 or 4'),
  quantity: z.number().positive().max(10_000_000).meta({ 'x-unit': 't' }).describe('maximum design quantity'),
  mixture: z.enum(MIXTURES).nullable(),
  mixtureReason: lineText(200).nullable(),
  beta: z.number().min(1).max(100).nullable().describe('by hand, where no table says it'),
  betaReason: lineText(200).nullable(),
  inventory: Seal,
})
export type SubstanceBody = z.output<typeof SubstanceBody>

/** Where people live, or a place that deserves protection, around the plant. */
const Away = { metres: z.number().meta({ 'x-unit': 'm' }), at: Position }
export const Neighbour = z.object({ id: Id, name: z.string(), ...Away })
export const ProtectedTarget = z.object({
  of: z.enum(['enterprise', 'place', 'resource']),
  /** crowded; park or tower; kind of resource. */
  kind: z.string(),
  id: Id,
  name: z.string(),
  ...Away,
})
export const DominoCandidate = z.object({
  id: Id,
  name: z.string(),
  enterpriseName: z.string(),
  level: z.number().int().min(1).max(4).nullable(),
  /** false: told from where its enterprise, or that of the source, stands. */
  exact: z.boolean(),
  ...Away,
})
const Ring = z.array(Position)
/** What lies around a source: distances are geodesic, from the plant boundary, or from the enterprise where none is known. */
export const Surroundings = z.object({
  from: z.enum(['boundary', 'enterprise', 'nowhere']),
  /** Where the source is shown to whoever asks. */
  position: Position.nullable(),
  boundary: Ring.nullable(),
  /** 500 m outside the boundary, as it is drawn. */
  line: Ring.nullable(),
  /** Within 500 m outside the boundary, nearest first; null without a boundary. */
  people: z.array(z.object({ people: z.number().int(), ...Away })).nullable(),
  /** Up to 1,000 m, nearest first, those in scope. */
  neighbours: z.array(Neighbour),
  /** All of them, whoever may see them. */
  within: z.object({ near: z.number().int(), far: z.number().int() }),
  /** Nearest first, up to 5 km, those in scope. */
  targets: z.array(ProtectedTarget),
  /** Other sources within 500 m of where this one is shown. */
  domino: z.array(DominoCandidate),
})
export type Surroundings = z.infer<typeof Surroundings>

export const ASSESSMENT_REASONS = ['first', 'inventory', 'people', 'boundary', 'hand', 'table'] as const
/** One assessment as it was made. */
export const SourceAssessment = z.object({
  id: Id,
  at: Instant,
  by: z.string(),
  reasons: z.array(z.enum(ASSESSMENT_REASONS)),
  tableVersion: z.string(),
  sumRatio: z.number().nullable(),
  sumWeighted: z.number().nullable(),
  people: z.number().int().nullable(),
  handPeople: z.number().int().nullable(),
  handReason: z.string().nullable(),
  alpha: z.number(),
  provisional: z.boolean(),
  r: z.number().nullable(),
  level: z.number().int().min(1).max(4).nullable(),
  /** null for posts that may not know inventories. */
  terms: z
    .array(z.object({ name: z.string(), quantity: z.number(), critical: z.number(), beta: z.number() }))
    .nullable(),
})
export type SourceAssessment = z.infer<typeof SourceAssessment>

const params = z.object({ id: IdText })
const ofSubstance = z.object({ id: IdText, substance: IdText })
const writers = { only: ['government', 'enterprise'], posts: ['data-steward', 'safety-manager'] } as const
const counters = { only: ['government'], posts: ['data-steward'] } as const
const Written = z.object({ substance: Id })
const Empty = z.object({})
const SeenCount = z.object({
  seen: Instant.nullable().describe(
    'at of the count by hand that stands, null without one; another one, and it is refused',
  ),
})

export const hazardSourceFiles = {
  references: route({
    method: 'GET',
    path: '/substances',
    summary: 'Table 1 and categories of table 2 of GB 18218-2018 by name, alias, CAS or symbol, with Q and β',
    query: z.object({ search: z.string().trim().max(60).optional().describe('part of name, alias, CAS or symbol') }),
    response: z.object({ tableVersion: z.string(), rows: z.array(SubstanceReference) }),
  }),
  add: route({
    ...writers,
    method: 'POST',
    path: '/hazard-sources/:id/substances',
    summary: 'Write a substance into the inventory of a source; S, R and level follow',
    params,
    body: SubstanceBody,
    response: Written,
  }),
  change: route({
    ...writers,
    method: 'POST',
    path: '/hazard-sources/:id/substances/:substance',
    summary: 'Write a substance of an inventory anew; what it was stays in the history',
    params: ofSubstance,
    body: SubstanceBody,
    response: Written,
  }),
  drop: route({
    ...writers,
    method: 'DELETE',
    path: '/hazard-sources/:id/substances/:substance',
    summary: 'Take a substance out of an inventory; it stays in the history',
    params: ofSubstance,
    query: z.object({ inventory: Seal }),
    response: Empty,
  }),
  count: route({
    ...counters,
    method: 'POST',
    path: '/hazard-sources/:id/people',
    summary:
      'Say by hand how many people live within 500 m of the plant, with a reason; it goes before the count of the book',
    params,
    body: z.strictObject({
      people: z.number().int().min(0).max(1_000_000),
      reason: lineText(400).refine(
        (text) => text.length >= 10,
        '请写明理由，10 至 400 字。\nGive the reason, in 10 to 400 characters.',
      ),
      until: z.iso.date().nullable().describe('last day on which it holds'),
      ...SeenCount.shape,
    }),
    response: Empty,
  }),
  uncount: route({
    ...counters,
    method: 'POST',
    path: '/hazard-sources/:id/people/removal',
    summary: 'Take the count by hand back: from now on the book counts',
    params,
    body: z.strictObject(SeenCount.shape),
    response: Empty,
  }),
  surroundings: route({
    method: 'GET',
    path: '/hazard-sources/:id/surroundings',
    summary: 'People, enterprises, protected targets and other sources around a source, with geodesic distances',
    params,
    response: Surroundings,
    sensitive: 'hazard_source',
  }),
  assessments: route({
    method: 'GET',
    path: '/hazard-sources/:id/assessments',
    summary: 'The latest 100 assessments of a source, newest first, each with why it was made',
    params,
    response: z.object({ total: z.number().int(), rows: z.array(SourceAssessment) }),
    sensitive: 'hazard_source',
  }),
}
