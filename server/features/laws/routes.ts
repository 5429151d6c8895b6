import { laws } from '#core/contract/laws.ts'
import type { Serve } from '../../http/serve.ts'
import { listLaws } from './read.ts'
import { addClause, addLaw, repealClause, repealLaw, withdraw } from './write.ts'

/** Routes of the library of laws 法规库. */
export function lawRoutes(serve: Serve): void {
  serve(laws.list, ({ query }, db) => listLaws(db, query))
  serve(laws.add, ({ body }, db) => addLaw(db, body))
  serve(laws.addClause, ({ params, body }, db) => addClause(db, params.id, body))
  serve(laws.repeal, ({ params, body }, db) => repealLaw(db, params.id, body.repealedOn))
  serve(laws.repealClause, ({ params, body }, db) => repealClause(db, params.id, body.clause, body.repealedOn))
  serve(laws.withdraw, ({ params, body }, db) => withdraw(db, params.id, body))
}
