import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer, request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { makeCertificate } from '../../server/tls/making.ts'
import { serveClient, SERVED, tlsOf } from './develop.mjs'

const folder = mkdtempSync(join(tmpdir(), 'anjian-develop-'))
const made = await makeCertificate(folder, [])
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const isServed = (address: string) => SERVED.some((pattern) => new RegExp(pattern).test(address))

test.each([
  '/api/grids',
  '/api/exports/enterprises.csv?risk=1',
  '/api/docs',
  '/api/live',
  '/tiles/grids/9/1/2',
  '/readyz',
])('%s goes to the server', (address) => expect(isServed(address)).toBe(true))

test('every module of the client is left to Vite', () => {
  const modules = readdirSync('client', { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.(ts|vue|css)$/.test(path),
  )
  expect(modules.length).toBeGreaterThan(50)
  expect(modules.filter((path) => isServed(`/${path}`) || isServed(`/${path}?t=1`))).toEqual([])
})

test('with a certificate the client and what the server answers come over HTTPS, for a browser that trusts its authority', async () => {
  const tls = tlsOf({ TLS_CERT: made.cert, TLS_KEY: made.key })!
  const served = createServer(tls, ({ url, headers }, answer) => answer.end(`${headers.host} ${url}`)).listen(
    0,
    '127.0.0.1',
  )
  await new Promise((resolve) => served.once('listening', resolve))
  const target = `https://127.0.0.1:${(served.address() as AddressInfo).port}`
  const vite = await serveClient({ host: '127.0.0.1', port: 0, target, tls })
  const port = (vite.httpServer!.address() as AddressInfo).port
  const ask = (path: string) =>
    new Promise<string>((resolve, reject) => {
      const asked = request({ port, path, ca: readFileSync(made.authority), servername: 'localhost' }, (answer) => {
        let text = ''
        answer.on('data', (chunk) => (text += chunk)).on('end', () => resolve(text))
      })
      asked.on('error', reject).end()
    })
  try {
    expect(await ask('/api/session')).toBe(`localhost:${port} /api/session`)
    expect(await ask('/hazards')).toContain('/app/main.ts')
  } finally {
    await vite.close()
    served.close()
  }
})

test('a certificate that cannot be used is refused with the remedy, and none is none', () => {
  expect(tlsOf({})).toBeUndefined()
  const other = join(folder, 'ca.key')
  const authority = made.authority.replace(/crt$/, 'key')
  for (const key of [other, authority])
    expect(() => tlsOf({ TLS_CERT: made.cert, TLS_KEY: key })).toThrow(/npm run cert.*\n.*npm run cert/)
})
