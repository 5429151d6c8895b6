import supertest from 'supertest'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { AuditRow } from '#core/contract/audits.ts'
import { app } from '../../server/app.ts'
import type { Actor } from '../../server/db/actor.ts'
import { asSteward } from '../../server/db/db.ts'
import { Sql } from '../../server/db/sql.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { deskOf } from './desk.ts'
import { kitOn } from './kit.ts'
import { HERE, PASSWORD, peopleOf, type Person } from './people.ts'

const START = new Date('2026-03-02T01:00:00Z')
const database: FreshDatabase = await freshDatabase({ demo: true })
await database.owner.query('truncate demo_identity')
afterAll(() => database.drop())

const raw = (text: string) => new Sql([text], [])
const ask = async <Row>(text: string, values: unknown[] = []) =>
  (await database.owner.query(text, values)).rows as Row[]
const one = async (text: string) => Number((await ask<{ n: string }>(text))[0]?.n)
/** What the audit says since a moment that `mark` gave. */
const mark = () => one('select coalesce(max(id), 0) as n from audit')
const since = (id: number) =>
  ask<AuditRow>(
    `select id::int, at, account, person, post, address, request, act, topic, to_jsonb(ids) as ids, before, after, count,
      encode(digest, 'hex') as digest from audit where id > $1 order by id`,
    [id],
  )

