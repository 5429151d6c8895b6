import supertest from 'supertest'
import { afterAll, expect, test } from 'vitest'
import { app } from '../../server/app.ts'
import { IDLE_MINUTES } from '../../server/http/signIn/sessionRows.ts'
import { freshDatabase } from './database.ts'
import { kitOn } from './kit.ts'
import { HERE, sessionIn } from './people.ts'

const START = new Date('2026-03-02T01:00:00Z')
/** A little less than a session may lie idle. */
const STEP_MS = (IDLE_MINUTES - 1) * 60_000

const database = await freshDatabase()
afterAll(() => database.drop())

test.each([
  { userName: 'person', does: 'a person keeps it in use', headers: {}, path: '/api/session', role: 'government' },
  {
    userName: 'page',
    does: 'a page that asks by itself lets it end',
    headers: { 'x-by-itself': '1' },
    path: '/api/session',
    role: 'public',
  },
  {
    userName: 'map',
    does: 'a map that fetches tiles lets it end',
    headers: {},
    path: '/tiles/grids.json',
    role: 'public',
  },
])('a session: $does', async ({ userName, headers, path, role }) => {
  await database.clock.set(START)
  const server = supertest(app(kitOn(database)))
  const cookie = `anjian_session=${await sessionIn(database, userName, 'leader')}`
  for (let step = 1; step <= 3; step += 1) {
    await database.clock.set(new Date(START.getTime() + step * STEP_MS))
    await server.get(path).set({ ...HERE, cookie, ...headers })
  }
  const asked = await server.get('/api/session').set({ ...HERE, cookie, 'x-by-itself': '1' })
  expect(asked.body.role).toBe(role)
})
