/** The security headers of every kind of answer, one by one, with and without TLS: API, tiles, pages, files, refusals, failures. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs'
import { request as plainly } from 'node:http'
import { request as secretly } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { app } from '../../server/app.ts'
import { listenAt, type Listening } from '../../server/listening.ts'
import { keepCertificate } from '../../server/tls/keeping.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { kitOn } from './kit.ts'
import { sessionIn } from './people.ts'

const folder = mkdtempSync(join(tmpdir(), 'anjian-headers-'))
const client = join(folder, 'client')
const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]

let database: FreshDatabase
let servers: Record<'plain' | 'TLS', Listening>
let cookie: string
beforeAll(async () => {
  mkdirSync(join(client, 'assets'), { recursive: true })
  writeFileSync(join(client, 'index.html'), '<!doctype html><title>安监一张图</title>')
  writeFileSync(join(client, 'assets/index-abc12345.js'), 'export {}')
  const subject = ['-subj', '/CN=localhost', '-days', '2', '-newkey', 'rsa:2048', '-nodes']
  await promisify(execFile)('openssl', ['req', '-x509', ...subject, '-keyout', key, '-out', cert])
  database = await freshDatabase()
  cookie = `anjian_session=${await sessionIn(database, 'zhangwei', 'leader')}`
  const where = { HOST: '127.0.0.1', PORT: 0 }
  const secure = kitOn(database, { client, settings: { TLS_CERT: cert } })
  servers = {
    plain: await listenAt(where, app(kitOn(database, { client }))),
    TLS: await listenAt(where, app(secure), keepCertificate({ TLS_CERT: cert, TLS_KEY: key }, secure.log)),
  }
})
afterAll(async () => {
  for (const server of Object.values(servers)) await server.stop()
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

type Way = keyof typeof servers
interface Asked {
  readonly method?: string
  readonly cookie?: string
  readonly body?: string
}
function ask(way: Way, path: string, { method = 'GET', cookie: held, body }: Asked = {}) {
  const url = new URL(path, servers[way].url)
  const headers = { ...(held && { cookie: held }), origin: url.origin, ...(body !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }) } // prettier-ignore
  const options = { method, headers, agent: false, rejectUnauthorized: false }
  return new Promise<{ status: number; headers: Record<string, string | string[] | undefined> }>((resolve, reject) => {
    ;(way === 'TLS' ? secretly : plainly)(url, options, (res) => {
      resolve({ status: res.statusCode!, headers: res.headers })
      res.destroy() // the head is all that is looked at, and a stream would not end
    })
      .on('error', reject)
      .end(body ?? '')
  })
}

/** What is answered to whom, and how. */
const ANSWERS: readonly [what: string, status: number, path: string, asked?: Asked][] = [
  ['the page', 200, '/'],
  ['the page of sign-in', 200, '/sign-in'],
  ['a script of the page', 200, '/assets/index-abc12345.js'],
  ['an answer', 200, '/api/session'],
  ['the description', 200, '/api/docs'],
  ['the stream', 200, '/api/live'],
  ['a sheet', 200, '/api/exports/enterprises.csv', { cookie: 'own' }],
  ['life', 200, '/healthz'],
  ['a refusal', 401, '/api/accounts'],
  ['a bad request', 400, '/api/enterprises?risk=x', { cookie: 'own' }],
  ['a foreign body', 400, '/api/session', { method: 'POST', body: '{' }],
  ['what is not there', 404, '/nowhere'],
  ['what is not there in the API', 404, '/api/nowhere'],
  ['a method that is not taken', 405, '/api/enterprises', { method: 'PUT' }],
  ['an address that cannot be read', 400, '/api/enterprises/%E0%A4%A'],
]
const TILES: readonly [what: string, status: number, path: string, asked?: Asked][] = [
  ['a tile', 204, '/tiles/enterprises/9/1/1', { cookie: 'own' }],
  ['a tile for nobody', 403, '/tiles/enterprises/9/1/1'],
  ['a tile that there is not', 404, '/tiles/nothing/9/1/1', { cookie: 'own' }],
  ['a tile beyond the world', 400, '/tiles/enterprises/1/9/9', { cookie: 'own' }],
  ['the description of a layer', 200, '/tiles/enterprises.json', { cookie: 'own' }],
]
const own = (way: Way, asked: Asked = {}) =>
  asked.cookie ? { ...asked, cookie: way === 'TLS' ? `__Host-${cookie}` : cookie } : asked

