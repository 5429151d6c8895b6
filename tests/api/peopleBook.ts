import supertest from 'supertest'
import { afterAll } from 'vitest'
import { app } from '#server/app.ts'
import { freshDatabase } from './database.ts'
import { kitOn } from './kit.ts'
import { HERE, peopleOf } from './people.ts'

const START = new Date('2026-03-02T01:00:00Z')

/** A book of people, without demo identities, dropped after the file; made anew by `begin` before each test. */
export async function peopleBook(options: Parameters<typeof freshDatabase>[0] = {}) {
  const database = await freshDatabase(options)
  await database.owner.query('truncate demo_identity')
  afterAll(() => database.drop())
  let server: ReturnType<typeof supertest>

  /** Nobody is there but the first account; the clock stands at one time. */
  async function begin() {
    await database.owner.query('truncate account, setup_token, sign_in_guard, rate_limit restart identity cascade')
    server = supertest(app(kitOn(database)))
    const people = peopleOf(database, () => server, START)
    return { server, people, administrator: await people.first() }
  }
  const asking = (cookie: string) => ({ ...HERE, cookie })
  return {
    database,
    begin,
    get: async (path: string, cookie: string) => server.get(`/api${path}`).set(asking(cookie)),
    remove: async (path: string, cookie: string) => server.delete(`/api${path}`).set(asking(cookie)),
    /** The number in the column `n`. */
    one: async (text: string) => Number((await database.owner.query<{ n: string }>(text)).rows[0]?.n),
  }
}
/** What a test begins with. */
export type Begun = Awaited<ReturnType<Awaited<ReturnType<typeof peopleBook>>['begin']>>
