import type { Router } from 'express'
import { documents } from '#core/contract/documents.ts'
import type { ActorOf, Kit } from '../../http/kit.ts'
import type { Serve } from '../../http/serve.ts'
import { downloadRoute } from './download.ts'
import { documentsOf, dropDocument } from './queries.ts'
import { uploadRoute } from './upload.ts'

/** Routes of documents of an enterprise's file: rows by contract, bytes beside it. */
export function documentRoutes(
  router: Router,
  serve: Serve,
  kit: Pick<Kit, 'pool' | 'keeping' | 'log'>,
  actorOf: ActorOf,
): void {
  serve(documents.list, async ({ params }, db) => {
    const rows = await documentsOf(db, params.id)
    return { rows, mostBytes: kit.keeping.mostBytes }
  })
  serve(documents.drop, async ({ params }, db) => {
    await dropDocument(db, params.id, params.document)
    return { done: true }
  })
  uploadRoute(router, kit, actorOf)
  downloadRoute(router, kit, actorOf)
}
