import { createHash } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { linkText } from '#core/domain/auditChain.ts'
import { asSession, asSteward, inScope } from '../../server/db/db.ts'
import { makePool } from '../../server/db/pools.ts'
import { record } from '../../server/db/record.ts'
import { Sql } from '../../server/db/sql.ts'
import { retainAudit, verifyAudit } from '../../server/features/audits/errand.ts'
import { links } from '../../server/features/audits/queries.ts'
import { keepSealing, sealAll, sealOnce } from '../../server/features/audits/sealing.ts'
import { verifyChain } from '../../server/features/audits/verify.ts'
import { readSettings } from '../../server/settings.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { kitOn } from './kit.ts'

const database: FreshDatabase = await freshDatabase()
afterAll(() => database.drop())
const START = new Date('2026-03-02T01:00:00Z')
const DAY = 86_400_000

const raw = (text: string) => new Sql([text], [])
const ask = async <Row>(text: string) => (await database.owner.query(text)).rows as Row[]
const count = async (table: string) => Number((await ask<{ n: string }>(`select count(*) as n from ${table}`))[0]?.n)
/** Leaves a few rows of every shape. */
async function write(n = 3) {
  for (let at = 0; at < n; at += 1)
    await asSession(database.pool, (db) => record(db, { act: 'read', topic: 'enterprise', ids: [at, 7], details: { 名: '“引号”\n😀', at, 分: 0.1 } }), { person: `王${at}\\"`, account: at, address: '::1', post: 'leader', request: `r${at}` }) // prettier-ignore
}
const verdict = () => verifyChain(database.pool, { graceMs: 0 })

beforeEach(async () => {
  const owner = await database.owner.connect()
  await owner.query('set session_replication_role = replica; truncate audit, audit_seal, audit_root, audit_waiting; set session_replication_role = origin') // prettier-ignore
  owner.release()
  await database.clock.set(START)
})

