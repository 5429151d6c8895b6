import { open, readFile } from 'node:fs/promises'
import iconv from 'iconv-lite'
import { detectEncoding, type Encoding, markedAs } from './encoding.ts'
import { MOST } from './limits.ts'
import { FileRefused } from './rows.ts'

/**
 * Bytes as text. A byte order mark decides, then what is declared, then what the bytes look like. What cannot be read
 * becomes U+FFFD, which the rows' check reports.
 */
export function decode(bytes: Buffer, declared?: Encoding): { text: string; encoding: Encoding | 'cp1252' } {
  const encoding = markedAs(bytes) ?? declared ?? detectEncoding(bytes)
  return { text: iconv.decode(bytes, encoding, { stripBOM: true }), encoding }
}

function tooLarge(): FileRefused {
  const most = MOST.bytes / 2 ** 20
  return new FileRefused(
    `文件超过 ${most} MB，请拆分后分别导入。`,
    `The file is larger than ${most} MB. Split it, and import the parts.`,
  )
}

const withReason = (path: string, error: unknown): FileRefused => {
  if (error instanceof FileRefused) return error
  const { code } = error as NodeJS.ErrnoException
  return new FileRefused(
    `无法读取 ${path}（${code}）。请检查路径与权限。`,
    `${path} cannot be read (${code}). Check the path and its permissions.`,
  )
}

/** The first bytes of a file, so many at most. @throws FileRefused where it is too large or cannot be read */
export async function headOf(path: string, most: number): Promise<Buffer> {
  try {
    const file = await open(path)
    try {
      if ((await file.stat()).size > MOST.bytes) throw tooLarge()
      const { buffer, bytesRead } = await file.read(Buffer.alloc(most), 0, most, 0)
      return buffer.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (error) {
    throw withReason(path, error)
  }
}

/** The bytes of a file. @throws FileRefused where it is too large or cannot be read */
export async function readBytes(path: string): Promise<Buffer> {
  try {
    const bytes = await readFile(path)
    if (bytes.length > MOST.bytes) throw tooLarge()
    return bytes
  } catch (error) {
    throw withReason(path, error)
  }
}
