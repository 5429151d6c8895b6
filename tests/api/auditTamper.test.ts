/** A chain, every column of its rows changed by a superuser with all triggers off, and the verifier that must name that very row. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Break } from '#core/domain/auditChain.ts'
import { sealAll } from '../../server/features/audits/sealing.ts'
import { verifyChain } from '../../server/features/audits/verify.ts'
import { cases, PATIENCE, proves } from '../sample.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { randomOf } from './randomFilters.ts'

/** Rows of the chain. */
const ROWS = cases(600, 100_000)
/** Rows that each column is changed in. */
const EACH = cases(4, 1)
const random = randomOf(20_260_302)
const any = () => 2 + Math.floor(random() * (ROWS - 4))

let database: FreshDatabase
/** Runs as a superuser whom no trigger hinders. */
const tamper = (text: string) =>
  database.owner.query(`begin; set local session_replication_role = replica; ${text}; commit`)
const verdict = () => verifyChain(database.pool, { graceMs: 0 })

beforeAll(async () => {
  database = await freshDatabase()
  await database.clock.set(new Date('2026-03-02T01:00:00Z'))
  await database.owner.query(`
    select app.audit_partition('2026-03-01');
    insert into audit (account, person, post, address, request, act, topic, ids, before, after, count, digest)
    select nullif(n % 7, 0), '人员' || n, case when n % 3 > 0 then 'leader' end, '10.0.0.' || n % 250, 'request-' || n,
      case n % 2 when 0 then 'update' else 'read' end, 'enterprise', array[n, n + 1],
      case when n % 2 = 0 then jsonb_build_object('name', '单位' || n, 'staff', n) end,
      jsonb_build_object('name', '单位' || n || '改', 'staff', n + 1, 'share', n / 3.0), 1, case when n % 5 = 0 then sha256(n::text::bytea) end
    from generate_series(1, ${ROWS}) n`)
  await sealAll(database.pool)
  await database.owner.query('create table kept as select * from audit; create table kept_seal as select * from audit_seal')
}, PATIENCE) // prettier-ignore
afterAll(() => database.drop())

/** Puts everything of some seals back as it was. */
const restore = (...seals: number[]) => {
  const list = seals.join(', ')
  return tamper(`
    delete from audit where id not in (select id from kept) or id in (select audit from kept_seal where seal in (${list}));
    insert into audit overriding system value select * from kept where id in (select audit from kept_seal where seal in (${list}));
    delete from audit_seal where seal > ${ROWS} or seal in (${list}) or audit in (select audit from kept_seal where seal in (${list}));
    insert into audit_seal select * from kept_seal where seal in (${list})`)
}

/** A change of each column of the row that a seal stands for; one byte of it, or what comes next. */
const COLUMNS: Readonly<Record<string, string>> = {
  id: 'default',
  at: "at + interval '1 microsecond'",
  account: 'coalesce(account, 0) + 1',
  person: 'overlay(person placing chr(ascii(substr(person, 2, 1)) # 1) from 2 for 1)',
  post: "coalesce(post || ' ', '')",
  address: 'overlay(address placing chr(ascii(right(address, 1)) # 1) from length(address) for 1)',
  request: 'null',
  act: "act || 's'",
  topic: "'hazard'",
  ids: 'ids || 1::bigint',
  before: "coalesce(jsonb_set(before, '{staff}', '0'), 'null')",
  after: "jsonb_set(after, '{share}', to_jsonb((after ->> 'share')::numeric + 0.0000000000000001))",
  count: 'count + 1',
  digest: 'set_byte(coalesce(digest, sha256(person::bytea)), 31, 0)',
}
const SEAL_COLUMNS: Readonly<Record<string, string>> = {
  at: "at - interval '1 microsecond'",
  sealed_at: "sealed_at + interval '1 microsecond'",
  hash: 'set_byte(hash, 0, get_byte(hash, 0) # 1)',
  audit: 'audit + 20000000',
}

const named = async (seal: number, is: Break['is'][], audit = true) => {
  const { broken, verified } = await verdict()
  expect(broken?.seal).toBe(seal)
  expect(is).toContain(broken?.is)
  expect(verified).toBe(seal - 1)
  if (audit) expect(broken?.audit).toBe(await idOf(seal))
}
const idOf = async (seal: number) =>
  String(
    (await database.owner.query<{ audit: string }>('select audit from audit_seal where seal = $1', [seal])).rows[0]
      ?.audit,
  )

