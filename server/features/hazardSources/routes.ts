import { hazardSources } from '#core/contract/hazardSources.ts'
import { problem } from '../../http/problems.ts'
import type { Serve } from '../../http/serve.ts'
import { groundOf } from '../../filter/ground.ts'
import { hazardSourceWhere } from '../../filter/predicate.ts'
import { hazardSourceOf, hazardSourcePage } from '../../filter/rows/hazardSourceRows.ts'

/** Routes of major hazard sources. */
export function hazardSourceRoutes(serve: Serve): void {
  serve(hazardSources.list, async ({ query }, db) => {
    const ground = await groundOf(db)
    const { rows } = await hazardSourcePage(db, ground, hazardSourceWhere(query, ground.now))
    return { total: rows.length, rows, version: ground.versions['hazard-sources'] }
  })
  serve(hazardSources.read, async ({ params }, db) => {
    const found = await hazardSourceOf(db, params.id)
    if (!found) throw problem('not-found')
    return found
  })
}
