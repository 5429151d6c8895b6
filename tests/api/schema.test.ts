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

test('what a change moved is found by full joins alone: no plan that was kept of few rows compares thousands each with each', async () => {
  const { rows } = await database.owner.query<{ name: string; kind: string }>(
    `select p.oid::regproc::text as name, coalesce(side[1], 'inner') as kind from pg_proc p,
      regexp_matches(p.prosrc, '\\m(?:new|old)_rows\\s+\\w+(?:(?:\\s+(\\w+))?\\s+join|\\s*,)\\s+(?:new|old)_rows\\M', 'g') side`,
  )
  expect(rows.filter(({ kind }) => kind !== 'full')).toEqual([])
  expect(rows.length).toBeGreaterThan(10)
})
