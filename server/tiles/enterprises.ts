import type { Filter } from '#core/contract/filter.ts'
import { ENTERPRISE_POINT_ZOOM } from '#core/contract/tiles.ts'
import { type Sql, sql } from '../db/sql.ts'
import { enterpriseWhere, hazardOverdue } from '../filter/predicate.ts'
import { cellOf, EXTENT, pointInTile, type TileAddress, unitInCell, unitPoint, unitsOf } from './bounds.ts'

/** Cells along a tile's side: about 43 px of a 512 px tile, room for a disc of 36 px. */
export const CLUSTER_CELLS = 12
/** Single points are given up for clusters where a tile of them would exceed about this many bytes. */
const MOST_POINT_BYTES = 480_000
/** Bytes that a point takes in the tile beside its name, at most; found by measuring. */
const BYTES_A_POINT = 48

const position = sql`e.geom_3857`

/** Which enterprises `e` are asked for. */
interface Wanted {
  readonly filter: Filter
  readonly reach: Sql
}

/** Enterprises of the tile, in scope and filter. */
const members = (address: TileAddress, { filter, reach }: Wanted, columns: Sql): Sql => sql`
  select ${columns}, ${unitsOf(position, address)}
  from enterprise e
  where ${pointInTile(position, address)} and ${enterpriseWhere(filter)} and ${reach}`

/**
 * Clusters by cell. Each member counts in one cell of one tile, so the counts of a zoom add up to the rows in scope
 * and filter; the position is the mean of the members and lies in the cell.
 * @param source rows with id, risk, ux, uy
 */
const clusters = (source: Sql): Sql => sql`
  select st_asmvt(q, 'enterprises', ${EXTENT}::integer, 'geom', 'feature_id') from (
    select id as feature_id, id, (select named.name from enterprise named where named.id = cluster.id) as name,
      count, worst, n1, n2, n3, n4, n0,
      st_makepoint(${unitInCell(sql`mean_x`, sql`cell % ${CLUSTER_CELLS}::integer`, CLUSTER_CELLS)},
        ${unitInCell(sql`mean_y`, sql`cell / ${CLUSTER_CELLS}::integer`, CLUSTER_CELLS)}) as geom
    from (
      select cell, count(*)::integer as count, case when count(*) = 1 then min(id) end as id,
        coalesce(min(risk), 0)::integer as worst,
        count(*) filter (where risk = 1)::integer as n1, count(*) filter (where risk = 2)::integer as n2,
        count(*) filter (where risk = 3)::integer as n3, count(*) filter (where risk = 4)::integer as n4,
        count(*) filter (where risk is null)::integer as n0, avg(ux) as mean_x, avg(uy) as mean_y
      from (select id, risk, ux, uy, ${cellOf(sql`ux`, CLUSTER_CELLS)} + ${CLUSTER_CELLS}::integer * ${cellOf(sql`uy`, CLUSTER_CELLS)} as cell
            from (${source}) placed) member
      group by cell
    ) cluster
  ) q`

const points = sql`
  select st_asmvt(q, 'enterprises', ${EXTENT}::integer, 'geom', 'feature_id') from (
    select id as feature_id, id, name, coalesce(risk, 0)::integer as risk, class,
      coalesce((select 1 from hazard h where h.enterprise = member.id and ${hazardOverdue} limit 1), 0) as overdue,
      coalesce((select min(s.level) from hazard_source s where s.enterprise = member.id), 0)::integer as source,
      ${unitPoint} as geom
    from member
  ) q`

/** Clusters of a tile, each with `count`. */
const clustersTile = (address: TileAddress, wanted: Wanted): Sql =>
  sql`(${clusters(members(address, wanted, sql`e.id, e.risk`))})`

/** Single points of a tile; null where they would weigh too much. */
const pointsTile = (address: TileAddress, wanted: Wanted): Sql => sql`(
  with member as materialized (${members(address, wanted, sql`e.id, e.name, e.risk, e.class`)})
  select case
    when (select coalesce(sum(octet_length(name) + ${BYTES_A_POINT}::integer), 0) from member) <= ${MOST_POINT_BYTES}::integer
    then (${points}) end)`

/**
 * Enterprises: clusters below ENTERPRISE_POINT_ZOOM, single points from there on, and clusters again where points would
 * weigh too much. Two statements, for most tiles need but the first, and planning the other costs as much as a tile.
 */
export function enterpriseTiles(address: TileAddress, filter: Filter, reach: Sql = sql`true`): readonly Sql[] {
  const wanted = { filter, reach }
  return address.z < ENTERPRISE_POINT_ZOOM
    ? [clustersTile(address, wanted)]
    : [pointsTile(address, wanted), clustersTile(address, wanted)]
}
