import { gridDrafts } from '#core/contract/gridDrafts.ts'
import type { Serve } from '../../http/serve.ts'
import { compareDraft } from './comparison.ts'
import { planDraft, reopenDraft, withdrawDraft } from './decide.ts'
import { beginDraft, listDrafts, readDetail } from './drafts.ts'
import { operateDraft, turnBack } from './operate.ts'
import { listVersions } from './versions.ts'

/** Routes of the drafts of the grid, and of the grid as it was. */
export function gridDraftRoutes(serve: Serve): void {
  serve(gridDrafts.list, (_, db) => listDrafts(db))
  serve(gridDrafts.begin, ({ body }, db) => beginDraft(db, body))
  serve(gridDrafts.read, ({ params }, db) => readDetail(db, params.id))
  serve(gridDrafts.operate, ({ params, body }, db) => operateDraft(db, { ...params, ...body }))
  serve(gridDrafts.undo, ({ params, body }, db) => turnBack(db, { ...params, ...body, operation: 'undo' }))
  serve(gridDrafts.redo, ({ params, body }, db) => turnBack(db, { ...params, ...body, operation: 'redo' }))
  serve(gridDrafts.comparison, ({ params }, db) => compareDraft(db, params.id))
  serve(gridDrafts.plan, ({ params, body }, db) => planDraft(db, { ...params, ...body }))
  serve(gridDrafts.reopen, ({ params, body }, db) => reopenDraft(db, { ...params, ...body }))
  serve(gridDrafts.withdraw, ({ params, body }, db) => withdrawDraft(db, { ...params, ...body }))
  serve(gridDrafts.versions, ({ query }, db) => listVersions(db, query))
}
