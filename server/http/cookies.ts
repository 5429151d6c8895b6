import type { IncomingMessage } from 'node:http'
import type { CookieOptions } from 'express'

/** Key of the demo identity one looks as. */
export const IDENTITY_COOKIE = 'anjian_identity'
/** Random token of the administrator's session; only its SHA-256 is kept. */
export const SESSION_COOKIE = 'anjian_session'

/** Random token that binds the way back from the provider of single sign-on to the browser that went there. */
export const SIGN_ON_COOKIE = 'anjian_sign_on'
/** The token of a wall's link, which needs no sign-in; only its SHA-256 is kept. */
export const WALL_COOKIE = 'anjian_wall'

/** Longest that browsers keep a cookie; the session row decides how long it opens anything. */
const LONGEST_MS = 400 * 86_400_000

/** What of a request says which cookies it has. */
type Asking = Pick<IncomingMessage, 'headers'> & { readonly socket?: IncomingMessage['socket'] }

/** Whether the browser speaks TLS: with this process, or with a proxy in front of it. */
const isSecure = ({ headers, socket }: Asking): boolean =>
  (socket !== undefined && 'encrypted' in socket) || headers['x-forwarded-proto'] === 'https'

/**
 * What a cookie is called. Over TLS browsers hold one of this prefix to TLS and to this very host: neither a page of
 * plain HTTP nor a host beside it can put one in its place, and so sign somebody in as another.
 */
export const cookieName = (req: Asking, name: string): string => (isSecure(req) ? `__Host-${name}` : name)

/** The value of a cookie; of two by one name the first, as browsers send the closest path first. */
export function cookieOf(req: Asking, name: string): string | undefined {
  const called = cookieName(req, name)
  for (const pair of req.headers.cookie?.split(';') ?? []) {
    const at = pair.indexOf('=')
    if (at > 0 && pair.slice(0, at).trim() === called) return pair.slice(at + 1).trim()
  }
  return undefined
}

/** Out of reach of scripts and of foreign pages; Secure behind TLS, this process's own or a proxy's. */
export function cookieOptions(req: IncomingMessage): CookieOptions & { path: string } {
  return { httpOnly: true, sameSite: 'lax', path: '/', maxAge: LONGEST_MS, secure: isSecure(req) }
}
