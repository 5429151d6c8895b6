import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { RequestHandler } from 'express'
import type { Logger } from 'pino'
import { pinoHttp } from 'pino-http'

/** Header of the id, in the request and in its answer. */
export const REQUEST_ID = 'x-request-id'
const TRUSTED_ID = /^[\w.-]{8,64}$/

/** Gives the request an id, the caller's own where it is harmless. Whoever writes a head in one piece puts it there. */
export function giveId(req: IncomingMessage): string {
  const given = req.headers[REQUEST_ID]
  const id = typeof given === 'string' && TRUSTED_ID.test(given) ? given : randomUUID()
  req.id = id
  return id
}

/** Gives the request an id, and answers with it. */
export function nameRequest(req: IncomingMessage, res: ServerResponse): void {
  res.setHeader(REQUEST_ID, giveId(req))
}

/** The id that `nameRequest` gave. */
export function requestId(res: ServerResponse): string | undefined {
  const id = res.getHeader(REQUEST_ID)
  return typeof id === 'string' ? id : undefined
}

/** An address fit for the log: a query is kept for the API only, for elsewhere it may hold the one-time token. */
export const loggedUrl = (url: string): string =>
  url.startsWith('/api/') ? url.replace(/([?&]from=)[^&]*(?:,|%2c)[^&]*/gi, '$1-') : (url.split('?', 1)[0] ?? '')

/**
 * One line a request: changes at info, reads at debug, refusals at warn. A 5xx is logged by the problem handler, with
 * its cause. Headers stay out, for they hold the cookies.
 */
export function logRequests(log: Logger): RequestHandler {
  return pinoHttp({
    logger: log,
    customLogLevel: (req, res) => {
      if (res.statusCode >= 500) return 'silent'
      if (res.statusCode >= 400) return 'warn'
      return req.method === 'GET' || req.method === 'HEAD' ? 'debug' : 'info'
    },
    wrapSerializers: false,
    serializers: {
      req: (req: IncomingMessage & { originalUrl?: string }) => ({
        id: req.id,
        method: req.method,
        url: loggedUrl(req.originalUrl ?? req.url ?? ''),
        from: req.socket?.remoteAddress,
      }),
      res: (res: ServerResponse) => ({ status: res.statusCode }),
    },
  })
}
