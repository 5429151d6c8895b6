import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DraftOperation, GridDraft } from '#core/contract/gridDrafts.ts'
import { randomFrom } from '../../scripts/demo/random.ts'
import { deskOf } from './desk.ts'
import { detailOf, FACTS, gridDraftsBook, type GridDraftsBook, near } from './gridDraftsBook.ts'

let book: GridDraftsBook
beforeAll(async () => {
  book = await gridDraftsBook()
})
afterAll(() => book.drop())

const step = (draft: Pick<GridDraft, 'id' | 'version'>, operation: DraftOperation, desk = book.leader) =>
  desk.post(`/grid-drafts/${draft.id}/steps`).send({ seen: draft.version, operation })

test('a border that is moved is moved on both sides, and the territories still tile', async () => {
  const draft = await book.begin()
  const { at, grids } = await book.corner()
  const to = near(at)
  const { status, body } = await step(draft, { kind: 'move', from: at, to })
  expect(status).toBe(201)
  const { nodes, draft: now, steps } = detailOf({ body })
  const having = nodes.filter(({ polygons }) => polygons?.flat(2).some(([x, y]) => x === to[0] && y === to[1]))
  expect(having.map(({ id }) => id)).toEqual(grids)
  expect(nodes.filter(({ change }) => change !== 'none').map(({ id, change }) => [id, change])).toEqual(
    grids.map((id) => [id, 'land']),
  )
  expect(now.version).toBe(1)
  expect(steps).toMatchObject([{ number: 1, kind: 'move', state: 'done', madeBy: '甲' }])
  const { doubled, changed } = await book.tiling(draft.id)
  expect(Math.abs(doubled)).toBeLessThan(0.5)
  expect(changed).toBeLessThan(0.5)
  // nothing of the grids themselves has changed
  expect(await book.one(`select count(*)::integer as n from grid_version where valid_until is not null`)).toEqual({ n: 0 }) // prettier-ignore
})

test('of two who move one border at once the second is told, sees what the first did, and nothing is lost', async () => {
  const draft = await book.begin()
  const second = deskOf(book, { role: 'government', person: '乙', grids: [] })
  const [one, other] = [await book.corner(2), await book.corner(9)]
  const both = await Promise.all([
    step(draft, { kind: 'move', from: one.at, to: near(one.at) }),
    step(draft, { kind: 'move', from: one.at, to: near(one.at, -1e-5) }, second),
  ])
  const [done, late] = both.toSorted((a, b) => a.status - b.status)
  expect([done!.status, late!.status]).toEqual([201, 409])
  const { present } = late!.body as { present: unknown }
  expect(present).toEqual(done!.body)
  // repeated on what is there now: the corner is not where it was
  const { draft: now } = detailOf({ body: present })
  const again = await step(now, { kind: 'move', from: one.at, to: near(one.at, 2e-5) })
  expect([again.status, again.body.issues?.[0]?.at]).toEqual([422, `no-vertex ${one.at[0]} ${one.at[1]}`])
  const elsewhere = await step(now, { kind: 'move', from: other.at, to: near(other.at) }, second)
  expect(elsewhere.status).toBe(201)
  const log = detailOf(elsewhere).steps.map(({ number, madeBy }) => [number, madeBy])
  expect(log).toEqual([[2, '乙'], [1, done === both[0] ? '甲' : '乙']]) // prettier-ignore
})

