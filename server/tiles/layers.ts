import type { Filter } from '#core/contract/filter.ts'
import type { Layer } from '#core/contract/live.ts'
import { ENTERPRISE_POINT_ZOOM, type TileLayer } from '#core/contract/tiles.ts'
import { type Sql, sql } from '../db/sql.ts'
import { hazardSourceWhere } from '../filter/predicate.ts'
import {
  cellOf,
  EXTENT,
  pointInTile,
  shapeInTile,
  shapeOf,
  type TileAddress,
  unitInCell,
  unitPoint,
  unitsOf,
} from './bounds.ts'
import { enterpriseTiles } from './enterprises.ts'
import { hazardTiles } from './hazards.ts'

/** From this zoom on population points stand for themselves. */
const POPULATION_POINT_ZOOM = 14
/** Cells along a tile's side that population is summed by: 8 px. */
const POPULATION_CELLS = 64
/** Zoom from which each rank of the basemap is drawn on: rank 1 always. */
const RANK_ZOOMS: readonly [rank: number, zoom: number][] = [
  [1, 0],
  [2, 11],
  [3, 13],
]

/** How a layer is answered: what it reads, and its tile as a bytea expression. */
export interface LayerTile {
  /** Whether the filter acts on it. */
  readonly filtered: boolean
  /** Layers of data whose version the tile depends on. */
  readonly reads: (z: number, filter: Filter) => readonly Layer[]
  /** Whether the passing of a deadline alone may change it. */
  readonly timed: (z: number, filter: Filter) => boolean
  /** Expressions to try in turn, `reach` being the scope over an enterprise `e`: one that finds itself unfit for the tile is null, the last never is. */
  readonly tiles: (address: TileAddress, filter: Filter, reach?: Sql) => readonly Sql[]
}

/** Rows with feature_id, properties and geom as a tile; rows that clipping left without geometry are no features. */
const encoded = (name: TileLayer, rows: Sql): Sql =>
  sql`(select st_asmvt(q, ${name}, ${EXTENT}::integer, 'geom', 'feature_id') from (${rows}) q where geom is not null)`

const byDeadline = ({ overdue, dueSoon }: Filter) => overdue !== undefined || dueSoon !== undefined

/** What a condition reads beside the enterprise itself. */
const filterReads = (filter: Filter): Layer[] => [
  'enterprises',
  ...(filter.sourceLevel ? (['hazard-sources'] as const) : []),
  ...(byDeadline(filter) ? (['hazards'] as const) : []),
]

const hazardSourcesTile = (address: TileAddress, filter: Filter): Sql =>
  encoded(
    'hazard-sources',
    sql`select id as feature_id, id, enterprise, name, level, provisional, risk, warning, ${unitPoint} as geom from (
      select s.id, s.enterprise, s.name, coalesce(s.level, 0)::integer as level, s.provisional::integer as provisional,
        coalesce(e.risk, 0)::integer as risk,
        coalesce((select w.colour from hazard_source_warning w where w.hazard_source = s.id), 0)::integer as warning,
        ${unitsOf(sql`place.geom_3857`, address)}
      from hazard_source s join enterprise e on e.id = s.enterprise join hazard_source_place place on place.hazard_source = s.id
      where ${pointInTile(sql`place.geom_3857`, address)} and ${hazardSourceWhere(filter)}) placed`,
  )

/** Polygons of a table `t` whole, unsimplified: neighbours keep identical vertices along their shared border. */
const shapes = (table: Sql, columns: Sql, address: TileAddress): Sql => sql`
  select t.id as feature_id, ${columns}, ${shapeOf(sql`t.geom_3857`, address)} as geom
  from ${table} t where ${shapeInTile(sql`t.geom_3857`, address)}`

function basemapTile(address: TileAddress): Sql {
  const deepest = RANK_ZOOMS.filter(([, zoom]) => zoom <= address.z).at(-1)?.[0] ?? 1
  const rows = shapes(sql`basemap`, sql`t.kind, t.name, t.rank::integer as rank`, address)
  return encoded('basemap', sql`${rows} and t.rank <= ${deepest}::integer`)
}

const populationPoints = (address: TileAddress): Sql => sql`
  select id as feature_id, people, ${unitPoint} as geom
  from (select p.id, p.people, ${unitsOf(sql`p.geom_3857`, address)}
        from population_point p where ${pointInTile(sql`p.geom_3857`, address)}) placed`

/** Sums by cell, at the mean place of the people in it; the sums of a zoom add up to all people in scope. */
const populationCells = (address: TileAddress): Sql => sql`
  select null::integer as feature_id, people,
    st_makepoint(${unitInCell(sql`mean_x`, sql`cx`, POPULATION_CELLS)}, ${unitInCell(sql`mean_y`, sql`cy`, POPULATION_CELLS)}) as geom
  from (select cx, cy, sum(people)::integer as people, sum(ux * people) / sum(people) as mean_x, sum(uy * people) / sum(people) as mean_y
        from (select people, ux, uy, ${cellOf(sql`ux`, POPULATION_CELLS)} as cx, ${cellOf(sql`uy`, POPULATION_CELLS)} as cy
              from (select p.people, ${unitsOf(sql`p.geom_3857`, address)}
                    from population_point p where ${pointInTile(sql`p.geom_3857`, address)}) placed) celled
        group by cx, cy) cell`

const never = () => false

/** Every layer of the contract. Policies of grids and places look up the asking enterprise, so they read it, too. */
export const LAYER_TILES: { readonly [Name in TileLayer]: LayerTile } = {
  enterprises: {
    filtered: true,
    reads: (z, filter) =>
      z < ENTERPRISE_POINT_ZOOM ? filterReads(filter) : ['enterprises', 'hazard-sources', 'hazards'],
    timed: (z, filter) => z >= ENTERPRISE_POINT_ZOOM || byDeadline(filter),
    tiles: enterpriseTiles,
  },
  hazards: {
    filtered: true,
    reads: (_z, filter) => [...new Set<Layer>(['hazards', ...filterReads(filter)])],
    timed: () => true,
    tiles: hazardTiles,
  },
  'hazard-sources': {
    filtered: true,
    // the warning colour follows from alarms, hazards, their due times and works
    reads: (_z, filter) => [
      ...new Set<Layer>(['hazard-sources', 'alarms', 'hazards', 'special-works', ...filterReads(filter)]),
    ],
    timed: () => true,
    tiles: (address, filter) => [hazardSourcesTile(address, filter)],
  },
  grids: {
    filtered: false,
    reads: () => ['grids', 'enterprises'],
    timed: never,
    tiles: (address) => [
      encoded('grids', shapes(sql`grid`, sql`t.id, t.level::integer as level, t.name, t.code`, address)),
    ],
  },
  places: {
    filtered: false,
    reads: () => ['places', 'enterprises'],
    timed: never,
    tiles: (address) => [encoded('places', shapes(sql`place`, sql`t.id, t.kind, t.name`, address))],
  },
  population: {
    filtered: false,
    reads: () => ['population'],
    timed: never,
    tiles: (address) => [
      encoded('population', address.z < POPULATION_POINT_ZOOM ? populationCells(address) : populationPoints(address)),
    ],
  },
  basemap: { filtered: false, reads: () => ['basemap'], timed: never, tiles: (address) => [basemapTile(address)] },
  district: {
    filtered: false,
    reads: () => ['district'],
    timed: never,
    tiles: (address) => [encoded('district', shapes(sql`district`, sql`t.name`, address))],
  },
}
