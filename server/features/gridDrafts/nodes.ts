import { z } from 'zod'
import type { NodeFacts } from '#core/contract/gridDrafts.ts'
import { Id, Position } from '#core/contract/route.ts'
import { type Meshed, meshOf } from '#core/domain/gridMesh/meshOf.ts'
import type { GridPolygons } from '#core/domain/gridMesh/polygonsOf.ts'
import type { MeshFault } from '#core/domain/gridMesh/rawRings.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'

export const Polygons = z.array(z.array(z.array(Position)))
/** All fifteen decimals: a double comes back as it was. */
export const polygonsIn = (geom: Sql): Sql => sql`(st_asgeojson(${geom}, 15)::jsonb -> 'coordinates')`

const Land = z.object({ id: Id, polygons: Polygons })
/** The territories of a draft, the oldest first. */
export const landsOf = (db: Db, draft: number): Promise<z.output<typeof Land>[]> =>
  db.many(
    Land,
    sql`select n.node as id, ${polygonsIn(sql`n.geom`)} as polygons
      from grid_draft_node n where n.draft = ${draft}::integer and n.level = 3 order by n.node`,
  )

/** The territories as one mesh; ground of nobody is allowed, ground of two is not. */
export async function meshOfDraft(db: Db, draft: number): Promise<Meshed | { readonly faults: readonly MeshFault[] }> {
  return meshOf(await landsOf(db, draft), { open: true })
}

/** Nodes as a step keeps them: geometry as EWKB in hex, so that nothing of it is rounded. */
const keptNode = sql`jsonb_build_object('node', n.node, 'level', n.level, 'parent', n.parent, 'department', n.department, 'code', n.code,
  'name', n.name, 'person', n.person, 'phone', n.phone, 'geom', encode(st_asewkb(n.geom), 'hex'))`
const Kept = z.object({ node: Id, level: z.number(), name: z.string() }).loose()
export type KeptNode = z.output<typeof Kept>

export const keepNodes = (db: Db, draft: number, nodes: readonly number[]): Promise<KeptNode[]> =>
  db
    .many(
      z.object({ kept: Kept }),
      sql`select ${keptNode} as kept from grid_draft_node n where n.draft = ${draft}::integer and n.node = any (${[...nodes]}::integer[])
        order by n.node`,
    )
    .then((rows) => rows.map(({ kept }) => kept))

/** Puts nodes back as they were kept; those of `nodes` that were not there go. */
export async function putBack(db: Db, draft: number, nodes: readonly number[], kept: readonly KeptNode[]) {
  await db.run(
    sql`delete from grid_draft_node where draft = ${draft}::integer and node = any (${[...nodes]}::integer[])`,
  )
  await db.run(sql`insert into grid_draft_node (draft, node, level, parent, department, code, name, person, phone, geom)
    select ${draft}::integer, k.node, k.level, k.parent, k.department, k.code, k.name, k.person, k.phone, st_geomfromewkb(decode(k.geom, 'hex'))
    from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb)
      k (node integer, level smallint, parent integer, department integer, code text, name text, person text, phone text, geom text)`)
}

/** Gives territories their new ground. */
export async function redraw(db: Db, draft: number, drawn: readonly GridPolygons[]) {
  const lands = drawn.map(({ id, polygons }) => ({ id, shape: { type: 'MultiPolygon', coordinates: polygons } }))
  await db.run(sql`update grid_draft_node n set geom = st_setsrid(st_geomfromgeojson(l.shape::text), 4326)
    from jsonb_to_recordset(${JSON.stringify(lands)}::jsonb) l (id integer, shape jsonb)
    where n.draft = ${draft}::integer and n.node = l.id`)
}

/** The node of a grid that is cut off another one; its ground comes after. */
export const addNode = (db: Db, draft: number, { of, made, facts }: { of: number; made: number; facts: NodeFacts }) =>
  db.run(sql`insert into grid_draft_node (draft, node, level, parent, department, code, name, person, phone, geom)
    select n.draft, ${made}::integer, n.level, n.parent, n.department, ${facts.code}, ${facts.name}, ${facts.person}, ${facts.phone}, n.geom
    from grid_draft_node n where n.draft = ${draft}::integer and n.node = ${of}::integer`)

export const describeNode = (db: Db, draft: number, node: number, { code, name, person, phone }: NodeFacts) =>
  db.run(sql`update grid_draft_node set code = ${code}, name = ${name}, person = ${person}, phone = ${phone}
    where draft = ${draft}::integer and node = ${node}::integer`)

export const dropNode = (db: Db, draft: number, node: number) =>
  db.run(sql`delete from grid_draft_node where draft = ${draft}::integer and node = ${node}::integer`)
