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
