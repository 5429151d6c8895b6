import { places } from '#core/contract/places.ts'
import type { Serve } from '../../http/serve.ts'
import { listPlaces } from './queries.ts'

/** Routes of parks, towers and blocks. */
export function placeRoutes(serve: Serve): void {
  serve(places.list, (_, db) => listPlaces(db))
}
