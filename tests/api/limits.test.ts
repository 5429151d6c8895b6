import supertest from 'supertest'
import { afterAll, expect, test } from 'vitest'
import { app } from '../../server/app.ts'
import { EXPORTS_A_MINUTE } from '../../server/http/signIn/limits.ts'
import { freshDatabase } from './database.ts'
import { kitOn } from './kit.ts'
import { HERE, sessionIn } from './people.ts'

const database = await freshDatabase()
afterAll(() => database.drop())

test('a proxy may say what it wants: what is no address is not taken for one', async () => {
  const behind = supertest(app(kitOn(database, { settings: { TRUST_PROXY: 1 } })))
  for (const told of ['x'.repeat(300), "'evil<script>", '203.0.113.9']) {
    const answer = await behind
      .post('/api/session')
      .set({ ...HERE, 'x-forwarded-for': told })
      .send({ name: 'nobody', password: 'x' })
    expect([told, answer.body.code]).toEqual([told, 'sign-in-wrong'])
  }
  const { rows } = await database.owner.query<{ address: string }>("select distinct address from audit where act = 'sign-in-failed' order by 1")
  expect(rows.map(({ address }) => address)).toEqual(['127.0.0.1', '203.0.113.9'])
}) // prettier-ignore

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
