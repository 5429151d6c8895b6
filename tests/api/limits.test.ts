import supertest from 'supertest'
import { afterAll, expect, test } from 'vitest'
import { app } from '../../server/app.ts'
import { EXPORTS_A_MINUTE } from '../../server/http/signIn/limits.ts'
import { freshDatabase } from './database.ts'
import { kitOn } from './kit.ts'
import { HERE, sessionIn } from './people.ts'

const database = await freshDatabase()
afterAll(() => database.drop())

test('exports of an account are limited each minute, and those of another are not', async () => {
  const server = supertest(app(kitOn(database)))
  const [one, other] = [await sessionIn(database, 'one', 'leader'), await sessionIn(database, 'other', 'leader')]
  const ask = (token: string) =>
    server.get('/api/exports/enterprises.csv').set({ ...HERE, cookie: `anjian_session=${token}` })
  for (let n = 0; n < EXPORTS_A_MINUTE; n += 1) expect((await ask(one)).status).toBe(200)
  const refused = await ask(one)
  expect([refused.status, refused.body.code]).toEqual([429, 'too-many'])
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  expect((await ask(other)).status).toBe(200)
})
