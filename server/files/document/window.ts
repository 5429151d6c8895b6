import { type FileHandle, open } from 'node:fs/promises'

/** A file that is read piece by piece, so that none of it need be held. */
export interface Window {
  readonly bytes: number
  /** At most `count` bytes from `at`; fewer where the file ends. */
  read(at: number, count: number): Promise<Buffer>
  /** Its last bytes. */
  tail(count: number): Promise<Buffer>
}

const windowOn = (file: FileHandle, bytes: number): Window => {
  const read = async (at: number, count: number) => {
    const wanted = Math.max(0, Math.min(count, bytes - at))
    const { buffer, bytesRead } = await file.read(Buffer.alloc(wanted), 0, wanted, at)
    return buffer.subarray(0, bytesRead)
  }
  return { bytes, read, tail: (count) => read(Math.max(0, bytes - count), count) }
}

/** Opens a file for as long as `work` takes. */
export async function withWindow<T>(path: string, work: (window: Window) => Promise<T>): Promise<T> {
  const file = await open(path)
  try {
    return await work(windowOn(file, (await file.stat()).size))
  } finally {
    await file.close()
  }
}

/** Where a zip would be looked for: the end of its table of contents, with the longest remark behind it. */
const ZIP_END_BYTES = 22 + 65_535
const ZIP_END = Buffer.from('PK\x05\x06', 'latin1')

/** Whether programs that read zips from their end would find one here, whatever the file begins with. */
export async function endsAsZip(window: Window): Promise<boolean> {
  const tail = await window.tail(ZIP_END_BYTES)
  for (let at = tail.lastIndexOf(ZIP_END); at >= 0; at = at === 0 ? -1 : tail.lastIndexOf(ZIP_END, at - 1)) {
    if (at + 22 > tail.length) continue
    if (at + 22 + tail.readUInt16LE(at + 20) === tail.length) return true
  }
  return false
}
