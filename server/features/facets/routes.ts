import { facets } from '#core/contract/facets.ts'
import type { Serve } from '../../http/serve.ts'
import { readFacets } from './queries.ts'

/** Route of the counts beside the filters. */
export function facetRoutes(serve: Serve): void {
  serve(facets.read, ({ query }, db) => readFacets(db, query))
}
