import { readFile } from 'node:fs/promises'
import iconv from 'iconv-lite'
import { FileRefused } from './rows.ts'

/** Encodings a file may declare. */
export const ENCODINGS = ['utf8', 'gb18030', 'gbk', 'big5', 'utf16le', 'utf16be'] as const
export type Encoding = (typeof ENCODINGS)[number]

/** Largest file that is read, bytes. */
export const MOST_BYTES = 256 * 2 ** 20

const MARKS: readonly [mark: readonly number[], encoding: Encoding][] = [
  [[0xef, 0xbb, 0xbf], 'utf8'],
  [[0xff, 0xfe], 'utf16le'],
  [[0xfe, 0xff], 'utf16be'],
]

/** Encoding that the byte order mark tells, if there is one. */
const markedAs = (bytes: Uint8Array): Encoding | undefined =>
  MARKS.find(([mark]) => mark.every((byte, i) => bytes[i] === byte))?.[1]

/** Whether it is UTF-8 throughout; a character cut off at the very end does not count. */
function isUtf8(bytes: Uint8Array): boolean {
  for (let cut = 0; cut <= 3; cut++) {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, bytes.length - cut))
      return true
    } catch {
      // one byte less
    }
  }
  return false
}

/**
 * Bytes as text. A byte order mark decides, then what is declared, then whether it is UTF-8; all else is read as
 * GB18030, which Chinese Excel writes. What cannot be read becomes U+FFFD, which the rows' check reports.
 * @throws FileRefused where the file is too large
 */
export function decode(bytes: Buffer, declared?: Encoding): { text: string; encoding: Encoding } {
  if (bytes.length > MOST_BYTES) {
    const most = MOST_BYTES / 2 ** 20
    throw new FileRefused(
      `文件超过 ${most} MB，请拆分后分别导入。`,
      `The file is larger than ${most} MB. Split it, and import the parts.`,
    )
  }
  const encoding = markedAs(bytes) ?? declared ?? (isUtf8(bytes) ? 'utf8' : 'gb18030')
  return { text: iconv.decode(bytes, encoding, { stripBOM: true }), encoding }
}

/** The bytes of a file. @throws FileRefused where it cannot be read */
export async function readBytes(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new FileRefused(
      `无法读取 ${path}（${code}）。请检查路径与权限。`,
      `${path} cannot be read (${code}). Check the path and its permissions.`,
    )
  }
}
