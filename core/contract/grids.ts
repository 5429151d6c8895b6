import { z } from 'zod'
import { Id, Position, route } from './route.ts'

/** Who stands in today for the person who answers for a node 代班. */
export const GridSubstitute = z.object({
  name: z.string(),
  /** null for whoever may not know it. */
  phone: z.string().nullable(),
  /** First day no longer. */
  untilOn: z.iso.date(),
})
export type GridSubstitute = z.infer<typeof GridSubstitute>

/** Node of the safety grid with the person who answers for it. */
export const Grid = z.object({
  id: Id,
  level: z.number().int().min(1).max(3),
  code: z.string(),
  name: z.string(),
  parent: Id.nullable(),
  department: Id.nullable(),
  person: z.string(),
  /** null for walls. */
  phone: z.string().nullable(),
  substitute: GridSubstitute.nullable(),
  /** A point inside; null for level 2, which has no land. */
  centre: Position.nullable(),
  /** Geodesic, m². */
  area: z.number().nullable().meta({ 'x-unit': 'm²' }),
})
export type Grid = z.infer<typeof Grid>

/** Member unit 成员单位. */
export const Department = z.object({
  id: Id,
  code: z.string(),
  name: z.string(),
  nameEn: z.string().nullable(),
  industries: z.array(z.string()),
})

export const District = z.object({
  code: z.string(),
  name: z.string(),
  demo: z.boolean(),
  /** west, south, east, north degrees of what is in scope: the district, the own grids, or what is around the own enterprises; null where nothing is. */
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
  /** Lines of attribution of the base map and the data. */
  attributions: z.array(z.string()),
})

export const grids = {
  list: route({
    method: 'GET',
    path: '/grids',
    wall: true,
    summary: 'The safety grid in scope: district, bodies and territories with their people',
    response: z.array(Grid),
  }),
  departments: route({
    method: 'GET',
    path: '/departments',
    wall: true,
    summary: 'Member units and the industries they lead for',
    response: z.array(Department),
  }),
  district: route({
    method: 'GET',
    path: '/district',
    wall: true,
    summary: 'The district this book is kept for; null while it is empty',
    response: District.nullable(),
  }),
}
