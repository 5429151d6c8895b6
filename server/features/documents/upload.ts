import type { Router } from 'express'
import { type DocumentAsked, UPLOAD } from '#core/contract/documents.ts'
import type { Actor } from '../../db/actor.ts'
import { inScope } from '../../db/db.ts'
import { mediaTypeOf } from '../../files/document/mediaType.ts'
import { FileRefused } from '../../files/rows.ts'
import type { ActorOf, Kit } from '../../http/kit.ts'
import { originOf } from '../../http/origin.ts'
import { problem } from '../../http/problems.ts'
import { partOf } from './asked.ts'
import { fileNameOf } from './fileName.ts'
import { addDocument, expectEnterprise, expectTaken, recordRefusal } from './queries.ts'
import { type Received, receiving } from './receive.ts'
import { expectPicture, expectRight, expectWriter } from './writer.ts'

type Parts = Pick<Kit, 'pool' | 'keeping' | 'log'>

/** What the bytes are. @throws Problem document-refused with the reason */
const judged = (path: string) =>
  mediaTypeOf(path).catch((error: unknown) => {
    if (!(error instanceof FileRefused)) throw error
    const [zh = '', en = ''] = error.message.split('\n')
    throw problem('document-refused', [zh, en], 'body')
  })

/** Who adds to which file, and by what means. */
interface Adding extends Parts {
  readonly actor: Actor
  readonly right: ReturnType<typeof expectWriter>
  readonly enterprise: number
}

/** @returns whether a scanner looked. @throws Problem document-infected, which is recorded, and scanner-away */
async function scanned(adding: Adding, { path, sha256, bytes }: Received, name: string): Promise<boolean> {
  const { pool, keeping, log, actor, enterprise } = adding
  if (!keeping.scan) return false
  const found = await keeping.scan(path).catch((error: unknown) => {
    log.error({ err: error }, 'the virus scanner does not answer; a document was refused')
    throw problem('scanner-away')
  })
  if (found === undefined) return true
  await inScope(pool, actor, (db) => recordRefusal(db, enterprise, { found, name, sha256, bytes }))
  throw problem('document-infected', [
    `查毒程序在文件中发现 ${found}，没有保存；请先在本机查杀，并通知管理员。`,
    `The virus scanner found ${found} in the file and it was not kept: clean the machine it is from, and tell the administrator.`,
  ])
}

/** The bytes first and the row after: a crash between them leaves bytes that nobody names, and a sweep takes them away. */
async function keep(adding: Adding, asked: DocumentAsked, received: Received) {
  const mediaType = await judged(received.path)
  expectPicture(adding.right, asked, mediaType)
  const { name, ...rest } = asked
  const fileName = fileNameOf(name, mediaType)
  const looked = await scanned(adding, received, fileName)
  const { bytes, sha256 } = received
  await adding.keeping.store.keep(sha256, received.path)
  const title = asked.title ?? fileName.replace(/\.[^.]+$/, '').slice(0, 120)
  const made = { ...rest, title, fileName, mediaType, bytes, sha256, scanned: looked }
  return inScope(adding.pool, adding.actor, (db) => addDocument(db, adding.enterprise, made))
}

/** `POST /enterprises/:id/documents?name=…`: the body is the document. No connection is held while it comes in. */
export function uploadRoute(router: Router, parts: Parts, actorOf: ActorOf): void {
  router.post(UPLOAD.path, async (req, res) => {
    const actor: Actor = { ...(await actorOf(req)), ...originOf(req) }
    const right = expectWriter(actor)
    const { id } = partOf('params', UPLOAD.params, req.params)
    const asked = partOf('query', UPLOAD.query, req.query)
    expectRight(right, asked)
    if (req.headers['content-type'] !== 'application/octet-stream')
      throw problem('invalid-request', undefined, 'headers.content-type')
    // an enterprise may look at no other, so what it sees is what it may write
    await inScope(parts.pool, actor, async (db) => {
      await expectEnterprise(db, id)
      await expectTaken(db, asked)
    })
    const made = await receiving(req, parts.keeping, (received) =>
      keep({ ...parts, actor, right, enterprise: id }, asked, received),
    )
    res.status(201).json(UPLOAD.response.parse(made))
  })
}
