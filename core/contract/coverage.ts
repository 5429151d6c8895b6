import { z } from 'zod'
import { FAULT_KINDS, NODE_REASONS } from '../domain/coverage.ts'
import { LAYERS } from './live.ts'
import { Id, IdText, Instant, lineText, Position, route } from './route.ts'

/** One rule of the proof: what it looks for, in its version, by which number, and in how many it looked. */
export const CoverageRule = z.object({
  kind: z.enum(FAULT_KINDS),
  version: z.number().int().min(1),
  /** Millimetres of width of a gap, an overlap or a part outside; visits a month of a chief; null where the rule has no number. */
  limit: z.number().nullable(),
  /** Territories, enterprises, industries, nodes, chiefs, hazard sources or places looked at. */
  looked: z.number().int().min(0),
})
export type CoverageRule = z.infer<typeof CoverageRule>

/** Whoever is to mend it, as proposed by the rule. */
export const FaultOwner = z.object({
  desk: z.enum(['government', 'department', 'grid']),
  /** Department or grid; null for the government. */
  id: Id.nullable(),
  name: z.string(),
})
export type FaultOwner = z.infer<typeof FaultOwner>

/** The task by which a fault was given to somebody, as far as whoever asks may see it. */
const FaultTask = z.object({
  id: Id,
  owner: FaultOwner,
  dueOn: z.iso.date(),
  /** Whole days until the due day; below 0 it is over. */
  daysLeft: z.number().int(),
  version: z.number().int(),
  /** Its owner has seen it. */
  seen: z.boolean(),
  /** Whoever asks gave it. */
  given: z.boolean(),
})

/** One thing that is not covered, with where and what it is. */
export const CoverageFault = z.object({
  /** The kind and what it is about: the same fault has the same key in every run. */
  key: z.string(),
  kind: z.enum(FAULT_KINDS),
  subject: z.enum(['territory', 'enterprise', 'industry', 'grid', 'chief', 'hazard-source', 'place']),
  /** Of the enterprise, grid (node), hazard source or place; null for territory, industry and chief. */
  id: Id.nullable(),
  /** Enterprise of a hazard source. */
  enterprise: Id.nullable(),
  /** Name of the subject; of an industry its code; of territory the names of the grids it touches, joined by 、, or '' where none. */
  name: z.string(),
  /** In which grid; null where none or in no one alone. */
  gridName: z.string().nullable(),
  /** Of a node; of a place null where nobody is registered in it. */
  reason: z.enum(NODE_REASONS).nullable(),
  /** Of an enterprise with two leads: the names of both; of an industry: enterprises without lead; of a chief: visits a month. */
  leads: z.array(z.string()),
  /** Of an enterprise with two leads: by which clause each, in the order of their names. */
  clauses: z.array(z.string()),
  amount: z.number().nullable(),
  /** Geodesic, and the greatest width; of territory only. */
  area: z.number().nullable().meta({ 'x-unit': 'm²' }),
  width: z.number().nullable().meta({ 'x-unit': 'm' }),
  position: Position.nullable(),
  /** GeoJSON polygon of territory; null otherwise. */
  shape: z.unknown().nullable(),
  owner: FaultOwner,
  task: FaultTask.nullable(),
})
export type CoverageFault = z.infer<typeof CoverageFault>

/** How much of a layer of rows is kept, as it was when a certificate was signed. */
const KeptLayer = z.object({
  layer: z.string(),
  rows: z.number().int().min(0),
  bytes: z.number().int().min(0),
})

/** A proof that held: who had it made of which data by which rules. */
export const CoverageCertificate = z.object({
  id: Id,
  madeAt: Instant,
  signer: z.string(),
  district: z.string(),
  /** Of each layer that there was when it was signed. */
  dataVersion: z.partialRecord(z.enum(LAYERS), z.number().int()),
  /** Day of China by which visits were judged. */
  day: z.iso.date(),
  /** SHA-256 in hex of each layer of rows that the rules look at. */
  data: z.record(z.string(), z.string()),
  /** The layers that are kept, by name, so that it can be run again at that data version; null where not all of them are. */
  kept: z.array(KeptLayer).nullable(),
  rules: z.array(CoverageRule),
  /** SHA-256 in hex over data, rules and counts; GET …/check computes it anew. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
})
export type CoverageCertificate = z.infer<typeof CoverageCertificate>

const OFFICE = ['government', 'department', 'grid'] as const

export const coverage = {
  read: route({
    only: OFFICE,
    method: 'GET',
    path: '/coverage',
    summary:
      'The rules of the proof of coverage and in how much each looked, in scope; faults are the figure coverage-faults',
    response: z.object({ at: Instant, rules: z.array(CoverageRule), certificate: CoverageCertificate.nullable() }),
  }),
  certify: route({
    oneSnapshot: true,
    only: ['government'],
    posts: ['leader', 'duty-officer', 'data-steward'],
    method: 'POST',
    path: '/coverage/certificates',
    summary: 'Runs every rule over the whole district and, where nothing is found, signs a certificate of it',
    body: z.strictObject({ signer: lineText(60) }),
    response: CoverageCertificate,
  }),
  certificate: route({
    only: OFFICE,
    method: 'GET',
    path: '/coverage/certificates/:id',
    summary: 'One certificate of coverage',
    params: z.object({ id: IdText }),
    response: CoverageCertificate,
  }),
  check: route({
    only: ['government'],
    method: 'GET',
    path: '/coverage/certificates/:id/check',
    summary: 'Runs every rule again and compares: the same data must give the same hash',
    params: z.object({ id: IdText }),
    response: z.object({
      at: Instant,
      /** The data is what it was when the certificate was made. */
      sameData: z.boolean(),
      /** Hash of a run now, for the day of the certificate. */
      hash: z.string(),
      /** What a run finds now, by the clock of now. */
      faults: z.number().int(),
    }),
  }),
}
