import type { IncomingMessage } from 'node:http'
import { describe, expect, test } from 'vitest'
import { cookieName, cookieOf, cookieOptions } from './cookies.ts'

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

  test.each([
    ['TLS', { encrypted: true }, {}],
    ['a proxy that speaks TLS', {}, { 'x-forwarded-proto': 'https' }],
  ])('believes over %s only what no page of plain HTTP can set', (_what, socket, headers) => {
    const cookies = 'anjian_session=planted; __Host-anjian_session=own'
    const asking = (cookie: string) => ({ socket, headers: { ...headers, cookie } }) as unknown as IncomingMessage
    expect(cookieOf(asking(cookies), 'anjian_session')).toBe('own')
    expect(cookieOf(asking('anjian_session=planted'), 'anjian_session')).toBeUndefined()
    expect(cookieName(asking(''), 'anjian_session')).toBe('__Host-anjian_session')
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
