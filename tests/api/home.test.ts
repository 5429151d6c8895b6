import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bringUpToDate, checkEngine, checkLogin, type Home } from '../../server/db/home.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'

let database: FreshDatabase
let home: Home

beforeAll(async () => {
  database = await freshDatabase()
  const { server, owner, operator } = database.urls
  home = { server, owner, operator, own: false, stop: async () => undefined }
})
afterAll(() => database.drop())

describe('checkLogin', () => {
  test('takes the login that owns nothing', () => expect(checkLogin(home.server)).resolves.toBeUndefined())

  test.each([
    [
      'a superuser',
      () => database.urls.owner,
      'is a superuser, may bypass row-level security (bypassrls), owns tables',
    ],
    [
      'one that cannot serve',
      () => database.urls.operator,
      'cannot become anjian_actor, anjian_public, anjian_session, anjian_gateway',
    ],
  ])('refuses %s, and names the remedy', async (_whom, address, fault) => {
    await expect(checkLogin(address())).rejects.toThrow(fault)
    await expect(checkLogin(address())).rejects.toThrow('Use anjian_server')
  })
})

describe('bringUpToDate', () => {
  test('has nothing to do in a book that is up to date', async () => expect(await bringUpToDate(home)).toEqual([]))

  test('without a login that may migrate it says what is missing', async () => {
    await database.owner.query("delete from app_migration where name >= '0003'")
    await expect(bringUpToDate({ ...home, owner: undefined })).rejects.toThrow('Set DATABASE_OWNER_URL to migrate it')
    await database.owner.query('drop table app_migration')
    await expect(bringUpToDate({ ...home, owner: undefined })).rejects.toThrow('is at (not set up)')
  })
})

test('checkEngine refuses a database without PostGIS', async () => {
  await expect(checkEngine(home.server)).resolves.toBeUndefined()
  const bare = home.server.replace(database.name, 'postgres')
  await expect(checkEngine(bare)).rejects.toThrow('and none')
})
