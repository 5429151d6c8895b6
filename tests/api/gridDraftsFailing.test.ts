import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { DraftOperation, GridDraft } from '#core/contract/gridDrafts.ts'
import type { Position } from '#core/contract/route.ts'
import { takeDueEffects } from '../../server/features/gridDrafts/takingEffect.ts'
import { detailOf, gridDraftsBook, type GridDraftsBook } from './gridDraftsBook.ts'

let book: GridDraftsBook
/** Noon of China. */
const NOON = new Date('2027-06-15T04:00:00Z')
const LATER = (days: number) => new Date(NOON.getTime() + days * 86_400_000)
const DAY = (at: Date) => at.toISOString().slice(0, 10)
beforeAll(async () => {
  book = await gridDraftsBook()
})
afterAll(() => book.drop())
beforeEach(() => book.clock.set(NOON))

const step = (draft: GridDraft, operation: DraftOperation) =>
  book.leader.post(`/grid-drafts/${draft.id}/steps`).send({ seen: draft.version, operation })
const plan = (draft: GridDraft, on: Date) =>
  book.leader.post(`/grid-drafts/${draft.id}/plan`).send({ seen: draft.version, effectiveOn: DAY(on) })
const read = async (id: number) => detailOf(await book.leader.get(`/grid-drafts/${id}`)).draft
/** A draft that renames one grid. */
async function renamed(name: string): Promise<GridDraft> {
  const { id, ...facts } = await book.one<{ id: number; code: string; person: string; phone: string }>(
    'select id, code, person, phone from grid where level = 3 order by id limit 1',
  )
  const answer = await step(await book.begin(), { kind: 'describe', grid: id, facts: { ...facts, name } })
  expect(answer.status).toBe(201)
  return detailOf(answer).draft
}

test('what passes is tried each minute, five times in all, and then no more until it is planned anew', async () => {
  const draft = await renamed('占用后再来')
  expect((await plan(draft, LATER(1))).body).toMatchObject({ state: 'planned', failure: null })
  const holder = await book.owner.connect()
  try {
    await book.owner.query(`alter function app.try_effect(integer) set lock_timeout = '100ms'`)
    await holder.query('begin')
    await holder.query('select from grid_draft where id = $1 for update', [draft.id])
    // whoever holds it lets go before it is written down, so that each try fails by the lock alone
    await holder.query('commit')
    await holder.query('begin')
    await holder.query(`select from layer_version where layer = 'grids' for update`)
    for (const tries of [1, 2, 3, 4, 5]) {
      await book.clock.set(new Date(LATER(1).getTime() + tries * 60_000))
      expect(await takeDueEffects(book.pool)).toBe(0)
      const now = await read(draft.id)
      expect(now).toMatchObject({ state: tries < 5 ? 'planned' : 'failed', failure: { as: 'unfinished', tries, since: new Date(LATER(1).getTime() + 60_000).toISOString() } }) // prettier-ignore
    }
    await holder.query('commit')
  } finally {
    await holder.query('rollback')
    holder.release()
    await book.owner.query(`alter function app.try_effect(integer) reset lock_timeout`)
  }
  await book.clock.set(new Date(LATER(1).getTime() + 3_600_000))
  expect(await takeDueEffects(book.pool)).toBe(0)
  const failed = await read(draft.id)
  expect(failed).toMatchObject({ state: 'failed', outdated: false, failure: { tries: 5 } })
  const again = await plan(failed, LATER(1))
  expect(again.body).toMatchObject({ state: 'effective', failure: null })
  expect(await book.one(`select name from grid where level = 3 order by id limit 1`)).toEqual({ name: '占用后再来' })
})

test('a time limit of the statement is written down and holds up no other draft', async () => {
  const [slow, fine] = [await renamed('慢的'), await book.begin()]
  const other = await book.one<{ id: number; code: string; person: string; phone: string }>('select id, code, person, phone from grid where level = 3 order by id desc limit 1') // prettier-ignore
  const { id, ...facts } = other
  const changed = detailOf(await step(fine, { kind: 'describe', grid: id, facts: { ...facts, name: '快的' } })).draft
  for (const one of [slow, changed]) expect((await plan(one, LATER(1))).body).toMatchObject({ state: 'planned' })
  // as if a time limit came down on the first of them
  await book.owner.query(`create function app.slowly() returns trigger language plpgsql as $$ begin
    if new.name = '慢的' then raise exception 'canceling statement due to statement timeout' using errcode = '57014'; end if; return new; end $$`)
  await book.owner.query('create trigger a_slowly before update on grid for each row execute function app.slowly()')
  try {
    await book.clock.set(LATER(1))
    expect(await takeDueEffects(book.pool)).toBe(1)
    expect(await read(slow.id)).toMatchObject({
      state: 'planned',
      outdated: true,
      failure: { as: 'unfinished', tries: 1 },
    })
    expect(await read(changed.id)).toMatchObject({ state: 'effective', failure: null })
    // by then the grids have changed, which will not pass
    expect(await takeDueEffects(book.pool)).toBe(0)
    expect(await read(slow.id)).toMatchObject({ state: 'failed', failure: { as: 'outdated', tries: 2 } })
  } finally {
    await book.owner.query('drop trigger a_slowly on grid; drop function app.slowly()')
  }
})

