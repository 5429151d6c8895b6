import { pipeline } from 'node:stream/promises'
import type { Response, Router } from 'express'
import { z } from 'zod'
import { type DocumentRow, documents } from '#core/contract/documents.ts'
import type { Actor } from '../../db/actor.ts'
import { inScope } from '../../db/db.ts'
import { record } from '../../db/record.ts'
import type { ActorOf, Kit } from '../../http/kit.ts'
import { originOf } from '../../http/origin.ts'
import { problem } from '../../http/problems.ts'
import { partOf } from './asked.ts'
import { disposition } from './fileName.ts'
import { readDocument } from './queries.ts'

/** A reader that takes nothing for this long is given up. */
const MOST_SILENCE_MS = 30_000
const Query = z.strictObject({ inline: z.literal('1').optional() })
/** What a browser may show by itself, and then without script, form, frame or anything from elsewhere. */
const SHOWN: ReadonlySet<string> = new Set(['application/pdf', 'image/jpeg', 'image/png'])
const POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"

function sendHeads(res: Response, { id, mediaType, fileName, sha256, bytes }: DocumentRow, inline: boolean): void {
  const how = inline && SHOWN.has(mediaType) ? 'inline' : 'attachment'
  res.setHeader('content-type', mediaType)
  res.setHeader('content-length', bytes)
  res.setHeader('content-disposition', disposition(how, id, fileName))
  res.setHeader('content-security-policy', POLICY)
  res.setHeader('x-content-type-options', 'nosniff')
  res.setHeader('etag', `"${sha256}"`)
  // kept by the one browser, and asked for each time: who may no longer see it gets it no more
  res.setHeader('cache-control', 'private, no-cache')
}

/** A reader that goes away in the middle is no failure of ours. */
function unlessLeft(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
}

/** `GET /enterprises/:id/documents/:document`: the bytes of a document, recorded before they are sent. */
export function downloadRoute(
  router: Router,
  { pool, keeping, log }: Pick<Kit, 'pool' | 'keeping' | 'log'>,
  actorOf: ActorOf,
): void {
  router.get(documents.drop.path, async (req, res) => {
    const actor: Actor = { ...(await actorOf(req)), ...originOf(req) }
    const { id, document } = partOf('params', documents.drop.params, req.params)
    const { inline } = partOf('query', Query, req.query)
    if (actor.role === 'public') throw problem('sign-in-needed')
    const found = await inScope(pool, actor, async (db) => {
      const row = await readDocument(db, id, document)
      const details = { enterprise: id, name: row.fileName, sha256: row.sha256 }
      await record(db, { act: 'read', topic: 'document', ids: [row.id], details })
      return row
    })
    sendHeads(res, found, inline === '1')
    if (req.headers['if-none-match'] === `"${found.sha256}"`) {
      res.removeHeader('content-length')
      return void res.status(304).end()
    }
    if (req.method === 'HEAD') return void res.end()
    const bytes = await keeping.store.read(found.sha256)
    if (!bytes) {
      log.error({ document, sha256: found.sha256 }, 'the bytes of a document are gone')
      for (const name of res.getHeaderNames()) if (/^(etag|content-)/.test(name)) res.removeHeader(name)
      throw problem('internal')
    }
    res.setTimeout(MOST_SILENCE_MS, () => res.destroy())
    await pipeline(bytes, res).catch(unlessLeft)
  })
}
