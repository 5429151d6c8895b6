/** What nobody sends by mistake: SQL in every text, bodies too large and too deep, tokens that are none. Refused, never a 5xx. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import supertest from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Route } from '#core/contract/route.ts'
import { app } from '../../server/app.ts'
import { CATALOGUE } from '../../server/http/docs/catalogue.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { kitOn } from './kit.ts'
import { HERE, sessionIn } from './people.ts'

const ROUTES: readonly [name: string, route: Route][] = Object.entries(CATALOGUE).flatMap(([capability, routes]) =>
  Object.entries(routes).map(([name, route]): [string, Route] => [`${capability}.${name}`, route]),
)
const TEXTS = [
  "'; drop table account; --",
  "' or '1'='1",
  '$1',
  '\\',
  '%_\0',
  '<script>alert("\u{1F4A5}")</script>',
] as const

let book: FreshDatabase
let server: ReturnType<typeof supertest>
/** One for all questions: to open one for each would take longer than the answers. */
let listening: Server
let cookie: string
beforeAll(async () => {
  book = await freshDatabase()
  listening = createServer(app(kitOn(book))).listen(0, '127.0.0.1')
  await once(listening, 'listening')
  server = supertest(`http://127.0.0.1:${(listening.address() as AddressInfo).port}`)
  cookie = `anjian_session=${await sessionIn(book, 'zhangwei', 'security-administrator')}`
})
afterAll(async () => {
  listening.closeAllConnections()
  listening.close()
  await book.drop()
})

interface JsonSchema {
  readonly type?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
}

/** A value of a schema's shape with one text in every place that takes any. */
function filled(schema: JsonSchema, text: string): unknown {
  if (schema.anyOf) return filled(schema.anyOf[0] ?? {}, text)
  if (schema.properties)
    return Object.fromEntries(Object.entries(schema.properties).map(([name, inner]) => [name, filled(inner, text)]))
  if (schema.type === 'array') return [filled(schema.items ?? {}, text)]
  if (schema.type === 'integer' || schema.type === 'number') return 1
  if (schema.type === 'boolean') return true
  return text
}
const shapeOf = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema

async function ask({ method, path }: Route, { text, body }: { text: string; body?: unknown }) {
  await book.owner.query('truncate rate_limit')
  const address = path.replace(/:[a-z]+/gi, encodeURIComponent(text))
  const asking = server[method.toLowerCase() as 'get' | 'post' | 'delete'](`/api${address}`).set({ ...HERE, cookie })
  const { status, body: answer } = await (body === undefined ? asking : asking.send(body as object))
  expect(status, `${method} ${address}: ${JSON.stringify(answer)}`).toBeLessThan(500)
}

describe.each(ROUTES.filter(([name]) => !['session.end', 'accounts.endSessions'].includes(name)))(
  '%s',
  (_name, route) => {
    test('takes no text for SQL', async () => {
      const query = route.query && shapeOf(route.query)
      for (const text of TEXTS) {
        await ask(route, { text, ...(route.body && { body: filled(shapeOf(route.body), text) }) })
        for (const key of Object.keys(query?.properties ?? {})) {
          const asked = { ...route, path: `${route.path}?${key}=${encodeURIComponent(text)}` as const }
          await ask(asked, { text: '1', ...(route.body && { body: {} }) })
        }
      }
      const { rows } = await book.owner.query<{ n: number }>('select count(*)::int as n from account')
      expect(rows[0]?.n).toBeGreaterThan(0)
    })

    if (route.body)
    test('refuses bodies that are too large, too deep or of another kind', async () => {
      const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
      const large = JSON.stringify({ x: 'x'.repeat(1_100_000) })
      for (const body of [large, deep, `{"x":${deep}}`, '[]', '1', '"text"', 'null', '{"__proto__":{"role":"government"}}']) {
        await book.owner.query('truncate rate_limit')
        const path = route.path.replace(/:[a-z]+/gi, '1')
        const { status } = await server.post(`/api${path}`).set({ ...HERE, cookie, 'content-type': 'application/json' }).send(body)
        expect(status, body.slice(0, 40)).toBeLessThan(500)
      }
    }) // prettier-ignore
  },
)

describe('whoever asks with', () => {
  const who = async (headers: Record<string, string>) => {
    const { status, body } = await server.get('/api/session').set({ ...HERE, ...headers })
    return [status, body.role]
  }
  test.each([
    ['an empty cookie', { cookie: 'anjian_session=' }],
    ['a cookie that is none', { cookie: 'anjian_session=%00%ff; anjian_session' }],
    ['a cookie of SQL', { cookie: "anjian_session=' or 1=1 --" }],
    ['a very long cookie', { cookie: `anjian_session=${'x'.repeat(7_000)}` }],
    ['a token that is none', { authorization: 'Bearer anjian_x' }],
    ['a token of the right length', { authorization: `Bearer anjian_${'x'.repeat(43)}` }],
    ['a password', { authorization: 'Basic emhhbmd3ZWk6cGFzc3dvcmQ=' }],
  ])('%s is the public', async (_what, headers) => {
    expect(await who(headers)).toEqual([200, 'public'])
  })

  test('a bad token is nobody, though a good cookie comes with it', async () => {
    expect(await who({ cookie })).toEqual([200, 'security'])
    expect(await who({ cookie, authorization: `Bearer anjian_${'x'.repeat(43)}` })).toEqual([200, 'public'])
  })
})