test('what the book does not allow is refused where it is planned for today, and nothing has changed', async () => {
  const draft = await renamed('不许')
  await book.owner.query(`insert into grid_draft_node select draft, 999999, level, 999998, department, code || '9', name, person, phone, geom from grid_draft_node where draft = $1 and level = 3 limit 1`, [draft.id]) // prettier-ignore
  const { status, body } = await plan(draft, NOON)
  expect([status, body.code, body.issues?.[0]?.at]).toEqual([422, 'grid-draft-refused', 'body'])
  expect(body.detail).toContain('请退回起草')
  expect(await read(draft.id)).toMatchObject({ state: 'open', version: draft.version, failure: null })
})

test('a draft that failed cannot be called so by hand, and a failure stays what was found', async () => {
  const draft = await renamed('手改')
  const asked = (text: string) => book.owner.query(text, [draft.id]).then(() => 'done', ({ constraint }) => constraint as string) // prettier-ignore
  expect(await asked(`update grid_draft set state = 'failed', effective_on = '2027-06-15', version = version + 1 where id = $1`)).toBe('grid_draft_failing') // prettier-ignore
  expect(await asked(`update grid_draft set tries = 1, version = version + 1 where id = $1`)).toBe('done')
  expect(await read(draft.id)).toMatchObject({ state: 'open', failure: null })
})

test('the grid of a day to come is refused, that of today and without a day is that of now', async () => {
  const { status, body } = await book.leader.get('/grid-versions').query({ on: DAY(LATER(1)) })
  expect([status, body.code, body.issues?.[0]?.at]).toEqual([400, 'invalid-request', 'query.on'])
  expect(body.detail).toContain('草案')
  const byId = (one: { id: number }, other: { id: number }) => one.id - other.id
  const now = await book.many('select id, name from grid order by id')
  // at eight in the morning noon lies ahead: what is told is what is known
  await book.clock.set(new Date('2027-07-01T00:00:00Z'))
  for (const query of [{}, { on: '2027-07-01' }]) {
    const answer = await book.leader.get('/grid-versions').query(query)
    expect(
      (answer.body as { grid: number; name: string }[]).map(({ grid, name }) => ({ id: grid, name })).toSorted(byId),
    ).toEqual(now)
  }
  // what changed after noon of today is told today, and is not what a past day had at noon
  await book.clock.set(new Date('2027-07-01T08:00:00Z'))
  await book.owner.query(`update grid set person = '午后换人' where id = 1`)
  const personOn = async (on: string) => ((await book.leader.get('/grid-versions').query({ on })).body as { grid: number; person: string }[]).find(({ grid }) => grid === 1)!.person // prettier-ignore
  expect(await personOn('2027-07-01')).toBe('午后换人')
  await book.clock.set(new Date('2027-07-02T08:00:00Z'))
  expect(await personOn('2027-07-01')).not.toBe('午后换人')
})

/** A corner of one territory on the outline of the district, with its neighbours on that outline. */
const outerCorner = async (skip: number) =>
  book.one<{ grid: number; at: Position; before: Position; after: Position }>(
    `with corner as (
      select g.id, d.path, d.geom, lag(d.geom) over w as before, lead(d.geom) over w as after
      from grid g, st_dumppoints(g.geom) d where g.level = 3 window w as (partition by g.id, d.path[1], d.path[2] order by d.path[3])),
    edge as (select st_boundary(geom) as line from district)
    select id as grid, array[st_x(geom), st_y(geom)] as at, array[st_x(before), st_y(before)] as before, array[st_x(after), st_y(after)] as after
    from corner c, edge e
    where before is not null and after is not null and (select count(*) from corner o where o.geom = c.geom) = 1
      and st_dwithin(geom, line, 1e-9) and st_dwithin(before, line, 1e-9) and st_dwithin(after, line, 1e-9)
      and (select bool_and(st_dwithin(st_lineinterpolatepoint(st_makeline(geom, x), 0.5), line, 1e-9)) from unnest(array[before, after]) x)
      and abs(st_azimuth(before, geom) - st_azimuth(geom, after)) > 0.2
    order by id, path offset $1 limit 1`,
    [skip],
  )
const round = (n: number) => Math.round(n * 1e9) / 1e9

