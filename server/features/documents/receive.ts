import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import type { Keeping } from '../../keeping/keeping.ts'
import { problem } from '../../http/problems.ts'

/** Bytes beyond the limit that are still read, so that the refusal reaches whoever sends them; beyond those the line is cut. */
const GRACE_BYTES = 32 * 2 ** 20

/** A body that lies whole in a file of its own. */
export interface Received {
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

const tooLarge = (most: number) =>
  problem('too-large', [
    `文件超过上限 ${most / 2 ** 20} MB；请压缩或拆分后上传。`,
    `The file is larger than ${most / 2 ** 20} MB: make it smaller, or upload it in parts.`,
  ])

/** Writes the body down as it comes, and reads on for a while where it is too much. @throws Problem too-large, invalid-request */
async function write(req: IncomingMessage, path: string, most: number): Promise<Received> {
  const hash = createHash('sha256')
  const file = await open(path, 'wx', 0o600)
  let bytes = 0
  try {
    for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes > most + GRACE_BYTES) {
        req.destroy()
        throw tooLarge(most)
      }
      if (bytes > most) continue
      hash.update(chunk)
      await file.writeFile(chunk)
    }
    if (bytes > most) throw tooLarge(most)
    await file.sync()
  } finally {
    await file.close()
  }
  return { path, bytes, sha256: hash.digest('hex') }
}

/** Receives a body for as long as `work` takes; nothing of it stays but what `work` moved away. @throws Problem too-large */
export async function receiving<T>(
  req: IncomingMessage,
  { incoming, mostBytes }: Keeping,
  work: (received: Received) => Promise<T>,
): Promise<T> {
  if (Number(req.headers['content-length'] ?? 0) > mostBytes + GRACE_BYTES) throw tooLarge(mostBytes)
  await mkdir(incoming, { recursive: true, mode: 0o700 })
  const path = join(incoming, randomUUID())
  try {
    return await work(await write(req, path, mostBytes))
  } finally {
    await rm(path, { force: true })
  }
}
