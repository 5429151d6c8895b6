import type { Filter } from '#core/contract/filter.ts'
import { ENTERPRISE_POINT_ZOOM, HAZARD_POINT_ZOOM } from '#core/contract/tiles.ts'
import { type Sql, sql } from '../db/sql.ts'
import { enterpriseWhere, hazardOpen, hazardOverdue } from '../filter/predicate.ts'
import { cellOf, EXTENT, pointInTile, type TileAddress, unitInCell, unitPoint, unitsOf } from './bounds.ts'
import { CLUSTER_CELLS } from './enterprises.ts'

/** Enterprises with open hazards of which a tile shows each by itself, at most. */
const MOST_POINTS = 8_000

const position = sql`e.geom_3857`

/** Enterprises of the tile in scope and filter, and what is open at each: how many, overdue and major ones of them, and one of them. */
const members = (address: TileAddress, filter: Filter, reach: Sql): Sql => sql`
  member as materialized (
    select e.id, e.name, ${unitsOf(position, address)} from enterprise e
    where ${pointInTile(position, address)} and ${enterpriseWhere(filter)} and ${reach}),
  opened as materialized (
    select h.enterprise, count(*) as open, count(*) filter (where ${hazardOverdue}) as overdue, count(*) filter (where h.major) as major,
      min(h.id) as hazard
    from hazard h where h.enterprise in (select id from member) and ${hazardOpen} group by h.enterprise)`

/**
 * Sums by cell. Each open hazard counts in one cell of one tile, so the counts of a zoom add up to the open hazards of enterprises in
 * scope and filter that have a position. A cell stands where the cluster of its enterprises does, with hazards or without; from ENTERPRISE_POINT_ZOOM on,
 * where each is drawn, amid those with hazards.
 */
const clustersTile = (address: TileAddress, filter: Filter, reach: Sql): Sql => {
  const counts = address.z < ENTERPRISE_POINT_ZOOM ? sql`true` : sql`o.open is not null`
  return sql`(
  with ${members(address, filter, reach)}
  select st_asmvt(q, 'hazards', ${EXTENT}::integer, 'geom', 'feature_id') from (
    select id as feature_id, id, (select named.name from member named where named.id = cluster.id) as name, enterprises, open, overdue, major,
      hazard, st_makepoint(${unitInCell(sql`mean_x`, sql`cell % ${CLUSTER_CELLS}::integer`, CLUSTER_CELLS)},
        ${unitInCell(sql`mean_y`, sql`cell / ${CLUSTER_CELLS}::integer`, CLUSTER_CELLS)}) as geom
    from (
      select cell, count(o.open)::integer as enterprises, sum(o.open)::integer as open, sum(o.overdue)::integer as overdue,
        sum(o.major)::integer as major, case when count(o.open) = 1 then min(o.enterprise) end as id,
        case when sum(o.open) = 1 then min(o.hazard) end as hazard, avg(ux) filter (where ${counts}) as mean_x, avg(uy) filter (where ${counts}) as mean_y
      from (select id, ux, uy, ${cellOf(sql`ux`, CLUSTER_CELLS)} + ${CLUSTER_CELLS}::integer * ${cellOf(sql`uy`, CLUSTER_CELLS)} as cell
            from member) placed left join opened o on o.enterprise = placed.id
      group by cell having count(o.open) > 0
    ) cluster
  ) q)`
}

/** Each enterprise with open hazards by itself; null where they are too many. */
const pointsTile = (address: TileAddress, filter: Filter, reach: Sql): Sql => sql`(
  with ${members(address, filter, reach)}
  select case when (select count(*) from opened) <= ${MOST_POINTS}::integer then (
    select st_asmvt(q, 'hazards', ${EXTENT}::integer, 'geom', 'feature_id') from (
      select m.id as feature_id, m.id, m.name, 1 as enterprises, o.open::integer, o.overdue::integer, o.major::integer,
        case when o.open = 1 then o.hazard end as hazard, ${unitPoint} as geom
      from member m join opened o on o.enterprise = m.id
    ) q) end)`

/** Open hazards at their enterprises: sums below HAZARD_POINT_ZOOM, each enterprise from there on, sums again where they are many. */
export function hazardTiles(address: TileAddress, filter: Filter, reach: Sql = sql`true`): readonly Sql[] {
  const clusters = clustersTile(address, filter, reach)
  return address.z < HAZARD_POINT_ZOOM ? [clusters] : [pointsTile(address, filter, reach), clusters]
}