describe('changes of rows', () => {
  const reports = async () => {
    const [own] = await ask<{ id: number; grid: number; department: number }>(
      'select id, grid, lead_department as department from enterprise where grid is not null and lead_department is not null order by id limit 1',
    )
    const { id, grid, department } = own!
    const actors: [Actor, string][] = [
      [{ role: 'government', person: '值班员', grids: [], account: 41, post: 'duty-officer' }, 'patrol'],
      [{ role: 'department', person: '科员', grids: [], department, account: 42, post: 'department-officer' }, 'enforcement'],
      [{ role: 'grid', person: '网格长', grids: [grid], account: 43, post: 'grid-chief' }, 'patrol'],
      [{ role: 'enterprise', person: '安全员', grids: [], enterprise: id, account: 44, post: 'safety-manager' }, 'self'],
    ]
    return { id, actors }
  } // prettier-ignore

  test('each role that reports leaves one row, with who, from where and what', async () => {
    const { id, actors } = await reports()
    for (const [at, [actor, source]] of actors.entries()) {
      const before = await mark()
      const body = { request: `00000000-0000-4000-8000-00000000000${at}`, enterprise: id, source, major: false, description: '审计', dueAt: new Date(Date.now() + 86_400_000).toISOString() } // prettier-ignore
      const { status } = await deskOf(database, actor).post('/hazards').set('x-request-id', `request-of-${at}`).send(body)
      expect(status).toBe(201)
      const rows = await since(before)
      expect(rows.map(({ act, topic }) => [act, topic])).toEqual([['insert', 'hazard']])
      const { account, person, post } = actor
      expect(rows[0]).toMatchObject({ account, person, post, address: '127.0.0.1', request: `request-of-${at}`, count: 1, before: null, after: { enterprise: id, source, description: '审计' } }) // prettier-ignore
      expect(rows[0]?.ids).toEqual([(rows[0]?.after as { id: number }).id])
      for (const derived of ['grid', 'department', 'class', 'risk', 'industry', 'cell']) expect(rows[0]?.after).not.toHaveProperty(derived)
    }
  }) // prettier-ignore

  test.each([
    ['enterprise', "update enterprise set address = 'x' || id where id <= 3"],
    ['risk_point', 'update risk_point set measures = null where id <= 4'],
    ['inspection', 'delete from inspection where id <= 5'],
    ['place', "update place set person = '某某' where id <= 2"],
    ['department', "update department set phone = '0535-1' where id <= 2"],
    ['grid', "update grid set phone = '0535-2' where id in (1, 20)"],
    ['population_point', 'update population_point set people = people + 1 where id <= 2'],
    ['basemap', 'update basemap set rank = 2 where id <= 1'],
    ['hazard_source', "update hazard_source set operator = '某某' where id <= 2"],
    ['hazard_source_substance', 'update hazard_source_substance set quantity = quantity where id <= 2'],
    ['hazard', "update hazard set description = '改' where id <= 50"],
  ])('a steward’s change of %s leaves one row for each of its rows, as it was and as it is', async (table, statement) => {
    const read = `select to_jsonb(t) as row from ${table} t where id in (select (i)::int from unnest($1::bigint[]) i) order by id`
    const before = await mark()
    const was = await ask<{ row: { id: number } }>(`select to_jsonb(t) as row from ${table} t order by id limit 60`)
    const touched = await asSteward(database.operator, '王海', (db) => db.run(raw(statement)))
    const rows = (await since(before)).filter(({ topic }) => topic === table)
    expect(touched).toBeGreaterThan(0)
    expect(rows.length).toBe(touched)
    const now = await ask<{ row: { id: number } }>(read, [rows.flatMap(({ ids }) => ids)])
    for (const { person, address, act, before: old, after, ids, digest } of rows) {
      expect([person, address, digest, ids.length]).toEqual(['王海', 'local', null, 1])
      if (old) expect(was.find(({ row }) => row.id === ids[0])?.row).toMatchObject(spelled(old))
      if (act === 'delete') expect([after, now]).toEqual([null, []])
      else expect(now.find(({ row }) => row.id === ids[0])?.row).toMatchObject(spelled(after!))
    }
  }) // prettier-ignore

  /** Times apart: the audit spells them in UTC whatever zone the reader has. */
  const spelled = (fields: object) =>
    Object.fromEntries(Object.entries(fields).filter(([name, value]) => !/_at$/.test(name) && !concealed(value)))
  const concealed = (value: unknown) => value === '[secret]' || value === '[secret, changed]'

  test.each([
    ['enterprise', 'safety_manager_phone', "'0535-7'"],
    ['hazard_source', 'geom', 'st_translate(geom, 0.001, 0)'],
    ['hazard_source_substance', 'quantity', 'quantity + 1'],
  ])('of a change of %s.%s it tells that it changed, not what it was', async (table, column, value) => {
    const before = await mark()
    await database.owner.query('update enterprise set safety_manager_phone = $1 where id = 1', ['0535-6'])
    await asSteward(database.operator, '王海', (db) => db.run(raw(`update ${table} set ${column} = ${value} where id = 1`)))
    const rows = (await since(before)).filter(({ topic, person }) => topic === table && person === '王海')
    expect(rows.map((row) => [row.before?.[column], row.after?.[column]])).toEqual([['[secret]', '[secret, changed]']])
    const told = await ask<{ text: string }>(`select coalesce(before::text, '') || coalesce(after::text, '') as text from audit where topic = $1`, [table])
    expect(told.map(({ text }) => text).join('')).not.toMatch(table === 'hazard_source' ? /"coordinates"/ : /0535-[67]"/)
  }) // prettier-ignore

  test('a change of many rows in such a column alone is recorded too', async () => {
    const before = await mark()
    const n = await asSteward(database.operator, '王海', (db) => db.run(raw("update enterprise set safety_manager_phone = '0535-8' where id <= 60"))) // prettier-ignore
    const rows = (await since(before)).filter(({ topic }) => topic === 'enterprise')
    expect(rows).toMatchObject([{ act: 'update', count: n, before: null, after: null }])
  })

  test('fifty-one rows of one statement leave one row, with how many, which and a digest of them', async () => {
    const before = await mark()
    const ids = (await ask<{ id: number }>('select id from hazard order by id limit 51')).map(({ id }) => id)
    await asSteward(database.operator, '王海', (db) => db.run(raw(`update hazard set description = '多' where id <= ${ids[50]}`)))
    const rows = await since(before)
    expect(rows).toMatchObject([{ act: 'update', topic: 'hazard', count: 51, ids: [ids[0], ids[50]], before: null, after: null }])
    expect(rows[0]?.digest).toMatch(/^[0-9a-f]{64}$/)
    const kept = await one(`select count(*) as n from history where table_name = 'hazard' and after ->> 'description' = '多'`)
    expect(kept).toBe(51)
  }) // prettier-ignore

  test('the digest of many rows is what docs/audit.md says', async () => {
    const before = await mark()
    await asSteward(database.operator, '王海', (db) => db.run(raw("insert into inspection (enterprise, kind, inspector, inspected_at) select 1, 'self', 'i' || n, app.now() from generate_series(1, 60) n"))) // prettier-ignore
    const [row] = (await since(before)).filter(({ topic }) => topic === 'inspection')
    const [expected] = await ask<{ digest: string }>(
      `select encode(sha256(string_agg(sha256(convert_to(i::text, 'UTF8')), '' order by id)), 'hex') as digest
       from inspection i where id between $1 and $2`,
      row?.ids,
    )
    expect((await ask<{ zone: string }>("select current_setting('timezone') as zone"))[0]?.zone).toMatch(/UTC|GMT/)
    expect(row).toMatchObject({ count: 60, digest: expected?.digest })
  }) // prettier-ignore

  test('a change of derived keys alone is no change of the row; that of the enterprise is', async () => {
    const [plant] = await ask<{ id: number }>("select enterprise as id from hazard group by 1 having count(*) > 2 order by 1 limit 1")
    const before = await mark()
    await asSteward(database.operator, '王海', (db) => db.run(raw(`update enterprise set class_override = 'A', class_override_reason = '试', class_override_by = '某', class_override_at = app.now(), class_override_until = (app.now() at time zone 'Asia/Shanghai')::date where id = ${plant?.id}`))) // prettier-ignore
    expect((await since(before)).map(({ topic, ids }) => [topic, ids])).toEqual([['enterprise', [plant?.id]]])
  }) // prettier-ignore

  test('an import is an act of its own, beside the changes of its rows', async () => {
    const before = await mark()
    await asSteward(database.operator, 'import', (db) =>
      db.run(
        raw(`insert into import (capability, file_name, file_hash, datum, added, changed, unchanged, rejected, made_at, made_by)
          values ('enterprises', 'a.csv', 'x', 'wgs84', 1, 2, 3, 4, app.now(), 'import')`),
      ),
    )
    expect(await since(before)).toMatchObject([{ act: 'import', topic: 'import', person: 'import', after: { file_name: 'a.csv', added: 1 } }]) // prettier-ignore
  })

  test('what is rolled back leaves nothing', async () => {
    const before = await mark()
    const failing = asSteward(database.operator, '王海', async (db) => {
      await db.run(raw("update enterprise set address = 'y' where id = 1"))
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await since(before)).toEqual([])
  })

  test('one who works at the database itself is named by the login', async () => {
    const before = await mark()
    await database.owner.query("update enterprise set address = 'z' where id = 1")
    expect(await since(before)).toMatchObject([{ person: 'postgres', address: 'local', topic: 'enterprise' }])
  })
})

/** What the tests read of answers. */
interface Told {
  readonly status: number
  readonly text: string
  readonly body: { readonly account: { readonly posts: { id: number; kind: string }[] } }
}

describe('people', () => {
  let server: ReturnType<typeof supertest>
  let people: ReturnType<typeof peopleOf>
  let administrator: Person
  beforeEach(async () => {
    await database.owner.query('truncate account, setup_token, sign_in_guard, rate_limit restart identity cascade')
    server = supertest(app(kitOn(database)))
    people = peopleOf(database, () => server, START)
    administrator = await people.first()
  })
  const get = async (path: string, cookie: string) => (await server.get(`/api${path}`).set({ ...HERE, cookie })) as unknown as Told // prettier-ignore

  test('an invitation, a dismissal and a leaving leave one row for each row, in the name of the administrator', async () => {
    let before = await mark()
    const { id } = await people.invite(administrator, 'worker', [{ kind: 'expert' }, { kind: 'leader' }])
    const named = (rows: readonly AuditRow[]) => rows.filter(({ account }) => account === administrator.id)
    const made = named(await since(before))
    expect(made.map(({ act, topic }) => `${act} ${topic}`)).toEqual(['insert account', 'insert post', 'insert post', 'insert account_link'])
    for (const row of made) expect(row).toMatchObject({ person: '张伟（zhangwei）', post: 'security-administrator', address: '127.0.0.1' })
    expect(new Set(made.map(({ request }) => request)).size).toBe(1)
    before = await mark()
    await people.post(`/accounts/${id}/leave`, {}, administrator.cookie)
    const left = (await since(before)).filter(({ topic }) => topic !== 'session')
    expect(left.map(({ act, topic }) => `${act} ${topic}`)).toEqual(['update account', 'update post', 'update post'])
    expect(left[0]).toMatchObject({ ids: [id], before: { state: 'active', left_at: null }, after: { state: 'left' } })
  }) // prettier-ignore

  test('signing in, failing, wearing another post and signing out are recorded, with who and from where', async () => {
    const before = await mark()
    const { id, cookie, codeAt } = await people.invite(administrator, 'worker', [{ kind: 'leader' }, { kind: 'expert' }])
    await people.post('/session', { name: 'worker', password: 'wrong' })
    await people.post('/session', { name: 'Hidden-Secret-9', password: 'wrong' })
    const own = codeAt ? await people.signIn('worker', PASSWORD, codeAt) : cookie
    const { posts } = (await get('/session', own)).body.account
    await people.wear(own, posts, 'expert')
    await server.delete('/api/session').set({ ...HERE, cookie: own })
    const acts = (await since(before)).filter(({ act }) => /^sign|^wear/.test(act))
    expect(acts.map(({ act }) => act)).toEqual(expect.arrayContaining(['sign-in', 'sign-in-failed', 'wear', 'sign-out']))
    expect(acts.filter(({ account }) => account === id).length).toBe(acts.length - 1)
    for (const { address, request } of acts) expect([address, typeof request]).toEqual(['127.0.0.1', 'string'])
    expect(acts.find(({ account }) => account === null)).toMatchObject({ act: 'sign-in-failed', after: { reason: 'wrong', name: 'hi…（15）' } })
    expect(acts.at(-1)).toMatchObject({ act: 'sign-out', person: '人员worker（worker）' })
  }) // prettier-ignore

  test('no password, hash, token or secret stands anywhere in it', async () => {
    const worker = await people.invite(administrator, 'worker', [{ kind: 'leader' }])
    const begun = worker.codeAt ? undefined : await people.enrol(worker.cookie)
    await people.post('/account/password', { password: PASSWORD, next: 'Grey-Heron-52' }, begun?.cookie ?? worker.cookie)
    await people.post('/session', { name: 'worker', password: 'Typed-Wrong-77' })
    const reset = await people.post(`/accounts/${worker.id}/reset`, {}, administrator.cookie)
    const [{ all } = { all: '' }] = await ask<{ all: string }>("select string_agg(a::text, ' ') as all from audit a")
    const tokens = [administrator.cookie, worker.cookie, begun?.cookie ?? ''].map((cookie) => cookie.split('=')[1] ?? '').filter(Boolean)
    const hashes = await ask<{ secret: string }>(`
      select hash as secret from password union select hash from former_password union select encode(token_hash, 'hex') from session
      union select encode(token_hash, 'hex') from account_link union select encode(secret, 'hex') from second_factor
      union select encode(code, 'hex') from second_factor, unnest(recovery) code`)
    expect(hashes.length).toBeGreaterThan(5)
    const link = String(reset.body.link).split('#link=')[1] ?? ''
    for (const secret of [PASSWORD, 'Grey-Heron-52', 'Typed-Wrong-77', '$argon2', link, ...tokens, ...(begun?.recovery ?? []), ...hashes.map((row) => row.secret)]) {
      expect(secret.length).toBeGreaterThan(6)
      expect(all.includes(secret), secret).toBe(false)
    }
    expect(all).toContain('[secret, changed]')
  }) // prettier-ignore

  test('reading a file and an export are recorded before they are answered', async () => {
    const worker = await people.invite(administrator, 'worker', [{ kind: 'leader' }])
    const before = await mark()
    expect((await get('/enterprises/7', worker.cookie)).status).toBe(200)
    expect((await get('/enterprises/999999', worker.cookie)).status).toBe(404)
    const { text } = await get('/exports/enterprises.csv?class=A', worker.cookie)
    const acts = await since(before)
    expect(acts.map(({ act, topic, ids }) => [act, topic, ids])).toEqual([['read', 'enterprise', [7]], ['export', 'enterprise', []]])
    expect(acts[1]).toMatchObject({ account: worker.id, count: text.trim().split('\r\n').length - 1, after: { path: '/api/exports/enterprises.csv?class=A' } })
  }) // prettier-ignore

  describe('the audit administrator', () => {
    let auditor: Person
    beforeEach(async () => {
      auditor = await people.invite(administrator, 'auditor', [{ kind: 'audit-administrator' }])
    })

    test('finds rows by time, person, act, topic and id, page by page, and is recorded too', async () => {
      const list = async (query: string) => (await get(`/audits?${query}`, auditor.cookie)).body as unknown as { rows: AuditRow[]; next: string | null } // prettier-ignore
      const [first, second] = [await list('limit=5'), await list('limit=5')]
      expect(second.rows[0]).toMatchObject({ act: 'read', topic: 'audit', person: '人员auditor（auditor）', ids: first.rows.map(({ id }) => id) })
      expect((await list(`limit=5&after=${second.next}`)).rows.map(({ id }) => id)).toEqual(
        (await ask<{ id: number }>('select id::int from audit where id < $1 order by id desc limit 5', [second.rows[4]?.id])).map(({ id }) => id),
      )
      const matches = async (query: string, where: string) => {
        const { rows } = await list(`limit=200&${query}`)
        const expected = await ask<{ id: number }>(`select id::int from audit where ${where} and id <= $1 order by id desc limit 200`, [rows[0]?.id ?? 0])
        expect(rows.length, query).toBeGreaterThan(0)
        expect(rows.map(({ id }) => id), query).toEqual(expected.map(({ id }) => id))
      }
      await matches('act=sign-in', "act = 'sign-in'")
      await matches('topic=account_link', "topic = 'account_link'")
      await matches('who=ZHANGWEI', "person like '%zhangwei%'")
      await matches(`who=${auditor.id}`, `account = ${auditor.id}`)
      await matches(`topic=account&id=${auditor.id}`, `topic = 'account' and ${auditor.id} = any (ids)`)
      await matches('from=2026-03-02T01:01:00.000Z&until=2026-03-02T01:03:00.000Z', "at >= '2026-03-02T01:01Z' and at < '2026-03-02T01:03Z'")
      await matches('topic=hazard&id=30', "topic = 'hazard' and (30 = any (ids) or digest is not null and 30 between ids[1] and ids[2])")
    }) // prettier-ignore

    test('takes them away as a sheet, which is recorded first', async () => {
      const { text, status } = await get('/exports/audits.csv?act=sign-in', auditor.cookie)
      expect(status).toBe(200)
      const lines = text.trim().split('\r\n')
      expect(lines.length - 1).toBe(await one("select count(*) as n from audit where act = 'sign-in'"))
      const [last] = await ask<AuditRow>('select * from audit order by id desc limit 1')
      expect(last).toMatchObject({ act: 'export', topic: 'audit', count: lines.length - 1, after: { act: 'sign-in' } })
      expect((await get('/exports/audits.csv', administrator.cookie)).status).toBe(403)
      expect((await get('/exports/audits.csv?act=none', auditor.cookie)).status).toBe(400)
    }) // prettier-ignore
  })
})
