import supertest from 'supertest'
import { afterAll, expect, test } from 'vitest'
import { app } from '../../server/app.ts'
import { expectedVersion } from '../../server/db/migrate.ts'
import { MIGRATIONS } from '../../server/db/home.ts'
import { settingsInForce } from '../../server/settings.ts'
import { freshDatabase } from './database.ts'
import { kitOn } from './kit.ts'
import { HERE, sessionIn } from './people.ts'

const database = await freshDatabase()
afterAll(() => database.drop())
const secret = 'a-key-that-nobody-may-read-in-a-browser'
const kit = kitOn(database, { settingsInForce: settingsInForce({ SECRET_KEY: secret, PORT: '9000' }) })
const asks = async (userName: string, kind: Parameters<typeof sessionIn>[2]) =>
  supertest(app(kit))
    .get('/api/system')
    .set({ ...HERE, cookie: `anjian_session=${await sessionIn(database, userName, kind)}` })

test('the system administrator sees what runs, its settings without secrets, its rules', async () => {
  const { status, body, text } = await asks('system', 'system-administrator')
  expect(status).toBe(200)
  expect(body.migration).toBe(await expectedVersion(MIGRATIONS))
  expect(body.database.postgresql).toMatch(/^\d+/)
  expect(body.database.bytes).toBeGreaterThan(1_000_000)
  expect(body.settings).toContainEqual(expect.objectContaining({ name: 'PORT', value: '9000', given: true }))
  expect(body.rules.map(({ code }: { code: string }) => code)).toContain('CL-1')
  expect(text).not.toContain(secret)
})

test.each(['leader', 'security-administrator', 'audit-administrator'] as const)('%s does not', async (kind) => {
  expect((await asks(kind, kind)).body.code).toBe('not-allowed')
})