describe('sealing', () => {
  test('Postgres and JavaScript spell every row by the same bytes', async () => {
    await write(5)
    await asSteward(database.operator, '王', (db) => db.run(raw("insert into department (code, name, person, phone) select n, '部' || n, '人', '05350' from generate_series(1, 60) n"))) // prettier-ignore
    await asSteward(database.operator, '王', (db) => db.run(raw('update department set name_en = name where id < 5')))
    await sealAll(database.pool)
    const chain = await inScope(database.pool, { role: 'audit', person: 'x', grids: [] }, (db) => links(db, 0, 1000))
    const spelled = await ask<{ bytes: Buffer }>(
      'select app.audit_bytes(s.seal, s.sealed_at, a) as bytes from audit_seal s join audit a on a.id = s.audit order by s.seal',
    )
    expect(chain.map(linkText)).toEqual(spelled.map(({ bytes }) => bytes.toString()))
    expect(chain.length).toBeGreaterThan(9)
    // and by hand, from docs/audit.md
    let hash = Buffer.alloc(32)
    for (const link of chain) {
      hash = createHash('sha256').update(hash).update(linkText(link)).digest()
      expect(link.hash).toBe(hash.toString('hex'))
    }
    expect(linkText(chain[0]!)).toMatch(/^14:anjian-audit-1,1:1,27:2026-03-02T01:00:00\.000000Z,\d+:\d+,27:2026-03-02T01:00:00\.000000Z,1:0,6:王0\\",6:leader,3:::1,2:r0,4:read,10:enterprise,3:0,7,~,/) // prettier-ignore
    expect(await verdict()).toMatchObject({ verified: chain.length, hash: hash.toString('hex'), unsealed: [] })
    await database.owner.query('delete from department')
  })

  test('an empty chain holds', async () => {
    expect(await verdict()).toEqual({ verified: 0, hash: '00'.repeat(32), unsealed: [] })
  })

  test('a transaction that commits late is sealed late and missed by nobody', async () => {
    const late = await database.pool.connect()
    await late.query("begin; set local role anjian_session; select app.record('read', 'late', '{}', null, 1)")
    await write(3)
    const early = await sealOnce(database.pool)
    await late.query('commit')
    late.release()
    expect(early).toBe(3)
    expect(await sealOnce(database.pool)).toBe(1)
    const order = await ask<{ audit: string }>('select audit from audit_seal order by seal')
    const ids = order.map(({ audit }) => Number(audit))
    expect(ids[3]).toBe(Math.min(...ids))
    expect(await verdict()).toMatchObject({ verified: 4, unsealed: [] })
  })

  test('two processes at once make one chain, without a fork or a gap', async () => {
    const [one, other] = [makePool(database.urls.server, { size: 1 }), makePool(database.urls.server, { size: 1 })]
    const working = { on: true }
    const sealer = async (pool: typeof one) => {
      let sealed = 0
      while (working.on) sealed += await sealOnce(pool)
      return sealed
    }
    const sealers = [sealer(one), sealer(other)]
    await Promise.all([write(60), write(60)])
    working.on = false
    const sealed = (await Promise.all(sealers)).reduce((sum, n) => sum + n, 0)
    await Promise.all([one.end(), other.end()])
    await sealAll(database.pool)
    expect(sealed).toBeGreaterThan(0)
    expect([await count('audit'), await count('audit_seal'), await count('audit_waiting')]).toEqual([120, 120, 0])
    expect(await verdict()).toMatchObject({ verified: 120, unsealed: [] })
  })

  test('while one process seals another passes by', async () => {
    await write(2)
    const holder = await database.pool.connect()
    await holder.query('begin; set local role anjian_session; select app.seal_audit()')
    const meanwhile = await sealOnce(database.pool).finally(async () => {
      await holder.query('commit')
      holder.release()
    })
    expect(meanwhile).toBe(0)
    expect(await count('audit_seal')).toBe(2)
  })

  test('the server seals as it runs, and the rest when it stops', async () => {
    const sealing = keepSealing(database.pool, kitOn(database).log)
    await write(2)
    await sealing.stop()
    expect(await count('audit_waiting')).toBe(0)
    expect(await verdict()).toMatchObject({ verified: 2 })
  })
})

describe('roots', () => {
  const at = (days: number, hours = 0) => database.clock.set(new Date(START.getTime() + days * DAY + hours * 3_600_000))

  test('each day of China that is over has the hash of its last seal, and days without rows have none', async () => {
    await write(3)
    await sealAll(database.pool)
    await at(0, 14.9) // 23:54 in China
    await write(2)
    await sealAll(database.pool)
    expect(await count('audit_root')).toBe(0)
    await at(0, 15.1)
    await write(1)
    await sealAll(database.pool)
    await at(3)
    await sealAll(database.pool)
    await write(1)
    await sealAll(database.pool)
    const roots = await ask<{ day: string; first: string; last: string; fits: boolean }>(
      "select day::text, first, last, hash = (select s.hash from audit_seal s where s.seal = r.last) as fits from audit_root r order by day",
    )
    expect(roots).toEqual([
      { day: '2026-03-02', first: '1', last: '5', fits: true },
      { day: '2026-03-03', first: '6', last: '6', fits: true },
    ])
    expect(await verdict()).toMatchObject({ verified: 7, unsealed: [] })
  }) // prettier-ignore

  test.each([
    ['hash', "hash = sha256('x')"],
    ['last', 'last = last - 1'],
    ['first', 'first = first + 1'],
    ['day', 'day = day + 1'],
  ])('one whose %s was changed is named', async (_column, change) => {
    await write(3)
    await sealAll(database.pool)
    await at(1)
    await sealAll(database.pool)
    await database.owner.query(`set session_replication_role = replica; update audit_root set ${change}; reset session_replication_role`)
    const { brokenRoot, broken } = await verdict()
    expect([broken, brokenRoot?.slice(0, 9)]).toEqual([undefined, '2026-03-0'])
  }) // prettier-ignore

  test('one that was written down holds even against a chain that was recomputed as a whole', async () => {
    await write(3)
    await sealAll(database.pool)
    await at(1)
    await sealAll(database.pool)
    const [root] = await ask<{ hash: string }>("select encode(hash, 'hex') as hash from audit_root")
    const written = new Map([['2026-03-02', root!.hash]])
    expect(await verifyChain(database.pool, { graceMs: 0, written })).not.toHaveProperty('brokenRoot')
    await database.owner.query(`
      set session_replication_role = replica;
      update audit set person = 'forged' where id = (select min(id) from audit);
      insert into audit_waiting select audit, at from audit_seal;
      truncate audit_seal, audit_root;
      reset session_replication_role`)
    await database.clock.set(START)
    await sealAll(database.pool)
    await at(1)
    await sealAll(database.pool)
    expect(await verdict()).toMatchObject({ verified: 3, unsealed: [] })
    expect(await verifyChain(database.pool, { graceMs: 0, written })).toMatchObject({ brokenRoot: '2026-03-02' })
  })
})

describe('months', () => {
  const partitions = async () =>
    (await ask<{ name: string }>("select inhrelid::regclass::text as name from pg_inherits where inhparent = 'audit'::regclass order by 1")).map(({ name }) => name) // prettier-ignore

  test('sealing makes the month to come, and a writer whose month nobody made makes it', async () => {
    await database.clock.set(new Date('2031-01-31T15:59:59.999Z'))
    await sealOnce(database.pool)
    expect(await partitions()).toEqual(expect.arrayContaining(['audit_203101', 'audit_203102']))
    await database.clock.set(new Date('2032-06-30T16:00:00.000Z')) // the first moment of July in China
    await Promise.all([write(2), write(2), write(2)])
    expect(await count('audit_203207')).toBe(6)
  })

  test('only those that ended more than six calendar months ago are dropped, by the owner alone, and the chain still holds', async () => {
    const months = ['2026-01-05', '2026-01-31T15:59:59Z', '2026-02-10', '2026-08-20']
    for (const month of months) {
      await database.clock.set(new Date(month))
      await write(2)
      await sealAll(database.pool)
    }
    await expect(database.pool.query('select app.drop_audit_months()')).rejects.toThrow('permission denied')
    const drop = async (when: string) => {
      await database.clock.set(new Date(when))
      const owner = await database.owner.connect()
      await owner.query('begin; set local role anjian_owner')
      const { rows } = await owner.query<{ month: string }>('select app.drop_audit_months() as month')
      await owner.query('commit')
      owner.release()
      return rows.map(({ month }) => month)
    }
    expect(await drop('2026-07-31T15:59:59Z')).not.toContain('audit_202601')
    expect(await drop('2026-07-31T16:00:01Z')).toContain('audit_202601')
    await write(1)
    await sealAll(database.pool)
    const rows = await ask<{ count: number; after: { until: string } }>(
      "select count, after from audit where act = 'retention' and count > 0",
    )
    expect(rows).toEqual([{ count: 4, after: { until: '2026-01-31T16:00:00.000000Z' } }])
    const { verified, broken, unsealed } = await verdict()
    expect([broken, unsealed, verified]).toEqual([undefined, [], await count('audit_seal')])
    // a row of a month that was not dropped may not be missing
    await database.owner.query("set session_replication_role = replica; delete from audit where at < '2026-03-01'; reset session_replication_role") // prettier-ignore
    expect((await verdict()).broken).toMatchObject({ is: 'missing' })
  })
})

describe('the commands', () => {
  const settings = readSettings({ DATABASE_URL: database.urls.server, DATABASE_OWNER_URL: database.urls.owner })
  const run = async (command: (say: (text: string) => void) => Promise<number>) => {
    const said: string[] = []
    return { code: await command((text) => said.push(text)), said: said.join('\n') }
  }
  const verify = (roots: readonly string[] = []) => run((say) => verifyAudit(settings, roots, say))

  test('verify ends with 0 where all holds, with 1 and the row where it does not', async () => {
    await write(5)
    await sealAll(database.pool)
    expect(await verify()).toMatchObject({ code: 0, said: expect.stringContaining('5 rows hold') })
    await database.owner.query(`
      set session_replication_role = replica;
      update audit set address = '::2' where id = (select audit from audit_seal where seal = 4);
      reset session_replication_role`)
    const [row] = await ask<{ audit: string }>('select audit from audit_seal where seal = 4')
    const { code, said } = await verify()
    expect([code, said]).toEqual([1, expect.stringMatching(new RegExp(`seal 4 was changed`))])
    expect(said).toContain(`row ${row?.audit}`)
  })

  test('verify compares roots that were written down, and refuses what is none', async () => {
    await write(1)
    await sealAll(database.pool)
    expect(await verify([`2026-03-02=${'0'.repeat(64)}`])).toMatchObject({ code: 1, said: expect.stringContaining('2026-03-02') })
    await expect(verify(['yesterday=1'])).rejects.toThrow('--root')
  }) // prettier-ignore

  test('retain drops what is old enough, after it was sealed', async () => {
    await database.clock.set(new Date('2025-05-05'))
    await write(2)
    await database.clock.set(START)
    const { code, said } = await run((say) => retainAudit(settings, say))
    expect([code, said]).toEqual([0, expect.stringContaining('audit_202505')])
    expect(await verdict()).toMatchObject({ verified: 2, unsealed: [] })
  })
})
