import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '../../server/db/actor.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { deskOf } from './desk.ts'

let book: FreshDatabase
let [own, other] = [0, 0]
beforeAll(async () => {
  book = await freshDatabase()
  const made = `insert into enterprise (scheme, identifier, name) values ('test', $1, $1) returning id`
  own = (await book.owner.query<{ id: number }>(made, ['甲'])).rows[0]!.id
  other = (await book.owner.query<{ id: number }>(made, ['乙'])).rows[0]!.id
})
afterAll(() => book.drop())

const as = (who: Partial<Actor>) => deskOf(book, { role: 'government', person: '某人', grids: [], ...who })
const write = (who: Partial<Actor>, id: number, body: object) =>
  as(who).post(`/enterprises/${id}/standardization`).send(body)
const stands = async (id: number) =>
  (await book.owner.query('select standardization as level, standardization_until::text as until from enterprise where id = $1', [id])).rows[0] // prettier-ignore

test('is written and taken off again by who may, with history, audit and a notice', async () => {
  const version = async () => Number((await book.owner.query<{ version: string }>(`select version from layer_version where layer = 'enterprises'`)).rows[0]!.version) // prettier-ignore
  const before = await version()
  expect((await write({ post: 'data-steward', person: '数据' }, own, { level: 2, until: '2029-05-31' })).body).toEqual({ done: true }) // prettier-ignore
  expect(await stands(own)).toEqual({ level: 2, until: '2029-05-31' })
  const manager = { role: 'enterprise', post: 'safety-manager', enterprise: own, person: '安全员' } as const
  expect((await write(manager, own, { level: null, until: null })).status).toBe(201)
  expect(await stands(own)).toEqual({ level: null, until: null })
  expect(await version()).toBe(before + 2)
  const { rows } = await book.owner.query(`select person, before ->> 'standardization' as before, after ->> 'standardization' as after from audit where topic = 'enterprise' and act = 'update' order by id`) // prettier-ignore
  expect(rows).toEqual([{ person: '数据', before: null, after: '2' }, { person: '安全员', before: '2', after: null }]) // prettier-ignore
  const { rows: kept } = await book.owner.query(`select changed_by from history where table_name = 'enterprise' and row_id = $1 order by id`, [own]) // prettier-ignore
  expect(kept).toEqual([{ changed_by: '数据' }, { changed_by: '安全员' }])
})

test('a day needs a level, and a level is one of three', async () => {
  const answer = await write({ post: 'data-steward' }, own, { level: null, until: '2029-05-31' })
  expect([answer.status, answer.body.code, answer.body.issues[0].at]).toEqual([422, 'entry-refused', 'body.until'])
  expect((await write({ post: 'data-steward' }, own, { level: 4, until: null })).status).toBe(400)
})

test.each<[Partial<Actor>, number]>([
  [{ post: 'leader' }, 403],
  [{ role: 'department', post: 'department-officer', department: 1 }, 403],
  [{ role: 'grid', post: 'grid-chief', grids: [1] }, 403],
  [{ role: 'enterprise', post: 'worker', enterprise: 1 }, 403],
  [{ role: 'enterprise', post: 'safety-manager', enterprise: 999_999 }, 404],
  [{ role: 'public' }, 401],
])('is not for %j', async (who, status) => {
  expect((await write(who, other, { level: 1, until: null })).status).toBe(status)
  expect(await stands(other)).toEqual({ level: null, until: null })
})

test.each([
  ['government', 'leader', ''],
  ['enterprise', 'safety-manager', '999999'],
  ['enterprise', 'worker', 'own'],
  ['expert', 'expert', ''],
  ['', '', ''],
])('the database itself refuses %s %s %s', async (role, post, enterprise) => {
  const client = await book.pool.connect()
  try {
    await client.query(`begin; set local role anjian_actor; set local app.role = '${role}'; set local app.post = '${post}';
      set local app.enterprise = '${enterprise === 'own' ? other : enterprise}'`)
    const { rows } = await client.query('select app.set_standardization($1, 1::smallint, null) as done', [other])
    expect(rows).toEqual([{ done: false }])
    await expect(client.query('update enterprise set standardization = 1')).rejects.toMatchObject({ code: '42501' })
  } finally {
    await client.query('rollback')
    client.release()
  }
})