test('the outer border goes to the outline of the district and along it, never a centimetre away from it', async () => {
  const { at, before, after } = await outerCorner(3)
  const draft = await book.begin()
  const moved = async (of: GridDraft, to: Position, from = at) => {
    const { status, body } = await step(of, { kind: 'move', from, to: [round(to[0]), round(to[1])], outer: true })
    return { status, reason: (body.issues?.[0]?.at as string | undefined)?.split(' ')[0], draft: status === 201 ? detailOf({ body }).draft : of } // prettier-ignore
  }
  // across the corner, outward and inward, far and two centimetres
  const [out, into] = await book
    .one<{ convex: boolean }>(
      `select st_covers(geom, st_setsrid(st_makepoint(($1::float8 + $3) / 2, ($2::float8 + $4) / 2), 4326)) as convex from district`,
      [before[0], before[1], after[0], after[1]],
    )
    .then(({ convex }) => (convex ? [-1, 1] : [1, -1]))
  const chord = [(before[0] + after[0]) / 2 - at[0], (before[1] + after[1]) / 2 - at[1]] as const
  const length = Math.hypot(chord[0] * Math.cos((at[1] * Math.PI) / 180), chord[1]) * 111_320
  const shifted = (metres: number, way: number): Position => [at[0] + (way * chord[0] * metres) / length, at[1] + (way * chord[1] * metres) / length] // prettier-ignore
  for (const metres of [0.05, 1, 30]) {
    expect([metres, (await moved(draft, shifted(metres, out!))).reason]).toEqual([metres, 'leaves-district'])
    expect([metres, (await moved(draft, shifted(metres, into!))).reason]).toEqual([metres, 'bares-district'])
  }
  expect((await moved(draft, [at[0] + 20, at[1]])).status).toBe(422)
  // half a centimetre is none; a second one on top of it makes one
  const half = await moved(draft, shifted(0.006, out!))
  expect([half.status, half.reason]).toEqual([201, undefined])
  const there = await book.one<{ at: Position }>(`select array[st_x(p.geom), st_y(p.geom)] as at from grid_draft_node n, st_dumppoints(n.geom) p
    where n.draft = $1 and n.level = 3 order by st_distance(p.geom, st_setsrid(st_makepoint($2, $3), 4326)) limit 1`, [draft.id, ...shifted(0.006, out!)]) // prettier-ignore
  expect((await moved(half.draft, shifted(0.03, out!), there.at)).reason).toBe('leaves-district')
  expect(await read(draft.id)).toMatchObject({ version: 1 })
  // a corner that is put in on the outline, and one that is taken from a straight part, leave it as it is
  const middle: Position = [round((at[0] * 3 + after[0]) / 4), round((at[1] * 3 + after[1]) / 4)]
  const fresh = await book.begin()
  const put = await step(fresh, { kind: 'insert', between: [at, after], at: middle, outer: true })
  expect([put.status, put.body.detail]).toEqual([201, undefined])
  const along = await moved(detailOf(put).draft, [(at[0] + after[0]) / 2, (at[1] + after[1]) / 2], middle)
  expect([along.status, along.reason]).toEqual([201, undefined])
  // a corner of the outline itself cannot be taken out
  const removed = await step(along.draft, { kind: 'remove', at, outer: true })
  expect([removed.status, removed.body.issues?.[0]?.at.split(' ')[0]]).toEqual([422, expect.stringMatching(/^(leaves|bares)-district$/)]) // prettier-ignore
})

test('land that lies outside since before may be brought back step by step, and ground of nobody be taken', async () => {
  const { grid, at } = await outerCorner(3)
  // a corner that an import put thirty metres off: outside on one side, as it may be
  await book.owner.query(
    `update grid g set geom = st_multi(st_union(g.geom, st_buffer(st_setsrid(st_makepoint($2, $3), 4326)::geography, 30, 2)::geometry, 1e-9)) where id = $1`,
    [grid, ...at],
  )
  const far = await book.one<{ at: Position }>(
    `select array[st_x(p.geom), st_y(p.geom)] as at from grid g, district d, st_dumppoints(g.geom) p where g.id = $1
      order by st_distance(p.geom, d.geom) desc limit 1`,
    [grid],
  )
  const draft = await book.begin()
  const toward = (part: number): Position => [round(far.at[0] + (at[0] - far.at[0]) * part), round(far.at[1] + (at[1] - far.at[1]) * part)] // prettier-ignore
  const back = await step(draft, { kind: 'move', from: far.at, to: toward(0.4), outer: true })
  expect([back.status, back.body.detail]).toEqual([201, undefined])
  const again = await step(detailOf(back).draft, { kind: 'move', from: toward(0.4), to: far.at, outer: true })
  expect(again.body.issues?.[0]?.at.split(' ')[0]).toBe('leaves-district')
})
