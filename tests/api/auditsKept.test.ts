/** Who may write, change and read the audit: triggers write, nobody changes, the audit administrator reads. */
import { afterAll, describe, expect, test } from 'vitest'
import type { Actor } from '../../server/db/actor.ts'
import { asSession, asSteward, inScope } from '../../server/db/db.ts'
import { record } from '../../server/db/record.ts'
import { Sql } from '../../server/db/sql.ts'
import { sealAll } from '../../server/features/audits/sealing.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'

const START = new Date('2026-03-02T01:00:00Z')
const database: FreshDatabase = await freshDatabase({ demo: true })
afterAll(() => database.drop())

const raw = (text: string) => new Sql([text], [])

describe('the audit is only ever added to', () => {
  const TABLES = ['audit', 'audit_seal', 'audit_root', 'audit_waiting'] as const
  /** Needs no right to read. */
  const FORGED = {
    audit: "(act, topic) values ('read', 'forged')",
    audit_seal: "values (999, 999, app.now(), app.now(), sha256('x'))",
    audit_root: "values ('2000-01-01', 1, 1, sha256('x'))",
    audit_waiting: 'values (999, app.now())',
  }
  const VERBS = {
    insert: (table: string) => `insert into ${table} ${FORGED[table as keyof typeof FORGED]}`,
    update: (table: string) => `update ${table} set ${table === 'audit_root' ? "day = '2000-01-01'" : "at = 'epoch'"}`,
    delete: (table: string) => `delete from ${table}`,
    truncate: (table: string) => `truncate ${table}`,
  }
  const auditor: Actor = { role: 'audit', person: '审计', grids: [] }
  const outcome = (work: Promise<unknown>) => work.then(() => 'done', (error: Error) => error.message.replace(/ (for|to) .*/, '')) // prettier-ignore
  const refused = expect.stringMatching(/^permission denied|only ever added/)

  test.each(
    TABLES.flatMap((table) => Object.entries(VERBS).map(([verb, text]) => [verb, table, text(table)] as const)),
  )('nobody of the application may %s %s', async (_verb, _table, text) => {
    for (const role of ['government', 'security', 'system', 'audit', 'public'] as const)
      expect(await outcome(inScope(database.pool, { ...auditor, role }, (db) => db.run(raw(text)))), role).toEqual(
        refused,
      )
    expect(await outcome(asSession(database.pool, (db) => db.run(raw(text))))).toEqual(refused)
    expect(await outcome(asSteward(database.operator, 'x', (db) => db.run(raw(text))))).toEqual(refused)
    expect(await outcome(database.pool.query(text))).toEqual(refused)
  })

  test.each(['audit', 'audit_seal', 'audit_root', 'audit_waiting'])(
    'nobody but the audit administrator reads of %s',
    async (table) => {
      await sealAll(database.pool)
      const read = (role: Actor['role']) =>
      inScope(database.pool, { ...auditor, role }, (db) => db.raw(raw(`select from ${table}`))).then(({ rowCount }) => rowCount, () => 'denied') // prettier-ignore
      for (const role of ['government', 'department', 'grid', 'enterprise', 'expert', 'system', 'security'] as const)
        expect(await read(role), role).toBe(table === 'audit_waiting' ? 'denied' : 0)
      expect(await read('public')).toBe('denied')
      expect(await outcome(asSession(database.pool, (db) => db.run(raw(`select from ${table}`))))).toEqual(refused)
      expect(await outcome(asSteward(database.operator, 'x', (db) => db.run(raw(`select from ${table}`))))).toEqual(
        refused,
      )
      if (table === 'audit' || table === 'audit_seal') expect(await read('audit')).toBeGreaterThan(0)
    },
  )

  test.each(['audit', 'audit_202603'])('not even the owner may change %s', async (table) => {
    await database.clock.set(START)
    await asSession(database.pool, (db) => record(db, { act: 'read', topic: 'test' }))
    for (const role of ['postgres', 'anjian_owner'])
      for (const verb of ['update', 'delete', 'truncate'] as const) {
        const client = await database.owner.connect()
        await client.query(`begin; set local role ${role}`)
        const came = await outcome(client.query(VERBS[verb](table)))
        await client.query('rollback')
        client.release()
        expect(came, `${role} ${verb}`).toEqual(refused)
      }
  })

  test('nobody says by hand that a row was changed', async () => {
    const forged = (act: string) =>
      asSession(database.pool, (db) => record(db, { act: act as 'read', topic: 'hazard' }))
    for (const act of ['insert', 'update', 'delete', 'truncate', 'import', 'retention', ''])
      expect(await outcome(forged(act)), act).toMatch(/^no act/)
    for (const call of [
      'app.drop_audit_months()',
      "app.audit_partition('2030-01-01')",
      "app.audit_table('hazard', 'id')",
    ])
      expect(await outcome(inScope(database.pool, auditor, (db) => db.raw(raw(`select ${call}`)))), call).toEqual(
        refused,
      )
  })
})
