import type { Readable } from 'node:stream'

/** Bytes of documents by their SHA-256; what is there is whole. */
export interface Store {
  /** Keeps the file at `path`, which may be gone afterwards; keeping it again only makes it younger. */
  keep(sha256: string, path: string): Promise<void>
  /** @returns undefined where nothing is kept under that key */
  read(sha256: string): Promise<Readable | undefined>
  /** Every key with the moment at which it was kept last. */
  list(): AsyncIterable<{ readonly sha256: string; readonly at: Date }>
  drop(sha256: string): Promise<void>
}

export const isKey = (text: string): boolean => /^[0-9a-f]{64}$/.test(text)
