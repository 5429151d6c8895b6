import type { ServerResponse } from 'node:http'
import type { ErrorRequestHandler } from 'express'
import type { Logger } from 'pino'
import { Problem } from '#core/contract/problem.ts'
import { Later, problemOf } from './problems.ts'
import { loggedUrl, requestId } from './requests.ts'

/** Seconds after which asking again may help. */
const RETRY_SECONDS = '2'

/** Sends a failure as RFC 9457 `application/problem+json` with the id of the request; works without Express too. */
export function answerProblem(res: ServerResponse, failure: Problem): void {
  const { code, message, issues, status, present } = failure
  const told = new Problem(code, message, issues, requestId(res))
  told.present = present
  const body = Buffer.from(JSON.stringify(told))
  res.removeHeader('etag')
  if (status === 503) res.setHeader('retry-after', RETRY_SECONDS)
  if (failure instanceof Later) res.setHeader('retry-after', failure.seconds)
  res.writeHead(status, {
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'private, no-store',
    'content-length': body.length,
  })
  res.end(body)
}

/** The last handler of all: every failure becomes a problem; what was no Problem is logged, once. */
export const answerFailures =
  (log: Logger): ErrorRequestHandler =>
  (error: unknown, req, res, _next) => {
    const failure = problemOf(error)
    if (failure !== error) {
      const about = { request: requestId(res), method: req.method, url: loggedUrl(req.originalUrl), err: error }
      if (failure.status >= 500) log.error(about, `answered ${failure.code}`)
      else log.debug(about, `answered ${failure.code}`)
    }
    if (res.headersSent) res.destroy()
    else answerProblem(res, failure)
  }
