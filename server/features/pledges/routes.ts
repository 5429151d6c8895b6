import { pledges } from '#core/contract/pledges.ts'
import type { Serve } from '../../http/serve.ts'
import { listPledges, readPledges } from './read.ts'
import { writePledge } from './write.ts'

/** Routes of daily safety pledges 安全承诺公告. */
export function pledgeRoutes(serve: Serve): void {
  serve(pledges.list, ({ query }, db) => listPledges(db, query))
  serve(pledges.read, ({ params }, db) => readPledges(db, params.id))
  serve(pledges.write, (input, db) => writePledge(db, input))
}
