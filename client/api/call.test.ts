import { afterEach, describe, expect, test, vi } from 'vitest'
import { enterprises } from '#core/contract/enterprises.ts'
import { session } from '#core/contract/session.ts'
import { call, urlOf } from './call.ts'

const answer = (body: unknown, status = 200) =>
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => new Response(JSON.stringify(body), { status })),
  )
const asked = () => vi.mocked(fetch).mock.calls[0]!

afterEach(() => vi.unstubAllGlobals())

test('a path and a query are written from their parts, empty ones left out', () => {
  expect(urlOf(enterprises.read, { params: { id: 12 } })).toBe('/api/enterprises/12')
  expect(urlOf(enterprises.list, { query: { risk: '1,2', search: '甲 & 乙', class: undefined } })).toBe(
    '/api/enterprises?risk=1%2C2&search=%E7%94%B2+%26+%E4%B9%99',
  )
})

describe('call', () => {
  test('gives the answer as the contract says it', async () => {
    answer({ total: 0, rows: [], next: null, version: 3, more: 'than promised' })
    expect(await call(enterprises.list, { query: {} })).toEqual({ total: 0, rows: [], next: null, version: 3 })
  })

  test('sends a body as JSON', async () => {
    answer({ ended: true })
    await call(session.take, { body: { key: 'grid-3' } }).catch(() => undefined)
    expect(asked()[1]).toMatchObject({ method: 'POST', body: '{"key":"grid-3"}' })
  })

  test('throws the refusal that the server gave', async () => {
    answer({ status: 404, code: 'not-found', detail: '没有这家单位。\nNo such enterprise.', request: '7F2A' }, 404)
    await expect(call(enterprises.read, { params: { id: 1 } })).rejects.toMatchObject({
      code: 'not-found',
      request: '7F2A',
    })
  })

  test.each([
    ['an answer of another version', { total: 'many' }, 200, 'internal'],
    ['a refusal without a reason', '<html>', 500, 'internal'],
    ['a proxy that reaches nothing', '<html>', 502, 'no-answer'],
  ])('%s is a problem', async (_what, body, status, code) => {
    answer(body, status)
    await expect(call(enterprises.list, { query: {} })).rejects.toMatchObject({ code })
  })

  test('a server that cannot be reached is no-answer', async () => {
    vi.stubGlobal(
      'fetch',
      vi.fn(async () => Promise.reject(new TypeError('failed'))),
    )
    await expect(call(enterprises.list, { query: {} })).rejects.toMatchObject({ code: 'no-answer', status: 503 })
  })

  test('an aborted request is no failure of the server', async () => {
    const stop = new AbortController()
    const gone = new DOMException('stopped', 'AbortError')
    vi.stubGlobal(
      'fetch',
      vi.fn(async () => Promise.reject(gone)),
    )
    stop.abort()
    await expect(call(enterprises.list, { query: {} }, { signal: stop.signal })).rejects.toBe(gone)
  })
})
