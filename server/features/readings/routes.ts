import type { Router } from 'express'
import { readings } from '#core/contract/readings.ts'
import type { TakeReadings } from '../../http/kit.ts'
import { problem } from '../../http/problems.ts'
import { answerRoute } from '../../http/serve.ts'
import { bearerOf } from '../../http/signIn/apiTokens.ts'

/** Where gateways send to. They are no people: a token of their own lets them in here and nowhere else. */
export function readingRoutes(router: Router, take: TakeReadings): void {
  answerRoute(router, readings.send, ({ body }, req) => {
    const token = bearerOf(req)
    if (!token) throw problem('gateway-wrong')
    return take(token, body)
  })
}
