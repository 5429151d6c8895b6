import type { GridDraft, GridDraftDetail } from '#core/contract/gridDrafts.ts'
import type { Position } from '#core/contract/route.ts'
import { freshDatabase } from './database.ts'
import { type Desk, deskOf } from './desk.ts'

export const FACTS = { code: '370671007001901', name: '新网格', person: '新人', phone: '0535-6000901' }

/** The demo district with somebody who may edit its grid. */
export async function gridDraftsBook() {
  const book = await freshDatabase({ demo: true })
  const leader = deskOf(book, { role: 'government', person: '甲', grids: [] })
  const many = async <Row extends object>(text: string, values: unknown[] = []) =>
    (await book.owner.query<Row>(text, values)).rows
  const one = async <Row extends object>(text: string, values: unknown[] = []) => (await many<Row>(text, values))[0]!
  let requests = 0
  return {
    ...book,
    leader,
    many,
    one,
    async begin(desk: Desk = leader): Promise<GridDraft> {
      const request = `a6f0c1e0-0000-4000-8000-${String(++requests).padStart(12, '0')}`
      const { status, body } = await desk.post('/grid-drafts').send({ request, name: `草案 ${requests}` })
      if (status !== 201) throw new Error(JSON.stringify((body as { issues?: unknown }).issues ?? body))
      return body as GridDraft
    },
    /** Geometry and facts of every node of a draft, to the bit. */
    stateOf: async (draft: number) =>
      (
        await one<{ state: string }>(
          `select md5(string_agg((node, code, name, person, phone, geom::bytea)::text, '|' order by node)) as state from grid_draft_node where draft = $1`,
          [draft],
        )
      ).state,
    /** How far the territories of a draft are from tiling what the grids of now cover: m² that two have, and that are covered on one side only. */
    tiling: (draft: number) =>
      one<{ doubled: number; changed: number }>(
        `select sum(st_area(n.geom::geography)) - st_area(st_union(n.geom, 1e-9)::geography) as doubled,
          st_area(st_symdifference(st_union(n.geom, 1e-9), (select st_union(g.geom, 1e-9) from grid g where g.level = 3), 1e-9)::geography) as changed
        from grid_draft_node n where n.draft = $1 and n.level = 3`,
        [draft],
      ),
    /** A corner of exactly two territories, with both and its neighbours along the border between them. */
    corner: (skip = 0) =>
      one<{ at: Position; grids: number[] }>(
        `with corner as (
          select g.id, (st_dumppoints(st_boundary(g.geom))).geom as geom from grid g where g.level = 3)
        select array[st_x(geom), st_y(geom)] as at, array_agg(distinct id order by id) as grids from corner
        where st_contains((select st_buffer(st_union(g.geom, 1e-9), -0.001) from grid g where g.level = 3), geom)
        group by geom having count(distinct id) = 2 order by st_x(geom), st_y(geom) offset $1 limit 1`,
        [skip],
      ),
    /** Enterprises whose grid is not that of their place, by every territory and no index. */
    strays: async () =>
      (
        await one<{ n: number }>(
          `select count(*)::integer as n from enterprise e where e.grid is distinct from (
            select min(g.id) from grid g where g.level = 3 and st_distance(g.geom, e.geom) = 0)`,
        )
      ).n,
  }
}
export type GridDraftsBook = Awaited<ReturnType<typeof gridDraftsBook>>

export const detailOf = ({ body }: { body: unknown }) => body as GridDraftDetail
export const near = ([lon, lat]: Position, east = 1e-5, north = 1e-5): Position => [
  Math.round((lon + east) * 1e9) / 1e9,
  Math.round((lat + north) * 1e9) / 1e9,
]
