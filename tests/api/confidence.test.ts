import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { KNOWLEDGE, knowledgeOf, POST_KINDS, type PostKind, POSTS } from '#core/domain/posts.ts'
import { ROLES } from '#core/domain/roles.ts'
import { type Actor, scopeKey } from '../../server/db/actor.ts'
import { inScope } from '../../server/db/db.ts'
import { Sql } from '../../server/db/sql.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { deskOf } from './desk.ts'

/** Columns that nobody who asks may read by a statement. */
const HIDDEN = {
  enterprise: ['safety_manager_phone'],
  enterprise_person: ['phone'],
  hazard_source: ['geom', 'geom_3857', 'sum_ratio', 'sum_weighted', 'r'],
  hazard_source_substance: ['quantity'],
  resource: ['phone'],
} as const

let book: FreshDatabase
/** A guarded store off its enterprise, whose manager's phone is known. */
let store: {
  id: number
  level: number
  enterprise: number
  grid: number
  department: number
  quantity: number
  r: number
}
let exact: [number, number]
let roughly: [number, number]

beforeAll(async () => {
  book = await freshDatabase({ demo: true })
  await book.owner.query('update hazard_source set geom = st_translate(geom, 0.002, 0.001) where guarded')
  await book.owner.query("update enterprise set safety_manager = '演示', safety_manager_phone = '13800000000'")
  const { rows } = await book.owner.query(`
    select s.id, s.level, s.enterprise, s.grid, s.department, s.r, b.quantity, st_x(s.geom) as x, st_y(s.geom) as y, st_x(e.geom) as ex, st_y(e.geom) as ey
    from hazard_source s join enterprise e on e.id = s.enterprise join hazard_source_substance b on b.hazard_source = s.id
    where s.guarded and s.level is not null order by s.id, b.id limit 1`)
  store = rows[0]
  exact = [rows[0].x, rows[0].y]
  roughly = [rows[0].ex, rows[0].ey]
}) // prettier-ignore
afterAll(() => book.drop())

const raw = (text: string) => new Sql([text], [])
const actorIn = (kind: PostKind): Actor => {
  const { scope, of } = POSTS[kind]
  const bound = {
    district: {},
    department: { department: store.department },
    grids: { grids: [store.grid] },
    enterprise: { enterprise: store.enterprise },
    nothing: scope === 'expert' ? { enterprises: [store.enterprise] } : {},
  }[of]
  return { role: scope, person: kind, grids: [], post: kind, ...bound }
}

test('a store is guarded while it holds what is explosive or acutely toxic', async () => {
  const guarded = async () => (await book.owner.query('select guarded from hazard_source where id = $1', [store.id])).rows[0].guarded
  await book.owner.query("update hazard_source_substance set category = 'W2' where hazard_source = $1", [store.id])
  expect(await guarded()).toBe(false)
  for (const [category, is] of [['W1.1', true], ['J3', false], ['J1', true], ['W10', false], ['J2', true]] as const) {
    await book.owner.query('update hazard_source_substance set category = $2 where hazard_source = $1', [store.id, category])
    expect([category, await guarded()]).toEqual([category, is])
  }
}) // prettier-ignore

describe('what a post knows', () => {
  const asked: [string, Actor][] = [
    ...ROLES.map((role): [string, Actor] => [role, { role, person: role, grids: [] }]),
    ...POST_KINDS.map((post): [string, Actor] => [post, { role: POSTS[post].scope, person: post, grids: [], post }]),
  ]
  test.each(asked.filter(([, { role }]) => role !== 'public'))('%s: the database says what the core says', async (_, actor) => {
    const { rows } = await inScope(book.pool, actor, (db) => db.raw(raw(`select ${KNOWLEDGE.map((one) => `app.knows('${one}') as ${one}`).join(', ')}`)))
    const known = knowledgeOf(actor)
    expect(rows[0]).toEqual(Object.fromEntries(KNOWLEDGE.map((one) => [one, known.includes(one)])))
  }) // prettier-ignore
})

