import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { DraftOperation, GridComparison, GridDraft, GridVersion } from '#core/contract/gridDrafts.ts'
import type { Position } from '#core/contract/route.ts'
import { takeDueEffects } from '../../server/features/gridDrafts/takingEffect.ts'
import { deskOf } from './desk.ts'
import { detailOf, FACTS, gridDraftsBook, type GridDraftsBook, near } from './gridDraftsBook.ts'

let book: GridDraftsBook
/** Noon of China. */
const NOON = new Date('2027-06-15T04:00:00Z')
const LATER = (days: number) => new Date(NOON.getTime() + days * 86_400_000)
const DAY = (at: Date) => at.toISOString().slice(0, 10)
beforeAll(async () => {
  book = await gridDraftsBook()
})
beforeEach(() => book.clock.set(NOON))
afterAll(() => book.drop())

async function done(draft: GridDraft, operation: DraftOperation): Promise<GridDraft> {
  const answer = await book.leader.post(`/grid-drafts/${draft.id}/steps`).send({ seen: draft.version, operation })
  expect([answer.status, answer.body.detail]).toEqual([201, undefined])
  return detailOf(answer).draft
}
const plan = (draft: GridDraft, on: Date) =>
  book.leader.post(`/grid-drafts/${draft.id}/plan`).send({ seen: draft.version, effectiveOn: DAY(on) })
const comparison = async (draft: GridDraft) =>
  (await book.leader.get(`/grid-drafts/${draft.id}/comparison`)).body as GridComparison
const on = async (at: Date, desk = book.leader) =>
  (await desk.get('/grid-versions').query({ on: DAY(at) })).body as GridVersion[]

/** The loads of grids as they are now, from the tables alone. */
const loads = (grids: readonly number[]) =>
  book.many<{ id: number }>(
    `select g.id, st_area(g.geom::geography) as area, count(e.id)::integer as enterprises,
      count(*) filter (where e.class = 'A')::integer as "classA", count(*) filter (where e.class = 'B')::integer as "classB",
      count(*) filter (where e.class = 'C')::integer as "classC", count(e.id) filter (where e.class is null)::integer as unclassed,
      (select coalesce(sum(p.people), 0)::integer from population_point p where p.grid = g.id) as population
    from grid g left join enterprise e on e.grid = g.id and e.status <> 'closed' where g.id = any ($1) group by g.id order by g.code`,
    [grids],
  )
/** A cut through a grid from corner to corner, with a bend in the middle. */
async function cut(draft: GridDraft, grid: number): Promise<Position[]> {
  const { nodes } = detailOf(await book.leader.get(`/grid-drafts/${draft.id}`))
  const ring = nodes.find(({ id }) => id === grid)!.polygons![0]![0]!
  const [from, to] = [ring[0]!, ring[Math.floor((ring.length - 1) / 2)]!]
  const bend = near([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2], 1e-5, 2e-5)
  return [from, bend, to]
}

