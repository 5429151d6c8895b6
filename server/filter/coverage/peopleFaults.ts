import { sql } from '../../db/sql.ts'
import { RESPONSIBLE_DEFINITIONS } from '../parts/responsibleDefinitions.ts'
import { middle, placesAsked } from '../places.ts'
import { hazardSourceWhere } from '../predicate.ts'
import { type FaultsOf, gridName, onGround, ownedBy, positionOf } from './fault.ts'

/** Nodes of the grid whose person is nobody, cannot be called, or left. */
export const nodePerson: FaultsOf = (_asked, filter) => ({
  subject: 'grid',
  from: sql`app.coverage_nodes() n join grid g on g.id = n.grid`,
  where: onGround(filter, sql`array[g.id]`, sql`g.geom`),
  key: { id: sql`g.id` },
  grids: sql`array[g.id]`,
  fields: {
    id: sql`g.id`,
    name: sql`g.name`,
    gridName: sql`case when g.level = 3 then g.name end`,
    reason: sql`n.reason`,
    position: positionOf(sql`st_pointonsurface(g.geom)`),
  },
})

/** Chiefs of whom more visits a month are asked than the rule allows; theirs are all their grids, whatever the filter. */
export const chiefOverload: FaultsOf = (_asked, filter) => ({
  subject: 'chief',
  from: sql`app.coverage_chiefs() c join coverage_rule r on r.kind = 'chief-overload'`,
  where: sql`c.sixths > 6 * r."limit" and exists (select from unnest(c.grids) m (grid) join grid g on g.id = m.grid where ${onGround(filter, sql`array[g.id]`, sql`g.geom`)})`,
  key: { id: sql`c.grids[1]` },
  grids: sql`c.grids`,
  fields: {
    name: sql`c.person`,
    gridName: sql`case when cardinality(c.grids) = 1 then ${gridName(sql`c.grids[1]`)} end`,
    amount: sql`round(c.sixths / 6.0, 2)`,
    position: sql`(select ${positionOf(sql`st_pointonsurface(g.geom)`)} from grid g where g.id = any (c.grids) order by g.id limit 1)`,
  },
})

/** As the figure responsible-missing. */
export const sourceResponsible: FaultsOf = ({ ground }, filter) => ({
  subject: 'hazard-source',
  from: sql`hazard_source s`,
  where: sql`${RESPONSIBLE_DEFINITIONS['responsible-missing'].where()} and ${hazardSourceWhere(filter, ground.now)}`,
  key: { id: sql`s.id` },
  grids: sql`array[coalesce(s.grid, 0)]`,
  fields: {
    id: sql`s.id`,
    enterprise: sql`s.enterprise`,
    name: sql`s.name`,
    gridName: gridName(sql`s.grid`),
    position: positionOf(sql`(select spot.geom from hazard_source_place spot where spot.hazard_source = s.id)`),
    owner: ownedBy('department', sql`s.department`),
  },
})

/** Parks and towers without a person, a phone, or anybody registered in them. */
export const placeRegister: FaultsOf = (asked, filter) => ({
  subject: 'place',
  from: sql`app.coverage_places() l join place p on p.id = l.place`,
  where: placesAsked(asked, filter),
  key: { id: sql`p.id` },
  grids: sql`array[coalesce(p.grid, 0)]`,
  fields: {
    id: sql`p.id`,
    name: sql`p.name`,
    gridName: gridName(sql`p.grid`),
    reason: sql`l.reason`,
    position: positionOf(middle),
    owner: ownedBy('grid', sql`p.grid`),
  },
})
