import { expect, test } from 'vitest'
import { CONTENT_POLICY, sameOrigin } from './protect.ts'

const HOST = '127.0.0.1:8420'

test.each([
  [true, 'a page of this server, by Origin', { host: HOST, origin: `http://${HOST}` }],
  [true, 'the same behind TLS on its usual port', { host: 'anjian.example', origin: 'https://anjian.example' }],
  [true, 'with the usual port written out', { host: 'anjian.example:443', origin: 'https://anjian.example' }],
  [true, 'a page of this server, by Sec-Fetch-Site', { host: HOST, 'sec-fetch-site': 'same-origin' }],
  [false, 'a foreign page', { host: HOST, origin: 'https://evil.example' }],
  [false, 'another port of the same name', { host: HOST, origin: 'http://127.0.0.1:9000' }],
  [false, 'a sandboxed page', { host: HOST, origin: 'null' }],
  [
    false,
    'a foreign page, by Sec-Fetch-Site',
    { host: HOST, origin: `http://${HOST}`, 'sec-fetch-site': 'cross-site' },
  ],
  [false, 'a sister site', { host: HOST, 'sec-fetch-site': 'same-site' }],
  [false, 'an address typed by hand', { host: HOST, 'sec-fetch-site': 'none' }],
  [false, 'a request that says nothing', { host: HOST }],
  [false, 'a request without Host', { origin: `http://${HOST}` }],
])('%s for %s', (expected, _who, headers) => {
  expect(sameOrigin({ headers })).toBe(expected)
})

test('the content policy allows nothing inline, evaluated or foreign', () => {
  expect(CONTENT_POLICY).not.toMatch(/unsafe|https?:|\*/)
  expect(CONTENT_POLICY).toContain("default-src 'none'")
})