test('a split that takes effect today gives every enterprise its grid, and did what was compared', async () => {
  let draft = await book.begin()
  const { id: busiest } = await book.one<{ id: number }>(
    `select e.grid as id from enterprise e join grid g on g.id = e.grid where st_area(g.geom) / st_area(st_convexhull(g.geom)) > 0.9 group by e.grid order by count(*) desc limit 1`,
  )
  const path = await cut(draft, busiest)
  // two enterprises lie on borders to be: on the bend of the cut, and where it begins, at a corner of others
  const two = await book.many<{ id: number }>(`select id from enterprise where grid = $1 and status = 'active' order by id limit 2`, [busiest]) // prettier-ignore
  for (const [i, { id }] of two.entries())
    await book.owner.query('update enterprise set geom = st_setsrid(st_makepoint($2, $3), 4326) where id = $1', [id, ...path[i]!]) // prettier-ignore
  draft = await done(draft, { kind: 'split', grid: busiest, path, facts: FACTS })
  const compared = await comparison(draft)
  const made = compared.grids.find(({ now }) => now === null)!
  expect(compared.grids.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual([busiest, made.id])
  expect(compared.moving).toBe(made.drafted!.enterprises)
  expect(await loads([busiest])).toMatchObject([{ ...pick(compared.grids.find(({ id }) => id === busiest)!.now!) }])
  expect((await plan(draft, NOON)).body).toMatchObject({ state: 'effective', effectiveOn: DAY(NOON), outdated: false })

  expect(await book.strays()).toBe(0)
  const after = await loads([busiest, made.id])
  for (const load of after) expect(load).toMatchObject(pick(compared.grids.find(({ id }) => id === load.id)!.drafted!))
  expect(await book.many('select kind from coverage_territory')).toEqual([])
  const { body } = await book.leader.get('/grids')
  expect(body).toContainEqual(expect.objectContaining({ id: made.id, ...FACTS, level: 3 }))
  // what hangs on enterprises went with them
  for (const table of ['hazard', 'risk_point', 'inspection_target'])
    expect(await book.one(`select count(*)::integer as n from ${table} t join enterprise e on e.id = t.enterprise where t.grid is distinct from e.grid`), table).toEqual({ n: 0 }) // prettier-ignore
})
const pick = ({ area, enterprises, classA, classB, classC, unclassed, population }: GridComparison['grids'][number]['now'] & object) => ({
  area: expect.closeTo(area, 1) as number, enterprises, classA, classB, classC, unclassed, population,
}) // prettier-ignore

test('a merge that takes effect on its day leaves nobody without a grid, a chief without a post, or a day without an answer', async () => {
  let draft = await book.begin()
  const { grids } = await book.corner(3)
  const [gone, kept] = grids as [number, number]
  const was = await book.one<{ person: string; code: string }>('select person, code from grid where id = $1', [gone])
  draft = await done(draft, { kind: 'merge', grid: gone, into: kept })
  draft = await done(draft, {
    kind: 'describe',
    grid: kept,
    facts: { ...FACTS, code: '370671007001902', name: '合并网格' },
  })
  const planned = await plan(draft, LATER(3))
  expect(planned.body).toMatchObject({ state: 'planned', effectiveOn: DAY(LATER(3)) })
  expect(await takeDueEffects(book.pool)).toBe(0)
  // 23:59 of China on the day before, then the first moment of its day
  await book.clock.set(new Date(`${DAY(LATER(2))}T15:59:59Z`))
  expect(await takeDueEffects(book.pool)).toBe(0)
  await book.clock.set(new Date(`${DAY(LATER(2))}T16:00:00Z`))
  expect([await takeDueEffects(book.pool), await takeDueEffects(book.pool)]).toEqual([1, 0])

  expect(await book.strays()).toBe(0)
  expect(await book.many('select id from grid where id = $1', [gone])).toEqual([])
  expect(await book.many('select kind from coverage_territory')).toEqual([])
  const before = (await on(LATER(2))).find(({ grid }) => grid === gone)
  expect(before).toMatchObject({ person: was.person, code: was.code, until: `${DAY(LATER(2))}T16:00:00.000Z` })
  const now = await on(LATER(3))
  expect(now.find(({ grid }) => grid === gone)).toBeUndefined()
  expect(now.find(({ grid }) => grid === kept)).toMatchObject({ person: '新人', name: '合并网格', until: null })
})

test('posts of a grid that is merged away answer for the ground that they had', async () => {
  const pair = await book.one<{ gone: number; kept: number; other: number }>(
    `select a.id as gone, b.id as kept, (select min(c.id) from grid c where c.level = 3 and c.id not in (a.id, b.id)) as other
      from grid a join grid b on b.level = 3 and b.id <> a.id and st_length(st_intersection(a.geom, b.geom)) > 0
      where a.level = 3 order by a.id desc, b.id limit 1`,
  )
  const post = async (grids: readonly number[], until: string | null = null) =>
    book.one<{ id: number }>(
      `with person as (insert into account (user_name, name, state) values ('chief-' || left(gen_random_uuid()::text, 8), '某网格长', 'active') returning id)
      insert into post (account, kind, grids, from_at, until_at) select id, 'grid-chief', $1::integer[], app.now() - interval '9 days', $2 from person returning id`,
      [grids, until],
    )
  const posts = [await post([pair.gone]), await post([pair.other, pair.gone, pair.kept]), await post([pair.other])]
  const over = await post([pair.gone], LATER(-1).toISOString())
  const draft = await done(await book.begin(), { kind: 'merge', grid: pair.gone, into: pair.kept })
  expect((await plan(draft, NOON)).body).toMatchObject({ state: 'effective' })
  const grids = await book.many<{ id: number; grids: number[] }>('select id, grids from post where id = any ($1) order by id', [[...posts, over].map(({ id }) => id)]) // prettier-ignore
  const set = (ids: readonly number[]) => [...ids].sort((a, b) => a - b)
  expect(grids.map((row) => set(row.grids))).toEqual([
    [pair.kept],
    set([pair.other, pair.kept]),
    [pair.other],
    [pair.gone], // what was is not written over
  ])
})

test('a draft on grids that have changed meanwhile is outdated, and never takes effect', async () => {
  const [first, second] = [await book.begin(), await book.begin()]
  const { at } = await book.corner(1)
  const other = await book.corner(12)
  const [one, two] = [
    await done(first, { kind: 'move', from: at, to: near(at) }),
    await done(second, { kind: 'move', from: other.at, to: near(other.at) }),
  ]
  expect((await plan(two, LATER(1))).body).toMatchObject({ state: 'planned' })
  expect((await plan(one, NOON)).body).toMatchObject({ state: 'effective' })
  await book.clock.set(LATER(2))
  expect(await takeDueEffects(book.pool)).toBe(0)
  const { draft } = detailOf(await book.leader.get(`/grid-drafts/${two.id}`))
  expect(draft).toMatchObject({
    state: 'failed',
    outdated: true,
    effectiveOn: DAY(LATER(1)),
    failure: { as: 'outdated', since: LATER(2).toISOString(), tries: 1 },
  })
  // it is not tried again
  await book.clock.set(LATER(3))
  expect(await takeDueEffects(book.pool)).toBe(0)
  expect(detailOf(await book.leader.get(`/grid-drafts/${two.id}`)).draft).toEqual(draft)
  const reopened = await book.leader.post(`/grid-drafts/${two.id}/reopen`).send({ seen: draft.version })
  expect(reopened.body).toMatchObject({ state: 'open', outdated: true, effectiveOn: null })
  expect(reopened.body.failure).toBeNull()
  const again = await plan(reopened.body as GridDraft, LATER(4))
  expect([again.status, again.body.code]).toEqual([422, 'grid-draft-refused'])
})

test('a day that is over, too far, or without a change is refused', async () => {
  const draft = await book.begin()
  expect((await plan(draft, NOON)).status).toBe(422)
  const { at } = await book.corner(1)
  const changed = await done(draft, { kind: 'move', from: at, to: near(at) })
  for (const day of [LATER(-1), LATER(367)]) {
    const { status, body } = await plan(changed, day)
    expect([status, body.issues?.[0]?.at]).toEqual([422, 'body.effectiveOn'])
  }
})

test('grids that are redrawn by hand take their enterprises along, and chiefs are told of their own alone', async () => {
  const { id } = await book.one<{ id: number }>(`select grid as id from enterprise where grid is not null group by grid order by count(*) desc limit 1`) // prettier-ignore
  const { geom } = await book.one<{ geom: string }>('select geom from grid where id = $1', [id])
  await book.owner.query(`update grid set geom = st_multi(st_scale(geom, st_makepoint(0.5, 0.5), st_centroid(geom))) where id = $1`, [id]) // prettier-ignore
  expect(await book.strays()).toBe(0)
  expect((await book.one<{ n: number }>('select count(*)::integer as n from enterprise where grid is null')).n).toBeGreaterThan(0) // prettier-ignore
  await book.owner.query('update grid set geom = $2 where id = $1', [id, geom])
  expect(await book.strays()).toBe(0)

  const chief = deskOf(book, { role: 'grid', person: '丁', grids: [id] })
  const seen = await on(NOON, chief)
  expect(seen.filter(({ level }) => level !== 1).map(({ grid }) => grid)).toEqual([id])
})

test('whose ground is nobody’s any more has no post any more, and a draft that cannot take effect holds up no other', async () => {
  const { id: gone } = await book.one<{ id: number }>('select max(id) as id from grid where level = 3')
  const { id: post } = await book.one<{ id: number }>(
    `with person as (insert into account (user_name, name, state) values ('chief-of-nothing', '某网格长', 'active') returning id)
    insert into post (account, kind, grids, from_at) select id, 'grid-chief', array[$1::integer], app.now() - interval '9 days' from person returning id`,
    [gone],
  )
  // the first of two that are due cannot be written: a grid of it has no such parent
  const [broken, draft] = [await book.begin(), await book.begin()]
  await book.owner.query(`insert into grid_draft_node select draft, 999999, level, 999998, department, code || '9', name, person, phone, geom from grid_draft_node where draft = $1 and level = 3 limit 1`, [broken.id]) // prettier-ignore
  await book.owner.query('delete from grid_draft_node where draft = $1 and node = $2', [draft.id, gone])
  for (const one of [broken, draft]) expect((await plan(one, LATER(1))).body).toMatchObject({ state: 'planned' })
  await book.clock.set(LATER(1))
  expect(await takeDueEffects(book.pool)).toBe(1)
  expect(await book.one('select grids, until_at = $2 as over from post where id = $1', [post, LATER(1)])).toEqual({ grids: [gone], over: true }) // prettier-ignore
  expect(await book.many('select id from grid where id = $1', [gone])).toEqual([])
  expect(await book.strays()).toBe(0)
  expect(await book.many('select state from grid_draft where id = any ($1) order by id', [[broken.id, draft.id]])).toEqual([{ state: 'failed' }, { state: 'effective' }]) // prettier-ignore
  const { draft: failed } = detailOf(await book.leader.get(`/grid-drafts/${broken.id}`))
  expect(failed.failure).toMatchObject({ as: 'refused', tries: 1, since: LATER(1).toISOString() })
  expect(failed.failure?.detail).toContain('foreign key')
})
