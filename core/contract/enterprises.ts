import { z } from 'zod'
import { INSPECTION_KINDS } from '../domain/inspections.ts'
import { filterFields, pageFields, CLASSES } from './filter.ts'
import { GridSubstitute } from './grids.ts'
import { HazardRow } from './hazards.ts'
import { HazardSource } from './hazardSources.ts'
import { Id, IdText, Instant, lineText, Position, route } from './route.ts'

/** One line of the list that mirrors the map. */
export const EnterpriseRow = z.object({
  id: Id,
  identifier: z.string(),
  name: z.string(),
  industry: z.string().nullable(),
  class: z.enum(CLASSES).nullable(),
  /** Last day on which a person's word stands for the class, not the rule's; null where the rule's does. */
  classOverrideUntil: z.iso.date().nullable(),
  /** 1 major … 4 low; null is 未评级. */
  risk: z.number().int().min(1).max(4).nullable(),
  grid: Id.nullable(),
  gridName: z.string().nullable(),
  department: Id.nullable(),
  departmentName: z.string().nullable(),
  /** Highest level of its major hazard sources. */
  sourceLevel: z.number().int().min(1).max(4).nullable(),
  hazardsOpen: z.number().int(),
  hazardsOverdue: z.number().int(),
  inspectedAt: Instant.nullable(),
  inspectionKind: z.string().nullable(),
  /** Until when the next visit keeps the cycle of the class; never visited, when it was opened. Null where grid coverage asks for none. */
  visitDueAt: Instant.nullable(),
  position: Position.nullable(),
})
export type EnterpriseRow = z.infer<typeof EnterpriseRow>

export const RiskPointRow = z.object({
  id: Id,
  name: z.string(),
  method: z.enum(['LEC', 'LS']),
  profile: z.string(),
  likelihood: z.number(),
  exposure: z.number().nullable(),
  consequence: z.number(),
  score: z.number(),
  level: z.number().int().min(1).max(4),
  measures: z.string().nullable(),
  person: z.string().nullable(),
})

export const InspectionRow = z.object({
  id: Id,
  kind: z.enum(INSPECTION_KINDS),
  inspector: z.string(),
  inspectedAt: Instant,
  findings: z.number().int(),
})

/** The enterprise file 一企一档 as far as it is kept today; null in a field is 未填. */
export const EnterpriseFile = EnterpriseRow.extend({
  scheme: z.string(),
  nameOfPlace: z.string().nullable(),
  status: z.enum(['active', 'suspended', 'closed']),
  address: z.string().nullable(),
  legalPerson: z.string().nullable(),
  safetyManager: z.string().nullable(),
  safetyManagerPhone: z.string().nullable(),
  staff: z.number().int().nullable(),
  crowded: z.boolean(),
  highRisk: z.boolean(),
  vetoedAt: Instant.nullable(),
  standardization: z.number().int().nullable(),
  classComputed: z.enum(CLASSES).nullable(),
  classRule: z.string().nullable(),
  classReasons: z.array(z.string()),
  classOverride: z.enum(CLASSES).nullable(),
  classOverrideReason: z.string().nullable(),
  sourceDatum: z.enum(['wgs84', 'gcj02', 'bd09']),
  source: z.string(),
  hasFootprint: z.boolean(),
  gridPerson: z.string().nullable(),
  gridPhone: z.string().nullable(),
  /** Who stands in today for the person of the grid; null where nobody does. */
  gridSubstitute: GridSubstitute.nullable(),
  changedAt: Instant,
  changedBy: z.string(),
  riskPoints: z.array(RiskPointRow),
  hazardSources: z.array(HazardSource),
  /** Open ones first by due date, then the latest closed; at most 20. */
  hazards: z.array(HazardRow),
  hazardsTotal: z.number().int(),
  /** All of the last twelve months, at most 400, and the latest 12 however long ago. */
  inspections: z.array(InspectionRow),
  inspectionsTotal: z.number().int(),
  inspectionsInYear: z.number().int(),
})
export type EnterpriseFile = z.infer<typeof EnterpriseFile>

export const EnterprisePage = z.object({
  /** All rows of scope and filter, not of this page. */
  total: z.number().int(),
  rows: z.array(EnterpriseRow),
  next: z.string().nullable(),
  /** Data version of the enterprises layer that these rows were read at. */
  version: z.number().int(),
})

export const SearchHit = z.object({
  kind: z.enum(['enterprise', 'hazard-source', 'grid', 'place', 'tenant']),
  id: Id,
  name: z.string(),
  /** Of hazard sources and enterprises: the enterprise; else null. */
  enterprise: Id.nullable(),
  /** Of tenants without a file: the park or tower they sit in; of parks and towers themselves. */
  place: Id.nullable(),
  note: z.string().nullable(),
  position: Position.nullable(),
})
export type SearchHit = z.infer<typeof SearchHit>

/** Hits of one search at most. */
export const MOST_HITS = 20
export const SearchAnswer = z.object({
  /** The best, names that begin with the text first. */
  rows: z.array(SearchHit).max(MOST_HITS),
  /** There are others, which a longer text would bring forth. */
  more: z.boolean(),
})
export type SearchAnswer = z.infer<typeof SearchAnswer>

export const enterprises = {
  list: route({
    method: 'GET',
    path: '/enterprises',
    summary: 'Enterprises of scope and filter, worst risk first, paged by key',
    query: z.object({ ...filterFields, ...pageFields }),
    response: EnterprisePage,
  }),
  read: route({
    method: 'GET',
    path: '/enterprises/:id',
    summary: 'The file of one enterprise',
    sensitive: 'enterprise',
    params: z.object({ id: IdText }),
    response: EnterpriseFile,
  }),
  search: route({
    method: 'GET',
    path: '/search',
    summary: 'Enterprises, hazard sources, grids, places and their tenants by name, pinyin initials or identifier',
    query: z.object({ text: lineText(60) }),
    response: SearchAnswer,
  }),
}
