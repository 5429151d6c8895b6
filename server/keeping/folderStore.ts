import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { isKey, type Store } from './store.ts'

async function* keptIn(folder: string): AsyncGenerator<{ sha256: string; at: Date }> {
  const shelves = (await readdir(folder).catch(absent)) ?? []
  for (const shelf of shelves.filter((name) => /^[0-9a-f]{2}$/.test(name))) {
    for (const sha256 of (await readdir(join(folder, shelf))).filter(isKey)) {
      const found = await stat(join(folder, shelf, sha256)).catch(absent)
      if (found) yield { sha256, at: found.mtime }
    }
  }
}

/** What is not there is no failure; all else is. */
function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
  return undefined
}

/** A name holds after a crash once its folder was written out too. */
async function settle(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

async function opened(path: string): Promise<Readable | undefined> {
  const handle = await open(path).catch(absent)
  return handle && createReadStream(path, { fd: handle })
}

/**
 * Documents as files `ab/abcd…` of a folder. The file at hand must lie in the same file system and be written out: it is moved, so
 * that whatever bears a key is whole.
 */
export const folderStore = (folder: string): Store => {
  const pathOf = (sha256: string) => join(folder, sha256.slice(0, 2), sha256)
  return {
    async keep(sha256, path) {
      const target = pathOf(sha256)
      await mkdir(dirname(target), { recursive: true, mode: 0o700 })
      const now = new Date()
      await utimes(path, now, now)
      await rename(path, target)
      await settle(dirname(target))
    },
    read: (sha256) => opened(pathOf(sha256)),
    list: () => keptIn(folder),
    drop: (sha256) => rm(pathOf(sha256), { force: true }),
  }
}
