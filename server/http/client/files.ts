import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}
const COMPRESSIBLE = new Set(['.html', '.js', '.mjs', '.css', '.json', '.webmanifest', '.txt', '.svg'])

/** A file of the built client, in each encoding it is sent in. */
export interface ClientFile {
  readonly type: string
  readonly etag: string
  readonly plain: Buffer
  readonly gzip?: Buffer
  readonly br?: Buffer
}

const gzipped = promisify(gzip)
const brotlied = promisify(brotliCompress)
/** Stored once and sent often: worth the effort. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }

async function load(path: string): Promise<ClientFile> {
  const plain = await readFile(path)
  const extension = extname(path)
  const about = {
    type: TYPES[extension] ?? 'application/octet-stream',
    etag: createHash('sha256').update(plain).digest('base64url').slice(0, 22),
    plain,
  }
  if (!COMPRESSIBLE.has(extension)) return about
  const [gzip, br] = await Promise.all([gzipped(plain, { level: 6 }), brotlied(plain, BROTLI)])
  return { ...about, gzip, br }
}

/** A name below the folder; no dot files, no way out. */
const PLAIN_PATH = /^(\/[\w@-][\w.@-]*)+$/

/**
 * Files of one folder, kept in memory with their encodings once asked for; one that changed on disk is read again.
 * @returns undefined for what is no file there
 */
export function filesOf(folder: string) {
  const kept = new Map<string, { readonly stamp: string; readonly file: Promise<ClientFile> }>()
  return async (name: string): Promise<ClientFile | undefined> => {
    if (!PLAIN_PATH.test(name)) return undefined
    const path = join(folder, name)
    const found = await stat(path).catch(() => undefined)
    if (!found?.isFile()) return undefined
    const stamp = `${found.mtimeMs} ${found.size}`
    const known = kept.get(name)
    if (known?.stamp === stamp) return known.file
    const file = load(path)
    kept.set(name, { stamp, file })
    file.catch(() => kept.delete(name))
    return file
  }
}
