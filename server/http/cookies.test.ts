import type { IncomingMessage } from 'node:http'
import { describe, expect, test } from 'vitest'
import { cookieOf, cookieOptions } from './cookies.ts'

describe('cookieOf', () => {
  test.each([
    ['anjian_identity=leader', 'leader'],
    ['theme=dark; anjian_identity=leader', 'leader'],
    ['anjian_identity = leader ;x=1', 'leader'],
    ['anjian_identity=first; anjian_identity=second', 'first'],
    ['anjian_identity=a=b', 'a=b'],
    ['not_anjian_identity=leader', undefined],
    ['anjian_identity', undefined],
    ['', undefined],
  ])('reads %j as %j', (cookie, value) => {
    expect(cookieOf({ headers: { cookie } }, 'anjian_identity')).toBe(value)
  })
})

describe('cookieOptions', () => {
  const over = (socket: object, headers = {}) => cookieOptions({ socket, headers } as IncomingMessage)

  test('keeps cookies from scripts and foreign pages', () => {
    expect(over({})).toMatchObject({ httpOnly: true, sameSite: 'lax', path: '/', secure: false })
  })
  test.each([
    ['TLS', { encrypted: true }, {}],
    ['a proxy that speaks TLS', {}, { 'x-forwarded-proto': 'https' }],
  ])('marks them Secure behind %s', (_what, socket, headers) => {
    expect(over(socket, headers).secure).toBe(true)
  })
})
