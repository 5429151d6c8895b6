import supertest from 'supertest'
import { app } from '../../server/app.ts'
import { freshDatabase } from './database.ts'
import { CLIENT, identityProvider, PUBLIC_URL, type Somebody } from './identityProvider.ts'
import { kitOn } from './kit.ts'
import { HERE, PASSWORD, peopleOf, type Person } from './people.ts'

const START = new Date('2026-03-02T01:00:00Z')
const EMAIL = 'lina@district.example'
/** One whom the provider knows by the mail address that the account `lina` bears. */
export const LINA: Somebody = { sub: 'lina-7f3a', email: EMAIL, email_verified: true }

/** Value of a cookie that an answer sets, as a request sends it. */
export function cookieNamed(name: string, { headers }: { headers: Record<string, unknown> }): string | undefined {
  const set = ([] as string[]).concat((headers['set-cookie'] as string[] | undefined) ?? [])
  return set.map((one) => one.split(';')[0]!).find((one) => one.startsWith(`${name}=`) && !one.endsWith('='))
}
/** The session that an answer opens; empty for none. */
export const sessionOf = (answer: { headers: Record<string, unknown> }): string =>
  cookieNamed('anjian_session', answer) ?? ''

interface Going {
  readonly cookie?: string
  readonly path?: string
  readonly body?: object
}

/** A book whose people may sign in by a real provider; made anew by `begin` before each test. */
export async function signOnBook() {
  const database = await freshDatabase()
  const provider = await identityProvider()
  const settings = {
    PUBLIC_URL,
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: CLIENT.id,
    OIDC_CLIENT_SECRET: CLIENT.secret,
    OIDC_NAME: '区统一登录',
  }
  let server: ReturnType<typeof supertest>
  let administrator: Person
  const people = peopleOf(database, () => server, START)
  /** Serves under other settings from here on. */
  const serve = (given: Parameters<typeof kitOn>[1]) => (server = supertest(app(kitOn(database, given))))

  async function begin() {
    await database.owner.query(
      'truncate account, setup_token, sign_in_guard, rate_limit, sign_on_flow restart identity cascade',
    )
    serve({ settings })
    administrator = await people.first()
    provider.tamper(() => undefined)
  }
  /** From the button to the page that the provider sends back to. */
  async function goThere(by: Somebody, { cookie = '', path = '/single-sign-on', body = cookie ? { password: PASSWORD } : {} }: Going = {}) {
    const begun = await people.post(path, body, cookie)
    if (begun.status !== 201) throw new Error(`${path} answered ${begun.status}`)
    const flow = cookieNamed('anjian_sign_on', begun) ?? ''
    return { flow, answer: await provider.visit(String(begun.body.address), by) }
  }
  const comeBack = (answer: string, cookie: string) => people.post('/single-sign-on/answer', { answer }, cookie)
  return {
    database,
    provider,
    people,
    settings,
    serve,
    begin,
    goThere,
    comeBack,
    administrator: () => administrator,
    get: async (path: string, cookie = '') => (await server.get(`/api${path}`).set({ ...HERE, cookie })).body,
    send: (method: 'post' | 'delete', path: string, headers: Record<string, string>) => server[method](`/api${path}`).set({ ...HERE, ...headers }),
    async signOn(by: Somebody, going: Going = {}) {
      const { flow, answer } = await goThere(by, going)
      return comeBack(answer, [flow, going.cookie].filter(Boolean).join('; '))
    },
    /** An active account with a mail address, in a post that needs no second factor unless said otherwise. */
    async invite(userName = 'lina', { email = EMAIL, kind = 'expert' }: { email?: string; kind?: 'expert' | 'leader' } = {}) {
      const person = await people.invite(administrator, userName, [{ kind }])
      await database.owner.query('update account set email = $2 where id = $1', [person.id, email])
      return person
    },
    async bindings() {
      const text = 'select account, subject from single_sign_on order by account'
      return (await database.owner.query<{ account: number; subject: string }>(text)).rows
    },
    /** The last sign-in or refusal as the audit has it. */
    async recorded() {
      const text = "select act, topic, person, after from audit where act in ('sign-in', 'sign-in-failed') order by id desc limit 1"
      return (await database.owner.query<{ act: string; topic: string; person: string; after: object }>(text)).rows[0]
    },
    async end() {
      await provider.close()
      await database.drop()
    },
  }
} // prettier-ignore
