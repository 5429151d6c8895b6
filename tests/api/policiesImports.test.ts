/** Imports at the door of the database: whoever is no data steward reads, writes and calls nothing of them, whatever the server forgot to ask. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PostKind } from '#core/domain/posts.ts'
import type { Actor } from '../../server/db/actor.ts'
import { asSession, inScope } from '../../server/db/db.ts'
import { Sql } from '../../server/db/sql.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'

const STRANGERS = [
  'public', 'department', 'grid', 'enterprise', 'expert', 'wall', 'security', 'system', 'audit', 'leader', 'duty-officer',
] as const // prettier-ignore
const STEWARDS = ['data-steward', 'demo'] as const
const TABLES = [
  'import', 'import_stage', 'import_row', 'import_resemblance', 'import_change', 'import_mapping', 'enterprise_alias',
] as const // prettier-ignore

let book: FreshDatabase
let actors: Record<(typeof STRANGERS)[number] | (typeof STEWARDS)[number], Actor>
const raw = (text: string) => new Sql([text], [])
const as = (name: keyof typeof actors, text: string) => inScope(book.pool, actors[name], (db) => db.raw(raw(text)))
const outcome = (attempt: Promise<{ rowCount: number | null }>) =>
  attempt.then(
    ({ rowCount }) => `${rowCount}`,
    (error: Error) => (/permission denied|row-level security|only data stewards import/.test(error.message) ? 'denied' : `failed: ${error.message}`),
  ) // prettier-ignore

beforeAll(async () => {
  book = await freshDatabase({ demo: true })
  const { rows } = await book.owner.query(
    'select id, grid, lead_department as department from enterprise order by grid is null, lead_department is null, id limit 1',
  )
  const { id, grid, department } = rows[0] as Record<'id' | 'grid' | 'department', number>
  const house = (role: Actor['role'], rest: Partial<Actor> = {}): Actor => ({ role, person: role, grids: [], ...rest })
  const wearing = (post: PostKind) => house('government', { post, account: 1 })
  actors = {
    public: house('public'),
    department: house('department', { department }),
    grid: house('grid', { grids: [grid] }),
    enterprise: house('enterprise', { enterprise: id }),
    expert: house('expert', { enterprises: [id] }),
    wall: house('wall', { conditions: [] }),
    security: house('security'),
    system: house('system'),
    audit: house('audit'),
    leader: wearing('leader'),
    'duty-officer': wearing('duty-officer'),
    'data-steward': wearing('data-steward'),
    demo: house('government'),
  }
  await book.owner.query(`
    insert into import_stage (id, file_name, file_size, file_hash, state, attempt, capability, mapping, datum)
      values (1, 'a.csv', 1, repeat('0', 64), 'staging', 1, 'enterprises', '{"scheme":"x"}', 'wgs84');
    insert into import_row (stage, row, key, made, rejected, warned) values (1, 2, 'x', '{"name":"x"}', false, false);
    insert into import_resemblance (stage, row, enterprise, metres) values (1, 2, ${id}, 1);
    insert into import (id, capability, file_name, file_hash, datum, added, changed, unchanged, rejected, made_at, made_by, overrides)
      values (1, 'enterprises', 'a.csv', repeat('0', 64), 'wgs84', 0, 1, 0, 0, app.now(), 'x', '[]');
    insert into import_change (import, topic, id, before, digest) values (1, 'enterprise', ${id}, '{"name":"旧名"}', decode(repeat('00', 16), 'hex'));
    insert into import_mapping (name, mapping, made_by) values ('台账', '{}', 'x');
    insert into enterprise_alias (scheme, identifier, enterprise, import) values ('xx', 'y', ${id}, 1)`)
}) // prettier-ignore
afterAll(() => book.drop())

const WRITES = [
  `insert into import_stage (file_name, file_size, file_hash) values ('b.csv', 1, repeat('1', 64))`,
  `insert into import_mapping (name, mapping) values ('b', '{}')`,
  `insert into import_change (import, topic, id, digest) values (1, 'enterprise', 999999, decode(repeat('00', 16), 'hex'))`,
  `insert into import (capability, file_name, file_hash, datum, added, changed, unchanged, rejected, made_at, made_by, overrides)
    values ('enterprises', 'b.csv', repeat('1', 64), 'wgs84', 0, 0, 0, 0, now(), 'x', '[]')`,
  `insert into import_row (stage, row, rejected, warned) values (1, 3, true, false)`,
  `insert into enterprise_alias (scheme, identifier, enterprise) select 'x', 'z', id from enterprise limit 1`,
  `insert into grid (level, code, name, person, phone) values (1, 'forged', 'x', 'x', 'x')`,
  `insert into district (code, name) values ('forged', 'x')`,
] as const
/** Where the verb itself is granted, for data stewards, the policy leaves no row to work on. */
const CHANGES = [
  `update import_stage set state = 'cancelled'`,
  'delete from import_stage',
  `update import_mapping set mapping = '[]'`,
  'delete from import_mapping',
  `update import_resemblance set decided = 'merge'`,
  `update import_row set made = '{}'`,
  'delete from import_row',
  `update import set undone_at = now(), undone_by = 'x'`,
  'delete from import',
  `update import_change set before = null`,
  'delete from import_change',
  `update enterprise_alias set identifier = 'z'`,
  'delete from enterprise_alias',
  `update grid set name = 'forged'`,
  'delete from grid',
  'update district set geom = null',
  'delete from district',
] as const
const CALLS = [
  `app.stage_rows(1, 1, '[{"row":3,"key":"z","made":{"name":"z"},"rejected":false,"warned":false}]', 3, 1)`,
  `app.stage_issues(1, 1, '[{"row":2,"issues":[],"rejected":true,"warned":false}]')`,
  `app.finish_stage(1, 1, '{}')`,
  `app.publish_rows(1, 1, 0, 10, '{}')`,
  'app.clear_stage(1)',
  'app.staged_before(1, array[2])',
  'app.undo_hindrances(1)',
  'app.undo_standing(1)',
  'app.undo_import(1)',
  'app.publish_grids(1, 1)',
  'app.publish_kind_rows(1, 1, 0, 10)',
  'app.find_owners()',
  'app.staged_territories(1)',
  'app.assign_owners()',
  'app.tidy_search()',
] as const

