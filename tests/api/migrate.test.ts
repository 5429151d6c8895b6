import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { expectedVersion, migrate } from '../../server/db/migrate.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'

let database: FreshDatabase
let client: pg.PoolClient
let folder: string
const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
const tables = async () => {
  const { rows } = await client.query<{ name: string; owner: string }>(
    "select relname as name, relowner::regrole::text as owner from pg_class where relname like 'trial%' order by relname",
  )
  return rows
}

beforeEach(async () => {
  database = await freshDatabase()
  client = await database.owner.connect()
  await client.query('delete from app_migration')
  folder = mkdtempSync(join(tmpdir(), 'anjian-migrations-'))
  write('0001-one.sql', 'create table trial_one (id integer)')
})
afterEach(async () => {
  client.release()
  await database.drop()
  rmSync(folder, { recursive: true })
})

describe('migrate', () => {
  test('runs each file once, in order, as the owner of the book', async () => {
    write('0002-two.sql', 'create table trial_two as select * from trial_one')
    expect(await migrate(client, folder)).toEqual(['0001-one.sql', '0002-two.sql'])
    expect(await migrate(client, folder)).toEqual([])
    expect(await tables()).toEqual([
      { name: 'trial_one', owner: 'anjian_owner' },
      { name: 'trial_two', owner: 'anjian_owner' },
    ])
    expect(await expectedVersion(folder)).toBe('0002-two.sql')
  })

  test('refuses a file that was changed after it ran', async () => {
    await migrate(client, folder)
    write('0001-one.sql', 'create table trial_one (id bigint)')
    write('0002-two.sql', 'create table trial_two (id integer)')
    await expect(migrate(client, folder)).rejects.toThrow('0001-one.sql was changed after it ran')
    expect((await tables()).map(({ name }) => name)).toEqual(['trial_one'])
  })

  test('refuses a database that a newer program made', async () => {
    write('0002-two.sql', 'create table trial_two (id integer)')
    await migrate(client, folder)
    rmSync(join(folder, '0002-two.sql'))
    await expect(migrate(client, folder)).rejects.toThrow('0002-two.sql is unknown')
  })

  test('leaves nothing of a file that fails, and keeps those before it', async () => {
    write('0002-two.sql', 'create table trial_two (id integer); select 1 / 0')
    await expect(migrate(client, folder)).rejects.toThrow('migration 0002-two.sql failed: division by zero')
    expect((await tables()).map(({ name }) => name)).toEqual(['trial_one'])
    write('0002-two.sql', 'create table trial_two (id integer)')
    expect(await migrate(client, folder)).toEqual(['0002-two.sql'])
  })

  test('lets one program at a time run them', async () => {
    const other = await database.owner.connect()
    try {
      const ran = await Promise.all([migrate(client, folder), migrate(other, folder)])
      expect(ran.flat()).toEqual(['0001-one.sql'])
    } finally {
      other.release()
    }
  })
})
