import { z } from 'zod'
import { PHONE } from '../domain/enterpriseFields.ts'
import { PLACE_FILLERS, PLACE_KINDS, PLACE_SECTIONS } from '../domain/placeSections.ts'
import { DATUMS } from './enterpriseFacts.ts'
import { filterFields, MOST_CORNERS, pageFields } from './filter.ts'
import { GridSubstitute } from './grids.ts'
import { Id, IdText, Instant, lineText, Position, route, Seen } from './route.ts'

/** Park 园区 or tower 楼宇, supervised as one, or a named industrial block 街坊: as much of it as names need. */
export const Place = z.object({
  id: Id,
  kind: z.enum([...PLACE_KINDS, 'block']),
  name: z.string(),
  grid: Id.nullable(),
  /** A point inside. */
  centre: Position,
})
export type Place = z.infer<typeof Place>

/** A supervised place as lists show it; counts are of what whoever asks may see. */
export const PlaceRow = z.object({
  id: Id,
  kind: z.enum(PLACE_KINDS),
  name: z.string(),
  code: z.string().nullable(),
  grid: Id.nullable(),
  gridName: z.string().nullable(),
  managerName: z.string().nullable(),
  /** Its manager has a file, which lies outside the scope of whoever asks. */
  managerHidden: z.boolean(),
  person: z.string().nullable(),
  /** Tenants that have a file, and those that have none. */
  tenants: z.number().int(),
  tenantsWithoutFile: z.number().int(),
  /** Of the tenants that have a file. */
  hazardsOpen: z.number().int(),
  hazardsOverdue: z.number().int(),
  position: Position,
})
export type PlaceRow = z.infer<typeof PlaceRow>

export const PlaceSection = z.object({
  section: z.enum(PLACE_SECTIONS),
  state: z.enum(['filled', 'missing', 'due', 'not-applicable']),
  by: z.enum([...new Set(Object.values(PLACE_FILLERS))]),
  dueAt: Instant.nullable(),
  lacks: z.array(z.string()),
})
export type PlaceSection = z.infer<typeof PlaceSection>

const phone = z
  .string()
  .regex(PHONE, '电话只含数字、加号、空格和连字符，5 至 20 位。\nA phone has 5 to 20 digits, plus, blanks and hyphens.')
  .nullable()

/** What a person writes into the file of a place; null is not filled in. */
const FACTS = {
  kind: z.enum(PLACE_KINDS),
  name: lineText(120),
  code: lineText(40).nullable(),
  address: lineText(300).nullable(),
  /** Who manages it, where that has no file in the book. */
  manager: lineText(120).nullable(),
  managerCode: lineText(18).nullable(),
  /** The same as a file of the book: manager and managerCode are null then. */
  managerEnterprise: Id.nullable(),
  person: lineText(60).nullable(),
  phone,
  safetyManager: lineText(60).nullable(),
  safetyManagerPhone: phone,
  /** Fire control room or emergency contact. */
  emergencyContact: lineText(60).nullable(),
  emergencyPhone: phone,
  floors: z.number().int().min(1).max(200).nullable(),
  area: z.number().positive().lt(1e9).meta({ 'x-unit': 'm²' }).nullable(),
  units: z.number().int().min(1).max(100_000).nullable(),
  leadDepartment: Id.nullable(),
}
/** Corners of the ground, closed or not. */
const Boundary = z.object({
  ring: z
    .array(Position)
    .min(3)
    .max(MOST_CORNERS + 1),
  datum: z.enum(DATUMS),
})
export const NewPlace = z.strictObject({ ...FACTS, boundary: Boundary })
export type NewPlace = z.output<typeof NewPlace>
/** Without a boundary the old one stays. */
export const ChangedPlace = z.strictObject({ ...FACTS, boundary: Boundary.nullable(), seen: Seen })
export type ChangedPlace = z.output<typeof ChangedPlace>

/** The file of a supervised place. */
export const PlaceFile = PlaceRow.extend({
  ...FACTS,
  name: z.string(),
  code: z.string().nullable(),
  address: z.string().nullable(),
  manager: z.string().nullable(),
  /** Of whoever manages it, with a file of the book or without. */
  managerCode: z.string().nullable(),
  /** The file of the manager, where that is in the scope of whoever asks. */
  managerEnterprise: Id.nullable(),
  person: z.string().nullable(),
  safetyManager: z.string().nullable(),
  emergencyContact: z.string().nullable(),
  /** Phones of people for posts that may know them; null to all others. */
  phone: z.string().nullable(),
  safetyManagerPhone: z.string().nullable(),
  emergencyPhone: z.string().nullable(),
  leadDepartmentName: z.string().nullable(),
  gridPerson: z.string().nullable(),
  /** Who stands in today for the person of the grid; null where nobody does. */
  gridSubstitute: GridSubstitute.nullable(),
  sourceDatum: z.enum(DATUMS),
  /** The boundary is a circle around the one point that a file told, until somebody draws it. */
  boundaryAssumed: z.boolean(),
  /** Closed, WGS 84. */
  ring: z.array(Position),
  /** Tenants visited in the last 12 months, self-checks left out, and all that have a file. */
  visited: z.number().int(),
  source: z.enum(['import', 'person']),
  openedAt: Instant,
  changedAt: Instant,
  changedBy: z.string(),
  /** The server's clock by which the states were told. */
  at: Instant,
  rule: z.string(),
  sections: z.array(PlaceSection),
  completeness: z.object({ n: z.number().int(), of: z.number().int() }),
})
export type PlaceFile = z.infer<typeof PlaceFile>

const params = z.object({ id: IdText })
const written = { only: ['government'], posts: ['data-steward'] } as const
const Written = z.object({ id: Id })

export const places = {
  names: route({
    method: 'GET',
    path: '/places/names',
    wall: true,
    summary: 'Names of parks, towers and blocks in scope, by kind and name',
    response: z.array(Place),
  }),
  list: route({
    method: 'GET',
    path: '/places',
    summary: 'Parks and towers in scope, by kind and name, paged by key, with their tenants and open hazards',
    query: z.object({
      kind: z.enum(PLACE_KINDS).optional().describe('park or tower'),
      search: lineText(60).optional().describe('part of name, number or manager'),
      grid: filterFields.grid,
      bbox: filterFields.bbox,
      ...pageFields,
    }),
    response: z.object({
      total: z.number().int(),
      rows: z.array(PlaceRow),
      next: z.string().nullable(),
      version: z.number().int(),
    }),
  }),
  read: route({
    method: 'GET',
    path: '/places/:id',
    summary: 'The file of a park or tower: every section with its state, who fills it and by when',
    sensitive: 'place',
    params,
    response: PlaceFile,
  }),
  add: route({
    ...written,
    method: 'POST',
    path: '/places',
    summary: 'Open the file of a park or tower',
    body: NewPlace,
    response: Written,
  }),
  change: route({
    ...written,
    method: 'POST',
    path: '/places/:id',
    summary: 'Write the facts of a park or tower anew; what they were stays in the history',
    params,
    body: ChangedPlace,
    response: Written,
  }),
}
