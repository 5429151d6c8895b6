import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { type Credentials, signed } from './signature.ts'
import { isKey, type Store } from './store.ts'

/** A store that does not answer is given up after this. */
const PATIENCE_MS = 60_000
const PREFIX = 'documents/'
const NOTHING = createHash('sha256').digest('hex')

interface Asked {
  readonly method: 'GET' | 'PUT' | 'DELETE'
  readonly body?: Buffer
  readonly sha256?: string
}
type Ask = (path: string, asked: Asked) => Promise<Response>

const askIn =
  (bucket: string, credentials: Credentials): Ask =>
  (path, { method, body, sha256 = NOTHING }) => {
    const url = new URL(`${bucket.replace(/\/$/, '')}/${path}`)
    const { host: _, ...headers } = signed({ method, url, sha256, at: new Date() }, credentials)
    const giveUp = new AbortController()
    const timer = setTimeout(() => giveUp.abort(new Error('the store of documents does not answer')), PATIENCE_MS)
    // once it has begun to answer, it is as slow as whoever reads
    const asking = { method, headers, signal: giveUp.signal, redirect: 'error' } as const
    return fetch(url, body ? { ...asking, body: new Uint8Array(body) } : asking).finally(() => clearTimeout(timer))
  }

/** @throws Error with what the store said; none of it is for people */
async function expectDone(response: Response): Promise<void> {
  if (response.ok) return void (await response.body?.cancel())
  throw new Error(`the store of documents answered ${response.status}: ${(await response.text()).slice(0, 500)}`)
}

const all = (text: string, name: string) =>
  [...text.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, found = '']) => found)

async function* keptIn(ask: Ask): AsyncGenerator<{ sha256: string; at: Date }> {
  let token: string | undefined = ''
  while (token !== undefined) {
    const further: string = token === '' ? '' : `&continuation-token=${encodeURIComponent(token)}`
    const response = await ask(`?list-type=2&prefix=${encodeURIComponent(PREFIX)}${further}`, { method: 'GET' })
    if (!response.ok) return await expectDone(response)
    const page = await response.text()
    const moments = all(page, 'LastModified')
    for (const [at, key] of all(page, 'Key').entries()) {
      const sha256 = key.slice(PREFIX.length)
      if (isKey(sha256)) yield { sha256, at: new Date(moments[at] ?? Number.NaN) }
    }
    token = all(page, 'NextContinuationToken')[0]
  }
}

/**
 * Documents as objects `documents/<sha256>` of an S3-compatible store. `bucket` is the address below which objects lie, so that both
 * ways of naming a bucket do: `https://store/bucket` and `https://bucket.store`. The store refuses bytes that are not those signed.
 */
export function bucketStore(bucket: string, credentials: Credentials): Store {
  const ask = askIn(bucket, credentials)
  return {
    async keep(sha256, path) {
      await expectDone(await ask(PREFIX + sha256, { method: 'PUT', body: await readFile(path), sha256 }))
    },
    async read(sha256) {
      const response = await ask(PREFIX + sha256, { method: 'GET' })
      if (response.status === 404) return void (await response.body?.cancel())
      if (!response.ok || !response.body) return void (await expectDone(response))
      return Readable.fromWeb(response.body as ReadableStream)
    },
    list: () => keptIn(ask),
    drop: async (sha256) => expectDone(await ask(PREFIX + sha256, { method: 'DELETE' })),
  }
}
