import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Actor } from '../../server/db/actor.ts'
import { asSession, asSteward, inScope } from '../../server/db/db.ts'
import { sql } from '../../server/db/sql.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'

const Count = z.object({ n: z.number() })
const Text = z.object({ text: z.string().nullable() })
const leader: Actor = { role: 'government', person: '林青山', grids: [] }
const citizen: Actor = { role: 'public', person: 'public', grids: [] }
const LOGINS = ['anjian_server', 'anjian_operator']

let database: FreshDatabase
let first: number
let second: number

beforeAll(async () => {
  database = await freshDatabase()
  const Id = z.object({ id: z.number() })
  const add = (identifier: string, name: string) => sql`
    insert into enterprise (scheme, identifier, name, geom)
    values ('test', ${identifier}, ${name}, st_setsrid(st_makepoint(121.5, 37.4), 4326)) returning id`
  await asSteward(database.operator, '操作员', async (db) => {
    first = (await db.one(Id, add('1', '蓝鲸食品厂'))).id
    second = (await db.one(Id, add('2', '白鹭化工厂'))).id
  })
})
afterAll(() => database.drop())

const enterprisesSeenBy = (actor: Actor) =>
  inScope(database.pool, actor, (db) => db.one(Count, sql`select count(*)::int as n from enterprise`))

describe('a session that forgets to say who asks', () => {
  test('may not read a table at all', async () => {
    await expect(database.pool.query('select from enterprise')).rejects.toThrow('permission denied')
  })

  test.each(['anjian_actor', 'anjian_public', 'anjian_session', 'anjian_gateway'])(
    'sees no row as %s',
    async (role) => {
      const client = await database.pool.connect()
      try {
        await client.query(`begin; set local role ${role}`)
        const found = await client.query('select count(*)::int as n from enterprise').catch((error: Error) => error)
        if (found instanceof Error) expect(found.message).toContain('permission denied')
        else expect(found.rows).toEqual([{ n: 0 }])
      } finally {
        await client.query('rollback')
        client.release()
      }
    },
  )
})

