import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Request, Router } from 'express'
import { z } from 'zod'
import type { ImportStage } from '#core/contract/importShapes.ts'
import { imports } from '#core/contract/imports.ts'
import { lineText } from '#core/contract/route.ts'
import { inScope } from '../../db/db.ts'
import { MOST } from '../../files/limits.ts'
import type { ActorOf, Kit } from '../../http/kit.ts'
import { originOf } from '../../http/origin.ts'
import { problem } from '../../http/problems.ts'
import { refuseOthers } from '../../http/serve.ts'
import { readStage } from './stageList.ts'
import { openStage } from './stages.ts'

const Asked = z.strictObject({ name: lineText(255) })

/** A file as it came: where it lies, its size in bytes, and its SHA-256. */
interface Received {
  readonly path: string
  readonly size: number
  readonly hash: string
}

/** Writes the body of a request to a file of its own. @throws Problem too-large, and nothing is left */
async function receive(req: Request, folder: string): Promise<Received> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, `${randomUUID()}.part`)
  const hash = createHash('sha256')
  let size = 0
  const counted = new Transform({
    transform(chunk: Buffer, _, done) {
      size += chunk.length
      hash.update(chunk)
      done(size > MOST.bytes ? problem('too-large') : null, chunk)
    },
  })
  try {
    await pipeline(req, counted, createWriteStream(path, { flush: true }))
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
  return { path, size, hash: hash.digest('hex') }
}

/** `POST /imports?name=…`: a file as the body, kept by the server until it is published or dropped. */
export function uploadRoute(
  router: Router,
  { pool, imports: desk }: Pick<Kit, 'pool' | 'imports'>,
  actorOf: ActorOf,
): void {
  router.post('/imports', async (req, res) => {
    const actor = { ...(await actorOf(req)), ...originOf(req) }
    refuseOthers(actor, imports.list)
    const { success, data } = Asked.safeParse(req.query)
    if (!success) throw problem('invalid-request', UNNAMED, 'query.name')
    const { path, size, hash } = await receive(req, desk.folder)
    try {
      if (size === 0) throw problem('import-refused', EMPTY, 'body')
      const id = await inScope(pool, actor, (db) => openStage(db, { name: data.name, size, hash, kept: true }))
      await rename(path, desk.fileOf(id))
      const stage: ImportStage = await inScope(pool, actor, (db) => readStage(db, id))
      res.status(201).json(stage)
    } finally {
      await rm(path, { force: true })
    }
  })
}
const UNNAMED = [
  '请在 name 中给出文件名：1–255 字，不含看不见的控制字符。',
  'Give the name of the file in name: 1 to 255 characters, none of them invisible control characters.',
] as const
const EMPTY = ['文件是空的；请重新选择文件。', 'The file is empty: choose another.'] as const
