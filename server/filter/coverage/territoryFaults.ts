import { sql } from '../../db/sql.ts'
import { type FaultsOf, gridName, onGround, ownedBy, positionOf } from './fault.ts'

/** What of the district no grid covers, what two cover, and what of a grid lies outside: kept in the same transaction as the grids. */
export const territoryFaults =
  (kind: 'territory-gap' | 'territory-overlap' | 'territory-outside'): FaultsOf =>
  (_asked, filter) => ({
    subject: 'territory',
    from: sql`coverage_territory t`,
    where: sql`t.kind = ${kind} and ${onGround(filter, sql`t.grids`, sql`t.geom`)}`,
    key: {
      // one that lies there as before keeps its row; two may have one centre
      text: sql`array_to_string(t.grids, '-') || '@' || t.id`,
    },
    grids: sql`t.grids`,
    fields: {
      name: sql`coalesce((select string_agg(g.name, '、' order by g.id) from grid g where g.id = any (t.grids)), '')`,
      gridName: sql`case when cardinality(t.grids) = 1 then ${gridName(sql`t.grids[1]`)} end`,
      area: sql`t.area`,
      width: sql`t.width`,
      position: positionOf(sql`st_pointonsurface(t.geom)`),
      shape: sql`st_asgeojson(t.geom, 9)`,
      ...(kind === 'territory-gap' && { owner: ownedBy('grid', sql`app.coverage_longest(t.geom, t.grids)`) }),
    },
  })
