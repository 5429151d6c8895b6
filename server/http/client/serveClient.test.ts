import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import supertest from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ENTRIES, serveClient } from './serveClient.ts'

const page = `<!doctype html><title>安监一张图</title>${'<p>x</p>'.repeat(200)}`
const fieldPage = '<!doctype html><title>安监网格</title>'
let folder: string
let client: ReturnType<typeof supertest>

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'anjian-client-'))
  mkdirSync(join(folder, 'dist', 'assets'), { recursive: true })
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  writeFileSync(join(folder, 'dist', '.env'), 'secret')
  writeFileSync(join(folder, 'dist', 'index.html'), page)
  writeFileSync(join(folder, 'dist', 'field.html'), fieldPage)
  writeFileSync(join(folder, 'dist', 'assets', 'main-B3x9_a.js'), 'export const answer = 42\n'.repeat(100))
  client = supertest(express().use(serveClient(join(folder, 'dist'))))
})
afterAll(() => rmSync(folder, { recursive: true }))

test('every page of the client’s router that needs no number is an entry', () => {
  const router = readFileSync('client/app/router.ts', 'utf8')
  const paths = [...router.matchAll(/path: '(\/[a-z-]*)(?:\/:[^']*\?)?'/g)].map(([, path]) => path)
  expect([...ENTRIES].sort()).toEqual([...new Set(paths)].sort())
})

describe('the page', () => {
  test.each(['/', '/setup', '/scenes', '/wall', '/wall/3', '/enterprises/7', '/enterprises/7/codes', '/index.html'])(
    'is asked for anew each time at %s',
    async (path) => {
      const { status, headers, text } = await client.get(path)
      expect(status).toBe(200)
      expect(headers['content-type']).toBe('text/html; charset=utf-8')
      expect(headers['cache-control']).toBe('no-cache')
      expect(text).toBe(page)
    },
  )

  test('is read again when it was built again', async () => {
    const path = join(folder, 'dist', 'again.html')
    writeFileSync(path, 'before')
    const before = await client.get('/again.html')
    writeFileSync(path, 'and after')
    const after = await client.get('/again.html')
    expect([before.text, after.text]).toEqual(['before', 'and after'])
    expect(before.headers.etag).not.toBe(after.headers.etag)
  })
})

test.each([
  ['/field', 200],
  ['/field/', 200],
  ['/field/tasks', 200],
  ['/field/scan', 200],
  ['/field/enterprises/7', 200],
  ['/field/enterprises/7/inspect', 200],
  ['/field/hazards/7', 200],
  ['/field/conflicts/b6f0c1e0-0000-4000-8000-000000000001', 200],
  ['/field/enterprises/0', 404],
  ['/field/nowhere', 404],
  ['/fields', 404],
])('the phone app answers at %s with %d', async (path, status) => {
  const answer = await client.get(path)
  expect(answer.status).toBe(status)
  if (status === 200) expect(answer.text).toBe(fieldPage)
  // its camera reads codes; what is none of its pages says nothing of cameras here, and is told `camera=()` with all other headers
  const permissions = answer.headers['permissions-policy']
  if (status === 200) expect(permissions).toBe('camera=(self), microphone=(), payment=(), usb=(), geolocation=(self)')
  else expect(permissions).toBeUndefined()
})

describe('an asset', () => {
  const asset = '/assets/main-B3x9_a.js'

  test.each([
    ['br, gzip', 'br'],
    ['gzip, deflate', 'gzip'],
    ['identity', undefined],
    ['br;q=0, gzip;q=0', undefined],
  ])('comes to one who takes %s as %s, and never changes', async (accepted, encoding) => {
    const { status, headers } = await client.head(asset).set('accept-encoding', accepted)
    expect(status).toBe(200)
    expect(headers['content-encoding']).toBe(encoding)
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(headers.vary).toBe('accept-encoding')
  })

  test('is the same text in every encoding', async () => {
    const plain = await client.get(asset).set('accept-encoding', 'identity')
    const zipped = await client.get(asset).set('accept-encoding', 'gzip')
    expect(zipped.text).toBe(plain.text)
    expect(Number(zipped.headers['content-length'])).toBeLessThan(Number(plain.headers['content-length']))
  })

  test('is not sent again to one who has it', async () => {
    const { headers } = await client.get(asset)
    const again = await client.get(asset).set('if-none-match', headers.etag ?? '')
    expect(again.status).toBe(304)
  })
})

describe('an address that leads nowhere', () => {
  const asked = (path: string, accept: string) => client.get(path).set('accept', accept)
  test('is told to a person by the page, and is not found all the same', async () => {
    const { status, text, headers } = await asked('/nowhere/at/all', 'text/html,*/*;q=0.8')
    expect([status, text, headers['content-type']]).toEqual([404, page, 'text/html; charset=utf-8'])
    const again = await asked('/nowhere/at/all', 'text/html').set('if-none-match', headers.etag ?? '')
    expect(again.status).toBe(404)
  })
  test.each([
    ['/nowhere', 'application/json'],
    ['/nowhere', '*/*'],
    ['/assets/none.js', 'text/html'],
    ['/api/nowhere', 'text/html'],
    ['/tiles/nowhere', 'text/html'],
  ])('is no page: %s for %s', async (path, accept) => {
    const { status, text } = await asked(path, accept)
    expect([status, text === page]).toEqual([404, false])
  })
})

test.each([
  '/nowhere',
  '/enterprises',
  '/enterprises/0',
  '/enterprises/7/x',
  '/assets',
  '/assets/',
  '/.env',
  '/../secret.txt',
  '/%2e%2e/secret.txt',
  '/assets/..%2f..%2fsecret.txt',
])('%s is no file of it', async (path) => {
  expect((await client.get(path)).status).toBe(404)
})
