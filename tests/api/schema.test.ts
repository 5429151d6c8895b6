import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dumpSchema } from '../../scripts/schema.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'

let database: FreshDatabase

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

test('data/schema.sql is what the migrations make (else run: node --import tsx scripts/schema.ts)', async () => {
  expect(await dumpSchema(database.urls.owner)).toBe(await readFile('data/schema.sql', 'utf8'))
})

test('nothing is dated by the machine but the migrations themselves: there is one clock', async () => {
  const { rows } = await database.owner.query<{ at: string }>(
    `select format('%s.%s', table_name, column_name) as at from information_schema.columns
      where table_schema = 'public' and (column_default ~ '(^|[^.a-z_])now\\(' or column_default ~* 'current_|clock_timestamp')`,
  )
  expect(rows.map(({ at }) => at)).toEqual(['app_migration.ran_at'])
})