test('what is refused says why and where, and leaves the draft as it was', async () => {
  const draft = await book.begin()
  const before = await book.stateOf(draft.id)
  const { at, grids } = await book.corner(4)
  const [far] = await book.many<{ id: number }>(
    `select b.id from grid a, grid b where a.id = $1 and b.level = 3 and not st_intersects(a.geom, b.geom) limit 1`,
    [grids[0]],
  )
  const outer = await book.one<{ at: [number, number] }>(
    `select array[st_x(p.geom), st_y(p.geom)] as at from grid g cross join st_dumppoints(g.geom) p
      where g.level = 3 and not exists (select from grid o where o.level = 3 and o.id <> g.id and st_distance(o.geom, p.geom) < 1e-6) order by g.id limit 1`,
  )
  const cases: readonly [DraftOperation, string][] = [
    [{ kind: 'move', from: at, to: at }, 'same-place'],
    [{ kind: 'move', from: near(at), to: at }, 'no-vertex'],
    [{ kind: 'merge', grid: grids[0]!, into: far!.id }, 'not-neighbours'],
    [{ kind: 'merge', grid: 999_999, into: grids[0]! }, 'no-grid'],
    [{ kind: 'move', from: outer.at, to: near(outer.at, 1e-4, 1e-4) }, 'outer-border'],
    [{ kind: 'split', grid: grids[0]!, path: [[121, 37], [121.1, 37]], facts: FACTS }, 'off-border'], // prettier-ignore
  ]
  for (const [operation, reason] of cases) {
    const { status, body } = await step(draft, operation)
    expect([status, body.code, body.issues?.[0]?.at.split(' ')[0]]).toEqual([422, 'grid-draft-refused', reason])
  }
  const taken = await book.one<{ code: string }>(`select code from grid where id = $1`, [far!.id])
  const describe = (facts: Partial<typeof FACTS>) =>
    step(draft, { kind: 'describe', grid: grids[0]!, facts: { ...FACTS, ...facts } })
  for (const code of ['370611007001001', '37067100700100', taken.code]) {
    const { status, body } = await describe({ code })
    expect([code, status, body.issues?.[0]?.at]).toEqual([code, 422, 'body.operation.facts.code'])
  }
  expect(await book.stateOf(draft.id)).toBe(before)
  expect(await book.one('select version from grid_draft where id = $1', [draft.id])).toEqual({ version: 0 })
})

test('whatever was done is taken back to the bit, and done again to the bit', async () => {
  const random = randomFrom(97)
  let draft = await book.begin()
  const states = [await book.stateOf(draft.id)]
  const back = async (way: 'undo' | 'redo') => {
    const { status, body } = await book.leader.post(`/grid-drafts/${draft.id}/${way}`).send({ seen: draft.version })
    if (status === 201) draft = detailOf({ body }).draft
    return status
  }
  const corners = Array.from({ length: 5 }, () => random.whole(0, 40))
  for (const [i, skip] of corners.entries()) {
    const { at, grids } = await book.corner(skip)
    const operations: DraftOperation[] = [
      { kind: 'move', from: at, to: near(at, random.whole(-9, 9) / 1e6, 7e-6) },
      { kind: 'remove', at },
      { kind: 'merge', grid: grids[0]!, into: grids[1]! },
      { kind: 'describe', grid: grids[1]!, facts: { ...FACTS, code: `37067100700191${i}` } },
    ]
    const { status, body } = await step(draft, operations[i % 4]!)
    if (status !== 201) continue
    draft = detailOf({ body }).draft
    states.push(await book.stateOf(draft.id))
  }
  expect(new Set(states).size).toBeGreaterThan(4)
  for (const state of states.toReversed().slice(1)) expect([await back('undo'), await book.stateOf(draft.id)]).toEqual([201, state]) // prettier-ignore
  expect(await back('undo')).toBe(422)
  for (const state of states.slice(1)) expect([await back('redo'), await book.stateOf(draft.id)]).toEqual([201, state])
  expect(await back('redo')).toBe(422)
  // something else after an undo: what was taken back is dropped, and stays in the log
  await back('undo')
  const { at } = await book.corner(44)
  const { body } = await step(draft, { kind: 'move', from: at, to: near(at) })
  expect(detailOf({ body }).steps.slice(0, 2).map(({ state }) => state)).toEqual(['done', 'dropped']) // prettier-ignore
})

test('nobody but leader and data steward edits, and a draft that is over is not edited', async () => {
  const draft = await book.begin()
  const department = deskOf(book, { role: 'department', person: '丙', grids: [], department: 1 })
  for (const path of ['/grid-drafts', `/grid-drafts/${draft.id}`, `/grid-drafts/${draft.id}/comparison`])
    expect((await department.get(path)).status).toBe(403)
  const { at } = await book.corner()
  expect((await step(draft, { kind: 'remove', at }, department)).status).toBe(403)
  const withdrawn = await book.leader.post(`/grid-drafts/${draft.id}/withdraw`).send({ seen: 0 })
  expect(withdrawn.body).toMatchObject({ state: 'withdrawn', version: 1 })
  const { status, body } = await step({ ...draft, version: 1 }, { kind: 'remove', at })
  expect([status, body.code]).toEqual([422, 'grid-draft-refused'])
  for (const change of [`state = 'open', version = 2`, `base = 'x', version = 2`, `version = 5`])
    await expect(book.owner.query(`update grid_draft set ${change} where id = $1`, [draft.id])).rejects.toThrow('stays what it is') // prettier-ignore
})
