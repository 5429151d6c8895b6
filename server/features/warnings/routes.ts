import { warnings } from '#core/contract/warnings.ts'
import { groundOf } from '../../filter/ground.ts'
import { hazardSourceWhere } from '../../filter/predicate.ts'
import type { Serve } from '../../http/serve.ts'
import { listColours, readColour } from './queries.ts'
import { announceWeather, endWeather, listWeather } from './weather.ts'

/** Routes of early warning 预警: colours of hazard sources, and the weather that raises them. */
export function warningRoutes(serve: Serve): void {
  serve(warnings.list, async ({ query }, db) => {
    const ground = await groundOf(db)
    return { rows: await listColours(db, ground, hazardSourceWhere(query, ground.now)) }
  })
  serve(warnings.read, ({ params }, db) => readColour(db, params.id))
  serve(warnings.weather, (_, db) => listWeather(db))
  serve(warnings.announce, ({ body }, db) => announceWeather(db, body))
  serve(warnings.end, ({ params }, db) => endWeather(db, params.id))
}