describe.each(Object.entries(HIDDEN))('of %s', (table, columns) => {
  test.each(columns)('nobody reads %s but by its view', async (column) => {
    const actor: Actor = { role: 'government', person: 'leader', grids: [], post: 'leader' }
    const reading = inScope(book.pool, actor, (db) => db.raw(raw(`select ${column} from ${table} limit 1`)))
    await expect(reading).rejects.toThrow(/permission denied/)
  })
  test('every other column is granted', async () => {
    const { rows } = await book.owner.query(
      `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped
        and not has_column_privilege('anjian_actor', $1::regclass, attnum, 'select') order by attname`,
      [table],
    )
    expect(rows.map(({ name }) => name)).toEqual([...columns].sort())
  })
})

const KINDS = POST_KINDS.filter((kind) => POSTS[kind].of !== 'nothing' || kind === 'expert')
describe.each(KINDS)('as %s', (kind) => {
  const knows = knowledgeOf({ role: POSTS[kind].scope, post: kind })

  test('the file shows phone, quantities and place to whom they are for', async () => {
    const { body, status } = await deskOf(book, actorIn(kind)).get(`/enterprises/${store.enterprise}`)
    expect(status).toBe(200)
    expect(body.safetyManagerPhone !== null).toBe(knows.includes('phones'))
    const source = body.hazardSources.find(({ id }: { id: number }) => id === store.id)
    expect([source.substances[0].quantity, source.r]).toEqual(knows.includes('inventories') ? [store.quantity, store.r] : [null, null])
    expect([source.position, source.exact]).toEqual(knows.includes('stores') ? [exact, true] : [roughly, false])
  }) // prettier-ignore

  test('list, search and export say no more than the file', async () => {
    const desk = deskOf(book, actorIn(kind))
    const { body } = await desk.get('/hazard-sources')
    const source = body.rows.find(({ id }: { id: number }) => id === store.id)
    expect(source.position).toEqual(knows.includes('stores') ? exact : roughly)
    expect(Object.keys(source)).not.toEqual(expect.arrayContaining(['r']))
    expect(JSON.stringify(body)).not.toMatch(/quantity|sumRatio/)
    const found = await desk.get('/search').query({ text: source.name })
    const hit = found.body.rows.find((row: { kind: string; id: number }) => row.kind === 'hazard-source' && row.id === store.id)
    expect(hit.position).toEqual(knows.includes('stores') ? exact : roughly)
    const { text } = await desk.get('/exports/indicators/hazard-source-levels.csv').query({ part: String(store.level) })
    expect(text).toContain(source.name)
    expect(text.includes(String(exact[0]))).toBe(knows.includes('stores'))
    expect(text.includes(String(store.r))).toBe(knows.includes('inventories'))
  }) // prettier-ignore
})

test('who knows less shares no key with who knows more', () => {
  const grid = { role: 'grid', person: 'x', grids: [1] } as const
  expect(scopeKey({ ...grid, post: 'grid-chief' })).toBe(scopeKey(grid))
  expect(scopeKey({ ...grid, post: 'grid-worker' })).not.toBe(scopeKey(grid))
  expect(scopeKey({ ...grid, role: 'expert', enterprises: [2, 1] })).toBe(scopeKey({ ...grid, role: 'expert', enterprises: [1, 2] })) // prettier-ignore
  expect(scopeKey({ ...grid, role: 'expert', enterprises: [1] })).not.toBe(scopeKey({ ...grid, role: 'expert', enterprises: [1, 2] })) // prettier-ignore
})

test('the public learns of a guarded store by name, and not where it is', async () => {
  const actor: Actor = { role: 'public', person: '公众', grids: [] }
  const { rows } = await inScope(book.pool, actor, (db) =>
    db.raw(raw('select id, geom is not null as placed from public_hazard_source')),
  )
  expect(rows.find(({ id }: { id: number }) => id === store.id)).toEqual({ id: store.id, placed: false })
  expect(rows.some(({ placed }: { placed: boolean }) => placed)).toBe(true)
})
