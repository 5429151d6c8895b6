import { crc32 } from 'node:zlib'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { MOST } from './limits.ts'
import { FileRefused } from './rows.ts'

/** A zip whose table of contents has been judged. Nothing is unpacked but the parts that are asked for, and nothing to disk. */
export interface Archive {
  /** Names of its files as it spells them; folders and what macOS adds are left out. */
  readonly names: readonly string[]
  /** Bytes of a part, unpacked, as they come; capitals do not count. @throws FileRefused where it is missing or damaged */
  stream(name: string): AsyncGenerator<Buffer>
  /** The bytes of a small enough part at once. @throws FileRefused */
  bytes(name: string): Promise<Buffer>
  /** Bytes of a part once it is unpacked, 0 where it is missing. */
  size(name: string): number
  close(): void
}

const MB = 2 ** 20

function damaged(why: string): FileRefused {
  return new FileRefused(
    `压缩包损坏或不完整，无法读取（${why}）。请重新导出或重新上传。`,
    `The zip is damaged or cut off and cannot be read (${why}). Export or upload it again.`,
  )
}

function encrypted(): FileRefused {
  return new FileRefused(
    '压缩包设有密码，无法读取。请去掉密码后再导入。',
    'The zip is protected by a password. Take the password away and import again.',
  )
}

function bomb(name: string, bytes: number): FileRefused {
  const size = Math.round(bytes / MB)
  return new FileRefused(
    `压缩包解压后过大或压缩比异常（${name}：${size} MB；总量上限 ${MOST.unpacked / MB} MB，压缩比上限 ${MOST.ratio}），为安全起见不予解压。请拆分文件，或重新导出。`,
    `The zip unpacks to too much, or grows too much (${name}: ${size} MB; at most ${MOST.unpacked / MB} MB together and ${MOST.ratio} times), and is not unpacked. Split the file, or export it again.`,
  )
}

/** What yauzl says of names that lead out of the folder. */
const TRAVERSAL = /absolute path|invalid relative path|invalid characters in fileName/

function told(error: unknown): FileRefused {
  if (error instanceof FileRefused) return error
  const why = (error as Error).message
  if (/encrypt/i.test(why)) return encrypted()
  if (!TRAVERSAL.test(why)) return damaged(why)
  return new FileRefused(
    `压缩包内有指向包外的文件名（${why}），不予读取。请重新打包，只放入需要的文件。`,
    `The zip holds a name that leads out of it (${why}) and is not read. Pack it again with the files that are needed.`,
  )
}

/** Judges what the table of contents claims, before anything is unpacked. @throws FileRefused */
async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  let unpacked = 0
  for await (const entry of zip.eachEntry()) {
    const { fileName, compressedSize, uncompressedSize } = entry
    if (entry.isEncrypted()) throw encrypted()
    unpacked += uncompressedSize
    const grows = uncompressedSize > MOST.smallPart && uncompressedSize > compressedSize * MOST.ratio
    if (unpacked > MOST.unpacked || grows) throw bomb(fileName, uncompressedSize)
    if (entries.has(fileName.toLowerCase())) throw damaged(`${fileName} × 2`)
    entries.set(fileName.toLowerCase(), entry)
    if (entries.size > MOST.parts) throw damaged(`> ${MOST.parts}`)
  }
  return entries
}

/** The bytes of a part. yauzl ends it where it is longer than the table of contents claims. */
async function* unpacked(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  let sum = 0
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      sum = crc32(chunk as Buffer, sum)
      yield chunk as Buffer
    }
  } catch (error) {
    throw told(error)
  }
  if (sum !== entry.crc32) throw damaged(`CRC ${entry.fileName}`)
}

const isPart = ({ fileName }: Entry) => !/(^|\/)(__MACOSX\/|\._|\.DS_Store$)|\/$/.test(fileName)

function archiveOf(zip: ZipFile, entries: ReadonlyMap<string, Entry>): Archive {
  const entryOf = (name: string) => entries.get(name.toLowerCase())
  const stream = (name: string) => {
    const entry = entryOf(name)
    if (!entry) throw damaged(`${name} ?`)
    return unpacked(zip, entry)
  }
  return {
    names: [...entries.values()].filter(isPart).map(({ fileName }) => fileName),
    stream,
    async bytes(name) {
      const size = entryOf(name)?.uncompressedSize ?? 0
      if (size > MOST.bytes) throw bomb(name, size)
      const chunks: Buffer[] = []
      for await (const chunk of stream(name)) chunks.push(chunk)
      return Buffer.concat(chunks)
    },
    size: (name) => entryOf(name)?.uncompressedSize ?? 0,
    close: () => zip.close(),
  }
}

/** Opens a zip; close it afterwards. @throws FileRefused where it is damaged, encrypted, a bomb, or leads out of itself */
export async function openArchive(path: string): Promise<Archive> {
  let zip: ZipFile | undefined
  try {
    zip = await openPromise(path, { autoClose: false })
    zip.on('error', () => {}) // what it says also comes where it is waited for
    return archiveOf(zip, await entriesOf(zip))
  } catch (error) {
    zip?.close()
    throw told(error)
  }
}

/** Does something with a zip, and closes it. @throws FileRefused where it is not to be read */
export async function withArchive<Made>(path: string, use: (archive: Archive) => Made | Promise<Made>): Promise<Made> {
  const archive = await openArchive(path)
  try {
    return await use(archive)
  } finally {
    archive.close()
  }
}