const NOTHING_TELLS = ['x-powered-by', 'server', 'access-control-allow-origin', 'x-aspnet-version'] as const

describe.each(['plain', 'TLS'] as const)('over %s', (way) => {
  test.each(ANSWERS)('%s (%i) is guarded', async (_what, status, path, asked) => {
    const answer = await ask(way, path, own(way, asked))
    const { headers } = answer
    expect(answer.status).toBe(status)
    const policy: Record<string, string> = Object.fromEntries(String(headers['content-security-policy']).split('; ').map((part) => [part.split(' ')[0], part.split(' ').slice(1).join(' ')])) // prettier-ignore
    expect(policy).toMatchObject({
      'default-src': "'none'",
      'base-uri': "'none'",
      'object-src': "'none'",
      'frame-ancestors': "'none'",
      'form-action': "'self'",
      'script-src': "'self'",
      'style-src': "'self'",
      'connect-src': "'self'",
    })
    expect(Object.values(policy).filter((sources) => /unsafe|\*|https?:/.test(sources))).toEqual([])
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(headers['permissions-policy']).toMatch(/camera=\(\), microphone=\(\)/)
    expect(headers['content-type']).toMatch(/^[a-z]+\/[a-z+-]+(; charset=utf-8)?$/)
    for (const name of NOTHING_TELLS) expect(headers[name], name).toBeUndefined()
    expectTransport(way, headers)
    if (path.startsWith('/api/') && !path.startsWith('/api/docs')) expect(headers['cache-control']).toBe('private, no-store')
  })

  test.each(TILES)('%s (%i) is data and never a page', async (_what, status, path, asked) => {
    const answer = await ask(way, path, own(way, asked))
    const { headers } = answer
    expect(answer.status).toBe(status)
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-origin' })
    expect(String(headers['cache-control'])).toMatch(/^private, /)
    for (const name of NOTHING_TELLS) expect(headers[name], name).toBeUndefined()
  })

  test('a cookie that plain HTTP could have put there signs nobody in over TLS, and the other way round', async () => {
    const foreign = way === 'TLS' ? cookie : `__Host-${cookie}`
    expect((await ask(way, '/api/account', { cookie: foreign })).status).toBe(401)
    expect((await ask(way, '/api/account', own(way, { cookie: 'own' }))).status).toBe(200)
  })

  test('a cookie is out of reach of scripts and foreign pages, and stays on TLS where there is one', async () => {
    const { headers } = await ask(way, '/api/session', { method: 'DELETE', cookie: 'anjian_session=x' })
    const cookies = headers['set-cookie'] as string[]
    expect(cookies).toHaveLength(2)
    for (const one of cookies) {
      expect(one).toMatch(/; HttpOnly/)
      expect(one).toMatch(/; SameSite=Lax/)
      expect(one).toMatch(/; Path=\//)
      expect(/; Secure/.test(one)).toBe(way === 'TLS')
      expect(one.startsWith('__Host-')).toBe(way === 'TLS')
    }
  })
}) // prettier-ignore

/** Only who speaks TLS asks for it from then on, for a year at least. */
function expectTransport(way: Way, headers: Record<string, unknown>) {
  const strict = headers['strict-transport-security']
  if (way === 'plain') return expect(strict).toBeUndefined()
  const [, seconds] = /max-age=(\d+)/.exec(String(strict)) ?? []
  expect(Number(seconds)).toBeGreaterThanOrEqual(31_536_000)
}
