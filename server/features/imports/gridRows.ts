import { z } from 'zod'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import type { Datum } from '../../files/datum.ts'
import type { Issue } from '../../files/rows.ts'
import { Merged } from './merged.ts'
import type { GridRow } from './grids.ts'

/** Share of its geodesic area that a repair may add or take. */
const MOST_CHANGED = 0.001

const incoming = (rows: readonly GridRow[]) => sql`(
  select r.*, st_multi(st_collectionextract(case when st_isvalid(raw) then raw else st_makevalid(raw) end, 3)) as geom
  from (
    select r.*, st_setsrid(st_geomfromgeojson(geometry), 4326) as raw
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as r (row integer, code text, name text, person text, phone text, geometry text)) r)`

const Shape = z.object({
  row: z.number(),
  valid: z.boolean(),
  reason: z.string(),
  before: z.number(),
  after: z.number(),
  taken: z.boolean(),
})
/** An invalid shape that was repaired: its geodesic area in m² before and after, and what was wrong. */
export interface Repair {
  readonly row: number
  readonly code: string
  readonly name: string
  readonly reason: string
  readonly before: number
  readonly after: number
}

const km2 = (area: number) => (area / 1e6).toFixed(6)

function issueOf({ row, valid, reason, before, after, taken }: z.infer<typeof Shape>): Issue[] {
  const at = { row, column: 'geometry' }
  const areas = `${reason}; ${km2(before)} → ${km2(after)} km²`
  const shape: Issue[] = !(after > 0)
    ? [{ ...at, rule: 'nothing-left', found: reason }]
    : Math.abs(after / before - 1) > MOST_CHANGED || !(before > 0)
      ? [{ ...at, rule: 'area-changed', found: areas }]
      : valid
        ? []
        : [{ ...at, rule: 'repaired', found: areas }]
  return taken ? [...shape, { row, column: 'code', rule: 'key-taken', found: '' }] : shape
}

/** Judges the shapes: which are invalid, what their repair does to their area, and whose code is taken. Writes nothing. */
export async function judgeShapes(db: Db, rows: readonly GridRow[]): Promise<{ issues: Issue[]; repairs: Repair[] }> {
  const shapes = await db.many(
    Shape,
    sql`select row, st_isvalid(raw) as valid, st_isvalidreason(raw) as reason, st_area(raw::geography) as before,
          st_area(geom::geography) as after,
          exists (select from grid g where g.code = r.code and g.level <> 3) as taken
        from ${incoming(rows)} r order by row`,
  )
  const byRow = new Map(rows.map((row) => [row.row, row]))
  const repairs = shapes
    .filter(({ valid, after }) => !valid && after > 0)
    .map(({ row, reason, before, after }) => {
      const { code = '', name = '' } = byRow.get(row) ?? {}
      return { row, code, name, reason, before, after }
    })
  return { issues: shapes.flatMap(issueOf), repairs }
}

/** The first file of territories draws the district where nobody has, and gives it its node of level 1. */
async function ensureDistrictNode(db: Db, rows: readonly GridRow[]): Promise<void> {
  await db.run(sql`
    update district set geom = (
      select st_multi(st_collectionextract(st_makevalid(st_unaryunion(st_collect(geom), 1e-9)), 3)) from ${incoming(rows)} r)
    where geom is null`)
  const { person = '', phone = '' } = rows[0] ?? {}
  await db.run(sql`
    insert into grid (level, code, name, person, phone, geom)
    select 1, code, name, ${person}, ${phone}, geom from district
    where not exists (select from grid where level = 1)`)
}

/** Where the merged rows are written down, so that the import can be taken back. */
export interface Recorded {
  readonly datum: Datum
  readonly as: number
}

/** Merges territories into the book by code; enterprises, places and people then find their grid again. */
export async function mergeGrids(db: Db, rows: readonly GridRow[], { datum, as }: Recorded): Promise<Merged> {
  if (rows.length === 0) return { added: 0, changed: 0, unchanged: 0 }
  await ensureDistrictNode(db, rows)
  const merged = await db.one(
    Merged,
    sql`
    with incoming as materialized (select * from ${incoming(rows)} r),
    differing as materialized (
      select r.*, g.id, jsonb_build_object('name', g.name, 'person', g.person, 'phone', g.phone, 'geom', g.geom::text,
        'source_datum', g.source_datum) as before
      from incoming r join grid g on g.code = r.code
      where (g.name, g.person, g.phone, g.geom) is distinct from (r.name, r.person, r.phone, r.geom)),
    changed as (
      update grid g set (name, person, phone, geom, source_datum) = row(r.name, r.person, r.phone, r.geom, ${datum}::text)
      from differing r where g.id = r.id
      returning g.id, r.before, decode(md5(row(g.name, g.person, g.phone, g.geom)::text), 'hex') as digest),
    added as (
      insert into grid (level, code, name, parent, person, phone, geom, source_datum)
      select 3, r.code, r.name, (select id from grid where level = 1), r.person, r.phone, r.geom, ${datum}
      from incoming r where not exists (select from grid g where g.code = r.code) order by r.row
      returning id, null::jsonb as before, decode(md5(row(name, person, phone, geom)::text), 'hex') as digest),
    kept as (
      insert into import_change (import, topic, id, before, digest)
      select ${as}::integer, 'grid', id, before, digest from (select * from added union all select * from changed) made)
    select (select count(*)::int from added) as added, (select count(*)::int from changed) as changed,
      (select count(*)::int from incoming) - (select count(*)::int from added) - (select count(*)::int from changed) as unchanged`,
  )
  if (merged.added + merged.changed > 0) await db.raw(sql`select app.find_owners()`)
  return merged
}
