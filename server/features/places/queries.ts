import { z } from 'zod'
import { Place, type places } from '#core/contract/places.ts'
import type { Input, Output } from '#core/contract/route.ts'
import type { Db } from '../../db/db.ts'
import { join, sql } from '../../db/sql.ts'
import { groundOf } from '../../filter/ground.ts'
import { middle, placesAsked } from '../../filter/places.ts'
import { placePage } from '../../filter/rows/placeRows.ts'
import { NOWHERE } from '../../filter/territory.ts'

const Total = z.object({ total: z.number().int() })

/** Names of the places in scope, by kind and name. */
export const listNames = (db: Db): Promise<Place[]> =>
  db.many(
    Place,
    sql`select p.id, p.kind, p.name, p.grid, json_build_array(st_x(at), st_y(at)) as centre
    from place p, lateral (select ${middle} as at) inside order by p.kind, p.name`,
  )

/** One page of the parks and towers in scope, with the total of all pages. */
export async function listPlaces(
  db: Db,
  { kind, search, grid, bbox, after, limit }: Input<typeof places.list>['query'],
): Promise<Output<typeof places.list>> {
  const ground = await groundOf(db)
  const holds = (text: string) => sql`(position(lower(${text}) in lower(p.name)) > 0 or starts_with(lower(p.code), lower(${text}))
    or position(lower(${text}) in lower(coalesce(p.manager, (select m.name from enterprise m where m.id = p.manager_enterprise)))) > 0)` // prettier-ignore
  const where = join(
    [
      placesAsked({ ground, territory: NOWHERE }, { grid, bbox }),
      ...(kind ? [sql`p.kind = ${kind}`] : []),
      ...(search ? [holds(search)] : []),
    ],
    sql` and `,
  )
  const { total } = await db.one(Total, sql`select count(*)::int as total from place p where ${where}`)
  return { total, ...(await placePage(db, ground, where, { after, limit })), version: ground.versions.places }
}
