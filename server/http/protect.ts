import type { IncomingMessage, ServerResponse } from 'node:http'
import type { RequestHandler } from 'express'
import { problem } from './problems.ts'

/** MapLibre, deck.gl, ECharts and Vue all run under this; nothing comes from elsewhere, nothing inline. */
export const CONTENT_POLICY = [
  "default-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
].join('; ')

const HEADERS = Object.entries({
  'content-security-policy': CONTENT_POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), payment=(), usb=(), geolocation=(self)',
})

/** Sets the security headers of every answer. @param hsts seconds for which browsers must use TLS alone, 0 for none */
export function protect(res: ServerResponse, hsts: number): void {
  for (const [name, value] of HEADERS) res.setHeader(name, value)
  if (hsts > 0) res.setHeader('strict-transport-security', `max-age=${hsts}`)
}

/** The same for what is no page and never shown as one, such as tiles: less to send with each of very many. */
export const DATA_HEADERS = {
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
} as const

/** Sets them where the head is not written in one piece. */
export function protectData(res: ServerResponse): void {
  for (const [name, value] of Object.entries(DATA_HEADERS)) res.setHeader(name, value)
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Whether a page of this very server sent it. Browsers say so by Sec-Fetch-Site or Origin, which no page can forge;
 * a program sends `Origin: <scheme>://<host>` of the server it speaks to.
 */
export function sameOrigin({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  const { origin, host } = headers
  if (origin === undefined || host === undefined || !URL.canParse(origin)) return false
  const { protocol, host: asking } = new URL(origin)
  const here = `${protocol}//${host}`
  return URL.canParse(here) && new URL(here).host === asking
}

const hasBody = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

/** Addresses whose bodies are bytes; no form can send that type either. */
const TAKES_BYTES = /^\/(imports|checklists(\/preview)?|enterprises\/[^/]+\/documents)\/?$/
const BYTES = 'application/octet-stream'

/** Refuses changes asked for by foreign pages, and bodies of a type that a foreign form could send. */
export const refuseForeign: RequestHandler = (req, _res, next) => {
  if (SAFE.has(req.method)) return next()
  if (!sameOrigin(req)) {
    const host = req.headers.host ?? 'host'
    throw problem('not-allowed', [
      `修改数据的请求必须来自本系统的页面；程序调用请加请求头 Origin: http(s)://${host}。`,
      `A change must come from a page of this server: programs send the header Origin: http(s)://${host}.`,
    ])
  }
  const type = req.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase()
  if (TAKES_BYTES.test(req.path) && type === BYTES) return next()
  if (hasBody(req) && type !== 'application/json') {
    throw problem(
      'invalid-request',
      [
        '请求体必须是 JSON：请加请求头 content-type: application/json。',
        'The body must be JSON: send the header content-type: application/json.',
      ],
      'headers.content-type',
    )
  }
  return next()
}