describe('inScope', () => {
  test('shows the government all, an enterprise itself', async () => {
    expect(await enterprisesSeenBy(leader)).toEqual({ n: 2 })
    expect(await enterprisesSeenBy({ role: 'enterprise', person: '厂长', grids: [], enterprise: first })).toEqual({
      n: 1,
    })
    expect(await enterprisesSeenBy({ role: 'enterprise', person: '厂长', grids: [] })).toEqual({ n: 0 })
    expect(await enterprisesSeenBy({ role: 'grid', person: '网格长', grids: [1, 2] })).toEqual({ n: 0 })
    expect(second).not.toBe(first)
  })

  test('lets the public read the disclosed views only', async () => {
    const seen = inScope(database.pool, citizen, (db) =>
      db.one(Count, sql`select count(*)::int as n from public_enterprise`),
    )
    expect(await seen).toEqual({ n: 0 })
    await expect(enterprisesSeenBy(citizen)).rejects.toThrow('permission denied')
  })

  test('leaves nothing of an actor on the connection', async () => {
    await enterprisesSeenBy(leader)
    const { rows } = await database.pool.query(
      "select current_user as role, coalesce(current_setting('app.role', true), '') as actor",
    )
    expect(rows).toEqual([{ role: 'anjian_server', actor: '' }])
  })

  test.each(["'; reset role; --", '\\', '张"三', '{1,2}'])('takes the person %j as text', async (person) => {
    const said = await inScope(database.pool, { ...leader, person }, (db) =>
      db.one(Text, sql`select app.person() as text`),
    )
    expect(said).toEqual({ text: person })
  })

  test('refuses a person with a zero byte', () => {
    expect(() => inScope(database.pool, { ...leader, person: 'a\0b' }, async () => 1)).toThrow(RangeError)
  })

  test('rolls back where its work throws', async () => {
    const failing = asSteward(database.operator, '操作员', async (db) => {
      await db.run(sql`insert into enterprise (scheme, identifier, name) values ('test', '3', '橘猫纸业')`)
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    expect(await enterprisesSeenBy(leader)).toEqual({ n: 2 })
  })

  test('does not call a transaction done that has failed inside', async () => {
    const swallowed = asSteward(database.operator, '操作员', async (db) => {
      await db.run(sql`insert into enterprise (scheme, identifier, name) values ('test', '4', '橘猫纸业')`)
      await db.run(sql`select 1 / 0`).catch(() => undefined)
    })
    await expect(swallowed).rejects.toThrow('rolled back')
  })

  test('a snapshot sees one state throughout and cannot write', async () => {
    const rename = () =>
      database.owner
        .query("update enterprise set name = '白鹭化工二厂' where name = '白鹭化工厂'")
        .then(() => undefined)
    const counted = inScope(
      database.pool,
      leader,
      async (db) => {
        const count = () => db.one(Count, sql`select count(*)::int as n from enterprise where name = '白鹭化工厂'`)
        const before = await count()
        await rename()
        return [before, await count()]
      },
      { snapshot: true },
    )
    expect(await counted).toEqual([{ n: 1 }, { n: 1 }])
    const writing = inScope(database.pool, leader, (db) => db.run(sql`delete from hazard`), { snapshot: true })
    await expect(writing).rejects.toThrow()
  })

  test('goes on after its connection was cut', async () => {
    const Pid = z.object({ pid: z.number() })
    const cut = inScope(database.pool, leader, async (db) => {
      const { pid } = await db.one(Pid, sql`select pg_backend_pid() as pid`)
      await database.owner.query('select pg_terminate_backend($1)', [pid])
      return db.one(Count, sql`select 1 as n`)
    })
    await expect(cut).rejects.toThrow()
    expect(await enterprisesSeenBy(leader)).toEqual({ n: 2 })
  })
})

describe('what arrives from the database', () => {
  test('instants are ISO UTC with milliseconds, dates plain, int8 text', async () => {
    const Row = z.object({ at: z.string(), day: z.string(), many: z.string() })
    const statement = sql`select '2026-05-01 08:00:00.123456+08'::timestamptz as at, date '2026-05-01' as day, 7::int8 as many`
    const row = await inScope(database.pool, leader, (db) => db.one(Row, statement))
    expect(row).toEqual({ at: '2026-05-01T00:00:00.123Z', day: '2026-05-01', many: '7' })
  })
})

describe('the logins', () => {
  test.each(LOGINS)('%s owns nothing and is neither superuser nor above row security', async (login) => {
    const { rows } = await database.owner.query(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolinherit,
         (select count(*)::int from pg_class where relowner = r.oid) as owned
       from pg_roles r where rolname = $1`,
      [login],
    )
    const never = { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, rolinherit: false }
    expect(rows).toEqual([{ ...never, owned: 0 }])
  })

  test('hold no table right of their own', async () => {
    const { rows } = await database.owner.query(
      `select r.rolname, c.relname from pg_roles r, pg_class c join pg_namespace n on n.oid = c.relnamespace
       where r.rolname = any ($1) and n.nspname in ('public', 'app') and c.relkind in ('r', 'v', 'm', 'p')
         and c.relname not in ('spatial_ref_sys', 'geometry_columns', 'geography_columns')
         and has_table_privilege(r.oid, c.oid, 'select, insert, update, delete')`,
      [LOGINS],
    )
    expect(rows).toEqual([])
  })

  test.each([
    ['anjian_server', ['anjian_actor', 'anjian_gateway', 'anjian_public', 'anjian_session']],
    ['anjian_operator', ['anjian_steward']],
  ])('%s may become %j and nobody else', async (login, expected) => {
    const { rows } = await database.owner.query<{ name: string }>(
      `select rolname as name from pg_roles
       where rolname <> $1 and pg_has_role($1, oid, 'member') order by rolname`,
      [login],
    )
    expect(rows.map(({ name }) => name)).toEqual(expected)
  })

  test.each(['postgres', 'anjian_owner', 'anjian_steward', 'anjian_clock', 'anjian_disclosure'])(
    'the server cannot become %s, even from within a scope',
    async (role) => {
      const escape = inScope(database.pool, leader, (db) => db.raw(sql`select set_config('role', ${role}, true)`))
      await expect(escape).rejects.toThrow('permission denied')
    },
  )

  test('every table a person may read has row-level security, but the versions', async () => {
    const { rows } = await database.owner.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relrowsecurity and c.relname <> 'spatial_ref_sys'
         and has_table_privilege('anjian_actor', c.oid, 'select')`,
    )
    expect(rows).toEqual([{ name: 'layer_version' }])
  })

  test('a sign-in sees versions but no enterprise', async () => {
    const versions = asSession(database.pool, (db) => db.one(Count, sql`select count(*)::int as n from layer_version`))
    expect((await versions).n).toBeGreaterThan(5)
    const prying = asSession(database.pool, (db) => db.run(sql`select from enterprise`))
    await expect(prying).rejects.toThrow('permission denied')
  })
})

test('the clock stands where a test sets it, and runs again', async () => {
  const Now = z.object({ at: z.string() })
  const now = () => inScope(database.pool, leader, (db) => db.one(Now, sql`select app.now() as at`))
  await database.clock.set(new Date('2026-02-28T16:00:00Z'))
  expect(await now()).toEqual({ at: '2026-02-28T16:00:00.000Z' })
  await database.clock.run()
  expect(await now()).not.toEqual({ at: '2026-02-28T16:00:00.000Z' })
})

describe('names looked up once in a snapshot', () => {
  const Ids = z.object({ ids: z.array(z.number()) })
  const named = (text: string) => sql`select app.enterprises_named(${text}) as ids`
  const foundIn = (actor: Actor, texts: readonly string[], snapshot: boolean) =>
    inScope(
      database.pool,
      actor,
      async (db) => {
        const found: number[][] = []
        for (const text of texts) found.push((await db.one(Ids, named(text))).ids)
        return found
      },
      { snapshot },
    )

  test.each([true, false])('each text finds its own, asked again and in turn, snapshot %s', async (snapshot) => {
    expect(await foundIn(leader, ['蓝鲸', '白鹭', '蓝鲸', '厂', '白鹭'], snapshot)).toEqual([
      [first], [second], [first], [first, second], [second],
    ]) // prettier-ignore
  })

  test('nothing is kept for the next transaction of a connection, whoever asks', async () => {
    const client = await database.pool.connect()
    const ask = async (role: string) => {
      await client.query('begin isolation level repeatable read read only')
      await client.query("select set_config('role', 'anjian_actor', true), set_config('app.role', $1, true)", [role])
      const { rows } = await client.query<{ ids: number[] }>("select app.enterprises_named('蓝鲸') as ids")
      await client.query('commit')
      return rows[0]?.ids
    }
    try {
      expect(await ask('government')).toEqual([first])
      expect(await ask('enterprise')).toEqual([])
    } finally {
      client.release()
    }
  })

  test('the look-up behind it is nobody’s to call', async () => {
    await expect(
      inScope(database.pool, leader, (db) => db.many(Ids, sql`select app.find_enterprises_named('蓝鲸') as ids`)),
    ).rejects.toThrow('permission denied')
  })
})
