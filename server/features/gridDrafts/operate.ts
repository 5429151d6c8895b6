import { z } from 'zod'
import type { DraftOperation, GridDraftDetail, NodeFacts } from '#core/contract/gridDrafts.ts'
import { Id } from '#core/contract/route.ts'
import { type BorderOperation, operate } from '#core/domain/gridDraft/operation.ts'
import { type GridPolygons, polygonsOf } from '#core/domain/gridMesh/polygonsOf.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { refusing } from '../../http/refusing.ts'
import { holdDraft, nextVersion, readDetail } from './drafts.ts'
import { addNode, describeNode, dropNode, keepNodes, type KeptNode, meshOfDraft, putBack, redraw } from './nodes.ts'
import { expectDistrictKept } from './outerBorder.ts'
import { CONSTRAINTS, notAMesh, refused, refusedBy } from './refusals.ts'

interface Act<What> {
  readonly id: number
  readonly seen: number
  readonly operation: What
}

/** @throws Problem not-found, grid-draft-changed, grid-draft-refused; then nothing has changed */
export async function operateDraft(db: Db, { id, seen, operation }: Act<DraftOperation>): Promise<GridDraftDetail> {
  const { outdated } = await holdDraft(db, { id, seen, states: ['open'] })
  if (outdated) throw refused('outdated')
  const doing = operation.kind === 'describe' ? describe(db, id, operation) : redrawBorders(db, id, operation)
  const done = await refusing('grid-draft-refused', CONSTRAINTS, doing)
  await log(db, id, { operation, ...done })
  await nextVersion(db, id)
  return readDetail(db, id)
}

interface Done {
  readonly before: readonly KeptNode[]
  readonly after: readonly KeptNode[]
}

async function describe(db: Db, draft: number, { grid, facts }: { grid: number; facts: NodeFacts }): Promise<Done> {
  const before = await keepNodes(db, draft, [grid])
  const [node] = before
  if (!node) throw refusedBy({ reason: 'no-grid', at: [0, 0] })
  if (node['code'] !== facts.code) {
    if (node.level !== 3) throw refused('body', 'body.operation.facts.code')
    await expectCode(db, facts.code)
  }
  await describeNode(db, draft, grid, facts)
  const after = await keepNodes(db, draft, [grid])
  if (JSON.stringify(before) === JSON.stringify(after)) throw refused('unchanged')
  return { before, after }
}

type Bordering = Exclude<DraftOperation, { kind: 'describe' }>
async function redrawBorders(db: Db, draft: number, operation: Bordering): Promise<Done> {
  const meshed = await meshOfDraft(db, draft)
  if ('faults' in meshed) {
    const names = await namesOf(db, draft)
    throw notAMesh(meshed.faults, (grid) => names.get(grid) ?? String(grid))
  }
  const { mesh } = meshed
  const made = operation.kind === 'split' ? await numberOf(db, operation.facts) : undefined
  const was = textsOf(polygonsOf(mesh))
  const refusal = operate(mesh, withNumber(operation, made))
  if (refusal) throw refusedBy(refusal)
  const now = polygonsOf(mesh)
  const drawn = now.filter(({ id, polygons }) => was.get(id) !== JSON.stringify(polygons))
  const touched = [...drawn.map(({ id }) => id), ...(operation.kind === 'merge' ? [operation.grid] : [])]
  const before = await keepNodes(db, draft, touched)
  if (operation.kind === 'split' && made !== undefined)
    await addNode(db, draft, { of: operation.grid, made, facts: operation.facts })
  if (operation.kind === 'merge') await dropNode(db, draft, operation.grid)
  await redraw(db, draft, drawn)
  if ('outer' in operation && operation.outer) await expectDistrictKept(db, draft, before)
  return { before, after: await keepNodes(db, draft, touched) }
}

const textsOf = (grids: readonly GridPolygons[]) =>
  new Map(grids.map(({ id, polygons }) => [id, JSON.stringify(polygons)]))

function withNumber(operation: Bordering, made: number | undefined): BorderOperation {
  if (operation.kind !== 'split') return operation
  if (made === undefined) throw new Error('a grid that is made has a number')
  return { kind: 'split', grid: operation.grid, path: operation.path, made }
}

/** The number that a new grid will have once it is in effect. */
async function numberOf(db: Db, { code }: NodeFacts): Promise<number> {
  await expectCode(db, code)
  return (await db.one(z.object({ id: Id }), sql`select app.next_grid() as id`)).id
}

/** 15 digits: division 6, street 3, community 3, serial 3 (GB/T 30428.1). @throws Problem grid-draft-refused */
async function expectCode(db: Db, code: string): Promise<void> {
  const { district } = await db.one(z.object({ district: z.string() }), sql`select d.code as district from district d`)
  if (!/^[0-9]{15}$/.test(code) || !code.startsWith(district)) throw refused('code', 'body.operation.facts.code')
}

async function namesOf(db: Db, draft: number): Promise<Map<number, string>> {
  const nodes = await db.many(
    z.object({ id: Id, name: z.string() }),
    sql`select n.node as id, n.name from grid_draft_node n where n.draft = ${draft}::integer`,
  )
  return new Map(nodes.map(({ id, name }) => [id, name]))
}

/** Into the log; what had been taken back before is dropped, for it cannot be done again on top of this. */
async function log(db: Db, draft: number, step: Done & { operation: DraftOperation }) {
  await db.run(sql`update grid_draft_step set state = 'dropped' where draft = ${draft}::integer and state = 'undone'`)
  await db.run(sql`insert into grid_draft_step (draft, number, kind, operation, before, after)
    select ${draft}::integer, coalesce(max(s.number), 0) + 1, ${step.operation.kind}, ${JSON.stringify(step.operation)}::jsonb,
      ${JSON.stringify(step.before)}::jsonb, ${JSON.stringify(step.after)}::jsonb
    from grid_draft_step s where s.draft = ${draft}::integer`)
}

const Step = z.object({ number: z.number(), before: z.array(z.unknown()), after: z.array(z.unknown()) })
/** Takes the last step back, or does again what was taken back last. @throws Problem as operateDraft */
export async function turnBack(db: Db, { id, seen, operation: way }: Act<'undo' | 'redo'>): Promise<GridDraftDetail> {
  const { outdated } = await holdDraft(db, { id, seen, states: ['open'] })
  if (outdated) throw refused('outdated')
  const step = await db.maybe(
    Step,
    way === 'undo'
      ? sql`select s.number, s.before, s.after from grid_draft_step s where s.draft = ${id}::integer and s.state = 'done' order by s.number desc limit 1`
      : sql`select s.number, s.before, s.after from grid_draft_step s where s.draft = ${id}::integer and s.state = 'undone' order by s.number limit 1`,
  )
  if (!step) throw refused(way)
  const [before, after] = [step.before, step.after] as [KeptNode[], KeptNode[]]
  const nodes = [...new Set([...before, ...after].map(({ node }) => node))]
  await refusing('grid-draft-refused', CONSTRAINTS, putBack(db, id, nodes, way === 'undo' ? before : after))
  await db.run(sql`update grid_draft_step set state = ${way === 'undo' ? 'undone' : 'done'}
    where draft = ${id}::integer and number = ${step.number}::integer`)
  await nextVersion(db, id)
  return readDetail(db, id)
}
