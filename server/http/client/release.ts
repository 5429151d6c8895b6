import { filesOf } from './files.ts'

/** The script that the built page begins with. */
const BEGINS = /<script type="module"[^>]* src="([^"]+)"/

/**
 * Which release of the client is served: the address of the script that its page begins with, named by its content and by the names of
 * all that it loads. Read again where the page was built again.
 * @returns null where no client is served
 */
export function releaseOf(folder: string | undefined): () => Promise<string | null> {
  if (folder === undefined) return async () => null
  const fileAt = filesOf(folder)
  return async () => BEGINS.exec((await fileAt('/index.html'))?.plain.toString() ?? '')?.[1] ?? null
}