/** Everything of imports, and of what they draw, as a superuser sees it. */
async function everything() {
  const of = async (table: string) => (await book.owner.query(`select * from ${table} order by 1, 2`)).rows
  return Promise.all([...TABLES, 'grid', 'district'].map(of))
}

describe.each(STRANGERS)('%s', (name) => {
  test.each(TABLES)('reads nothing of %s', async (table) => {
    expect(await outcome(as(name, `select from ${table}`))).toBe(name === 'public' ? 'denied' : '0')
  })

  test('writes nothing and calls nothing', async () => {
    const before = await everything()
    for (const statement of WRITES) expect([statement, await outcome(as(name, statement))]).toEqual([statement, 'denied'])
    for (const call of CALLS) expect([call, await outcome(as(name, `select ${call}`))]).toEqual([call, 'denied'])
    for (const statement of CHANGES) expect(['denied', '0'], statement).toContain(await outcome(as(name, statement)))
    expect(await everything()).toEqual(before)
  }) // prettier-ignore
})

describe('a setting that is forged', () => {
  const FORGED = `select set_config('app.role', 'government', true), set_config('app.post', 'data-steward', true)`

  test('opens nothing to the public, nor to who is signing in', async () => {
    for (const scope of [
      (text: string) => as('public', text),
      (text: string) => asSession(book.pool, (db) => db.raw(raw(text))),
    ]) {
      for (const table of TABLES)
        expect([table, await outcome(scope(`${FORGED}; select from ${table}`))]).toEqual([table, 'denied'])
      for (const call of CALLS) expect([call, await outcome(scope(`${FORGED}; select ${call}`))]).toEqual([call, 'denied'])
    }
  }) // prettier-ignore

  test('makes nobody of the server the steward of the command line', async () => {
    expect(await outcome(as('leader', 'set local role anjian_steward'))).toBe('denied')
    expect(await outcome(as('leader', `select set_config('role', 'anjian_steward', true)`))).toBe('denied')
  })
})

describe.each(STEWARDS)('%s', (name) => {
  test.each(TABLES)('reads %s', async (table) => {
    expect(await outcome(as(name, `select from ${table}`))).toBe('1')
  })

  test('may call what imports take, but not what stands behind it', async () => {
    expect(await outcome(as(name, 'select app.staged_territories(1)'))).toBe('denied')
    expect(await outcome(as(name, 'select * from app.undo_hindrances(1)'))).toBe('1')
    expect(await outcome(as(name, 'select * from app.built_on(1)'))).toBe('denied')
    expect(await outcome(as(name, 'select app.assign_owners()'))).toBe('denied')
    expect(await outcome(as(name, `insert into import_row (stage, row, rejected, warned) values (1, 9, true, false)`))).toBe('denied')
    expect(await outcome(as(name, `insert into enterprise_alias (scheme, identifier, enterprise) values ('x', 'q', 1)`))).toBe('denied')
  }) // prettier-ignore
})