describe(`a chain of ${ROWS} rows`, () => {
  test('holds as it is', async () => {
    expect(await verdict()).toMatchObject({ verified: ROWS, unsealed: [] })
  }, PATIENCE) // prettier-ignore

  test('tells any change of any column, by the row', async (context) => {
    const compared = proves(context, {
      claim: `Audit: of ${ROWS} rows a change of any column of any row, or of its seal, is found, and that very row is named`,
      judged: 'core/domain/auditChain.ts, server/features/audits/verify.ts',
      judge: 'SQL of a superuser with triggers off, which knows what it changed',
    })
    for (const [column, value] of Object.entries(COLUMNS))
      for (let at = 0; at < EACH; at += 1) {
        const seal = any()
        const id = await idOf(seal)
        // an identity takes no value of one's own by an update
        if (column === 'id') await tamper(`update audit set id = default where id = ${id}`)
        else await tamper(`update audit set ${column} = ${value} where id = ${id}`)
        await named(seal, ['changed', 'missing'])
        await restore(seal)
        compared()
      }
    for (const [column, value] of Object.entries(SEAL_COLUMNS))
      for (let at = 0; at < EACH; at += 1) {
        const seal = any()
        await tamper(`update audit_seal set ${column} = ${value} where seal = ${seal}`)
        await named(seal, ['changed', 'missing'])
        await restore(seal)
        compared()
      }
    expect(await verdict()).toMatchObject({ verified: ROWS, unsealed: [] })
  }, PATIENCE) // prettier-ignore

  test('tells a row that was taken away, put in, or moved', async (context) => {
    const compared = proves(context, {
      claim: `Audit: of ${ROWS} rows one that is taken away, put in or moved is found and named`,
      judged: 'core/domain/auditChain.ts, server/features/audits/verify.ts',
      judge: 'SQL of a superuser with triggers off, which knows what it moved',
    })
    const row = any()
    await tamper(`delete from audit where id = ${await idOf(row)}`)
    await named(row, ['missing'])
    await restore(row)

    const seal = any()
    await tamper(`delete from audit where id = ${await idOf(seal)}; delete from audit_seal where seal = ${seal}`)
    await named(seal, ['missing'], false)
    await restore(seal)

    const [one, other] = [any(), any()].sort((a, b) => a - b) as [number, number]
    await tamper(`update audit_seal set seal = -1 where seal = ${one}; update audit_seal set seal = ${one} where seal = ${other}; update audit_seal set seal = ${other} where seal = -1`.replaceAll('-1', '99999999')) // prettier-ignore
    await named(one, other - one < 1900 ? ['reordered'] : ['reordered', 'changed'])
    await restore(one, other)

    const next = any()
    const swap = (a: number, b: number) => `update audit_seal s set audit = o.audit + 0, at = o.at from kept_seal o where s.seal = ${a} and o.seal = ${b}` // prettier-ignore
    await tamper(`update audit_seal set audit = 30000000 where seal = ${next}; ${swap(next + 1, next)}; ${swap(next, next + 1)}`)
    await named(next, ['reordered'])
    await restore(next, next + 1)

    const put = any()
    await tamper(`
      insert into audit (person, address, act, topic) values ('forged', 'local', 'read', 'hazard');
      update audit_seal set seal = seal + 50000000 where seal >= ${put};
      insert into audit_seal select ${put}, id, at, now(), sha256('x') from audit where person = 'forged';
      update audit_seal set seal = seal - 49999999 where seal > 50000000`)
    await named(put, ['inserted'])
    await tamper(`
      delete from audit where person = 'forged'; delete from audit_seal where seal = ${put};
      update audit_seal set seal = seal + 50000000 where seal > ${put};
      update audit_seal set seal = seal - 50000001 where seal > 50000000`)

    await tamper(`insert into audit (id, person, address, act, topic) overriding system value values (0, 'forged', 'local', 'read', 'hazard')`)
    expect(await verdict()).toMatchObject({ verified: ROWS, unsealed: ['0'] })
    await tamper("delete from audit where person = 'forged'")
    compared(6)
    expect(await verdict()).toMatchObject({ verified: ROWS, unsealed: [] })
  }, PATIENCE) // prettier-ignore
})
