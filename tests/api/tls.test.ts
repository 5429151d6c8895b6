/** The server over HTTPS, by a certificate of `npm run cert`: real sockets, a client that trusts the authority and nothing else. */
import { type ChildProcess, spawn } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { app } from '../../server/app.ts'
import { listenAt, type Listening } from '../../server/listening.ts'
import { newLeaf } from '../../server/tls/authority.ts'
import { type KeptCertificate, keepCertificate } from '../../server/tls/keeping.ts'
import { type Made, makeCertificate } from '../../server/tls/making.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { kitOn } from './kit.ts'
import { sessionIn } from './people.ts'

const DAY = 86_400_000
const data = mkdtempSync(join(tmpdir(), 'anjian-tls-'))
const told: string[] = []
const log = {
  info: (_: object, text: string) => void told.push(text),
  warn: (_: object, text: string) => void told.push(text),
} as never

let made: Made
let database: FreshDatabase
let kept: KeptCertificate
let listening: Listening
let session: string
beforeAll(async () => {
  made = await makeCertificate(data, ['anjian.lan'])
  database = await freshDatabase()
  await database.owner.query(`insert into demo_identity (key, label, label_en, role, grids, position)
    values ('leader', '局领导 · 演示', 'Leader · demo', 'government', '{}', 1)`)
  session = await sessionIn(database, 'system', 'system-administrator')
  kept = keepCertificate({ TLS_CERT: made.cert, TLS_KEY: made.key }, log, 20)
  const kit = kitOn(database, { settings: { TLS_CERT: made.cert }, certificate: kept.told })
  listening = await listenAt({ HOST: '::', PORT: 0 }, app(kit), kept)
})
afterAll(async () => {
  await listening.stop()
  kept.stop()
  await database.drop()
  rmSync(data, { recursive: true, force: true })
})

interface Answer {
  readonly body: unknown
  readonly headers: Record<string, string | string[] | undefined>
  readonly protocol: string | null
  readonly until: number
}
/** Asks as a browser that trusts the authority: the name of the address must be one of the certificate. */
function ask(host: string, path: string, headers: Record<string, string> = {}, servername?: string): Promise<Answer> {
  const { port } = new URL(listening.url)
  const named = servername === undefined ? {} : { servername }
  return new Promise((resolve, reject) => {
    get({ host, port, path, headers, ca: readFileSync(made.authority), agent: false, ...named }, (res) => {
      const socket = res.socket as TLSSocket
      const until = Date.parse(socket.getPeerCertificate().valid_to)
      let text = ''
      res.on('data', (part: Buffer) => (text += part.toString()))
      res.on('end', () =>
        resolve({ body: JSON.parse(text), headers: res.headers, protocol: socket.getProtocol(), until }),
      )
    }).on('error', reject)
  })
}
const lan = () => listening.others.map((url) => new URL(url).hostname.replace(/[[\]]/g, ''))

test.each(['localhost', '127.0.0.1', '::1'])('this machine reaches it as %s', async (host) => {
  const { body, headers, protocol } = await ask(host, '/api/session')
  expect(body).toMatchObject({ role: 'government', demo: true })
  expect(headers['strict-transport-security']).toMatch(/max-age=31536000/)
  expect(protocol).toBe('TLSv1.3')
})

test('a phone reaches it by each address that is printed, and is the public there, whatever it says', async () => {
  expect(listening.url).toMatch(/^https:\/\/localhost:\d+$/)
  for (const host of lan()) {
    for (const headers of [
      {},
      { host: 'localhost', cookie: 'anjian_identity=leader; __Host-anjian_identity=leader' },
    ]) {
      expect((await ask(host, '/api/session', headers)).body).toMatchObject({ role: 'public', demo: true })
      expect((await ask(host, '/api/session/identities', headers)).body).toEqual([])
    }
  }
})

test('a name that was given is vouched for, another is not, and nobody else’s authority is believed', async () => {
  expect((await ask('127.0.0.1', '/healthz', {}, 'anjian.lan')).protocol).toBe('TLSv1.3')
  await expect(ask('127.0.0.1', '/healthz', {}, 'other.lan')).rejects.toMatchObject({
    code: 'ERR_TLS_CERT_ALTNAME_INVALID',
  })
  await expect(fetch(`${listening.url}/healthz`)).rejects.toMatchObject({
    cause: { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
  })
})

test('the system administrator sees for which names and until when', async () => {
  const { body } = await ask('localhost', '/api/system', { cookie: `__Host-anjian_session=${session}` })
  expect(body).toMatchObject({
    certificate: { names: made.names, expiresAt: new Date(made.expiresAt).toISOString(), daysLeft: null },
  })
})

test('a certificate put in the place of the old one is served without a new start, and told of when it ends soon', async () => {
  const authority = { cert: readFileSync(made.authority, 'utf8'), key: readFileSync(join(data, 'tls/ca.key'), 'utf8') }
  const before = (await ask('localhost', '/healthz')).until
  const soon = await newLeaf(authority, ['localhost'], Date.now() - 380 * DAY)
  writeFileSync(made.cert, soon.cert) // its key is not there yet
  await expect.poll(() => told).toContainEqual(expect.stringMatching(/cannot be used; the old ones are/))
  expect((await ask('localhost', '/healthz')).until).toBe(before)
  writeFileSync(made.key, soon.key)
  await expect.poll(async () => (await ask('localhost', '/healthz')).until).toBeLessThan(before)
  expect(told).toContain('a new TLS certificate was taken up')
  expect(told.at(-1)).toBe('the TLS certificate expires soon')
  const { body } = await ask('localhost', '/api/system', { cookie: `__Host-anjian_session=${session}` })
  expect(body).toMatchObject({ certificate: { names: ['localhost'], daysLeft: 16 } })
  await makeCertificate(data, [])
  await expect
    .poll(async () => (await ask('127.0.0.1', '/healthz').catch(() => ({ until: 0 }))).until)
    .toBeGreaterThanOrEqual(before)
})

/** The program itself, told where it keeps its data; what it says and how it ends. */
async function started(settings: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const env = { ...process.env, ANJIAN_DATA: join(data, 'var'), PORT: '0', ...settings }
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream!.on('data', (part: Buffer) => (said += part.toString()))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, said }
}

test('the program refuses to start with another key, before it opens the book', async () => {
  const { code, said } = await started({ TLS_CERT: made.cert, TLS_KEY: join(data, 'tls/ca.key') })
  expect(code).toBe(1)
  expect(said).toMatch(/TLS_KEY=.*不是一对[^]*does not belong to the certificate/)
  expect(said).not.toMatch(/\n\s+at |PostgreSQL/)
})

test('the program refuses to start with a certificate that has expired', async () => {
  const authority = { cert: readFileSync(made.authority, 'utf8'), key: readFileSync(join(data, 'tls/ca.key'), 'utf8') }
  const old = await newLeaf(authority, ['localhost'], Date.now() - 400 * DAY)
  const [cert, key] = [join(data, 'old.crt'), join(data, 'old.key')]
  writeFileSync(cert, old.cert)
  writeFileSync(key, old.key)
  const { code, said } = await started({ TLS_CERT: cert, TLS_KEY: key })
  expect(code).toBe(1)
  expect(said).toMatch(/TLS_CERT=.*过期[^]*npm run cert[^]*expired on \d{4}-\d\d-\d\d/)
  copyFileSync(made.cert, cert) // half of a renewal
  expect((await started({ TLS_CERT: cert, TLS_KEY: key })).said).toMatch(/does not belong/)
})
