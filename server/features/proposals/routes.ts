import { proposals } from '#core/contract/proposals.ts'
import type { Serve } from '../../http/serve.ts'
import { accept, changeFacts, close, preview, propose, rehearse } from './changes.ts'
import { readFacts } from './facts.ts'
import { listProposals } from './list.ts'

/** Facts of an enterprise: changed at once, or proposed 提议 and accepted by somebody else; the database says by whom. */
export function proposalRoutes(serve: Serve): void {
  serve(proposals.facts, ({ params }, db) => readFacts(db, params.id))
  serve(proposals.change, ({ params, body }, db) => changeFacts(db, params.id, body))
  serve(proposals.rehearse, ({ params, body }, db) => rehearse(db, params.id, body.fields))
  serve(proposals.propose, ({ params, body }, db) => propose(db, params.id, body))
  serve(proposals.list, ({ query }, db) => listProposals(db, query))
  serve(proposals.preview, ({ params }, db) => preview(db, params.id))
  serve(proposals.accept, ({ params, body }, db) => accept(db, params.id, body.reason))
  serve(proposals.refuse, ({ params, body }, db) => close(db, params.id, { state: 'refused', reason: body.reason }))
  serve(proposals.withdraw, ({ params }, db) => close(db, params.id, { state: 'withdrawn' }))
}
