import { z } from 'zod'
import { DraftNode, DraftStep, GridDraft, type GridDraftDetail } from '#core/contract/gridDrafts.ts'
import { Id } from '#core/contract/route.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { holdRequest } from '../../http/holdRequest.ts'
import { problem } from '../../http/problems.ts'
import { changedSince } from '../../http/refusing.ts'
import { polygonsIn } from './nodes.ts'
import { refused } from './refusals.ts'

export const Instants = z.union([z.date(), z.string()]).transform((at) => new Date(at).toISOString())
const Failure = GridDraft.shape.failure.unwrap().extend({ since: Instants }).nullable()
const Row = GridDraft.extend({ madeAt: Instants, changedAt: Instants, failure: Failure })
/** Steps that a page shows. */
const LATEST = 200

const drafts = (where: Sql) => sql`select d.id, d.name, d.state, d.version, d.effective_on::text as "effectiveOn",
    d.state in ('open', 'planned', 'failed') and d.base <> (select app.grids_digest()) as outdated,
    case when d.failing_since is not null then json_build_object('as', d.failed_as, 'since', d.failing_since, 'tries', d.tries, 'detail', d.failed_detail) end as failure,
    d.made_at as "madeAt", d.made_by as "madeBy", d.changed_at as "changedAt", d.changed_by as "changedBy"
  from grid_draft d where ${where}`

export const listDrafts = (db: Db): Promise<GridDraft[]> => db.many(Row, sql`${drafts(sql`true`)} order by d.id desc`)

/** @throws Problem not-found */
export async function readDraft(db: Db, id: number): Promise<GridDraft> {
  const draft = await db.maybe(Row, drafts(sql`d.id = ${id}::integer`))
  if (!draft) throw problem('not-found')
  return draft
}

/** Asked again with the same request it is the one that was begun. @throws Problem request-taken */
export async function beginDraft(db: Db, body: { request: string; name: string }): Promise<GridDraft> {
  await holdRequest(db, body)
  const { request, name } = body
  const made = await db.maybe(
    z.object({ id: Id }),
    sql`insert into grid_draft (request, name) values (${request}, ${name}) on conflict (request) do nothing returning id`,
  )
  const known = made ?? (await db.one(z.object({ id: Id }), sql`select id from grid_draft where request = ${request}`))
  return readDraft(db, known.id)
}

/** The nodes of now with their phones, which only the view tells. */
export const gridsNow = sql`(select o.id, o.code, o.name, o.person, c.phone, o.geom from grid o join grid_contact c on c.grid = o.id)`
/** Against the grids of now, bit for bit. */
const change = sql`case when g.id is null then 'new' else
    case (((n.code, n.name, n.person, n.phone) is distinct from (g.code, g.name, g.person, g.phone)), n.geom::bytea is distinct from g.geom::bytea)
      when (true, true) then 'both' when (true, false) then 'facts' when (false, true) then 'land' else 'none' end end`

export async function readDetail(db: Db, id: number): Promise<GridDraftDetail> {
  const draft = await readDraft(db, id)
  const nodes = await db.many(
    DraftNode,
    sql`select n.node as id, n.level, n.parent, n.department, n.code, n.name, n.person, n.phone, ${change} as change,
        case when n.level = 3 then ${polygonsIn(sql`n.geom`)} end as polygons
      from grid_draft_node n left join ${gridsNow} g on g.id = n.node where n.draft = ${id}::integer order by n.level, n.code`,
  )
  const gone = await db.many(
    z.object({ id: Id, code: z.string(), name: z.string() }),
    sql`select g.id, g.code, g.name from grid g, grid_draft d where d.id = ${id}::integer and d.state in ('open', 'planned', 'failed')
      and not exists (select from grid_draft_node n where n.draft = d.id and n.node = g.id) order by g.code`,
  )
  const steps = await db.many(
    DraftStep.extend({ madeAt: Instants }),
    sql`select s.number, s.kind, s.state, s.made_at as "madeAt", s.made_by as "madeBy",
        array(select distinct k.node ->> 'name' from jsonb_array_elements(s.before || s.after) k (node) order by 1) as nodes
      from grid_draft_step s where s.draft = ${id}::integer order by s.number desc limit ${LATEST}`,
  )
  return { draft, nodes, gone, steps }
}

interface Wanted {
  readonly id: number
  readonly seen: number
  readonly states: readonly GridDraft['state'][]
}
/**
 * The draft, held until the act is over, where it is still as it was seen; who comes at the same time waits, and finds it changed.
 * @throws Problem not-found, grid-draft-changed (with the draft as it is now), grid-draft-refused
 */
export async function holdDraft(db: Db, { id, seen, states }: Wanted): Promise<GridDraft> {
  await db.run(sql`select from grid_draft d where d.id = ${id}::integer for update`)
  const draft = await readDraft(db, id)
  if (draft.version !== seen) throw changedSince('grid-draft-changed', await readDetail(db, id))
  if (!states.includes(draft.state)) throw refused('state')
  return draft
}

/** Whatever is done makes it another version. */
export const nextVersion = (db: Db, id: number) =>
  db.run(sql`update grid_draft set version = version + 1 where id = ${id}::integer`)
