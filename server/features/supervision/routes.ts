import { supervision } from '#core/contract/supervision.ts'
import type { Serve } from '../../http/serve.ts'
import { readChain } from './chain.ts'
import { listRules } from './rules.ts'
import { listSupported } from './supported.ts'
import { endRule, makeRule } from './write.ts'

/** Routes of supervision 监管职责: which unit leads for whom. */
export function supervisionRoutes(serve: Serve): void {
  serve(supervision.chain, ({ query }, db) => readChain(db, query.enterprise))
  serve(supervision.rules, ({ query }, db) => listRules(db, query.ended === '1'))
  serve(supervision.supported, ({ query }, db) => listSupported(db, query))
  serve(supervision.make, ({ body }, db) => makeRule(db, body))
  serve(supervision.end, ({ params, body }, db) => endRule(db, params.id, body))
}
