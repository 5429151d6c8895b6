import type { Router } from 'express'
import { readingRules } from '#core/contract/readingRules.ts'
import { readings } from '#core/contract/readings.ts'
import type { TakeReadings } from '../../http/kit.ts'
import { problem } from '../../http/problems.ts'
import { answerRoute, type Serve } from '../../http/serve.ts'
import { bearerOf } from '../../http/signIn/apiTokens.ts'
import { listReadingRules, setReadingRule } from './rules.ts'

/** Where gateways send to. They are no people: a token of their own lets them in here and nowhere else. */
export function readingRoutes(router: Router, take: TakeReadings): void {
  answerRoute(router, readings.send, ({ body }, req) => {
    const token = bearerOf(req)
    if (!token) throw problem('gateway-wrong')
    return take(token, body)
  })
}

/** How long what they sent is kept, as people set it. */
export function readingRuleRoutes(serve: Serve): void {
  serve(readingRules.list, (_, db) => listReadingRules(db))
  serve(readingRules.set, ({ body }, db) => setReadingRule(db, body))
}
