import { z } from 'zod'

/** What one endpoint takes and gives. Server, client and OpenAPI all read it; none repeats it. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Express path below `/api`, e.g. `/enterprises/:id`. */
  readonly path: `/${string}`
  readonly summary: string
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  readonly response: z.ZodType
}

/** The parts of a request that a route declares, parsed. */
export type Input<R extends Route> = {
  [Part in 'params' | 'query' | 'body' as R[Part] extends z.ZodType ? Part : never]: z.output<NonNullable<R[Part]>>
}
/** The parts of a request as a caller writes them: what Input is parsed from. */
export type Asked<R extends Route> = {
  [Part in 'params' | 'query' | 'body' as R[Part] extends z.ZodType ? Part : never]: z.input<NonNullable<R[Part]>>
}
export type Output<R extends Route> = z.output<R['response']>

/** Keeps the literal type of a route, so that Input and Output know its parts. */
export const route = <const R extends Route>(made: R): R => made

/** Longitude, latitude in degrees, EPSG:4326. */
export const Position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
export type Position = z.infer<typeof Position>

/** ISO 8601 instant with milliseconds in UTC. */
export const Instant = z.iso.datetime()
/** Id of a row. */
export const Id = z.number().int().positive()
/** Id of a row where it travels as text: in a path or a query; never beyond what Postgres' integer holds. */
export const IdText = z.coerce.number().int().positive().max(2_147_483_647)
