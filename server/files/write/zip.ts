import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32, createDeflateRaw } from 'node:zlib'

type Chunk = string | Uint8Array
/** A file of a zip; its content is asked for when its turn comes. */
export interface ZipPart {
  readonly name: string
  readonly content: () => Iterable<Chunk> | AsyncIterable<Chunk>
}

/** Sums of a part that has been written, and where it begins. */
interface Written {
  readonly name: Buffer
  readonly crc: number
  readonly packed: number
  readonly size: number
  readonly offset: number
}

const [LOCAL, DESCRIPTOR, CENTRAL, END] = [0x04034b50, 0x08074b50, 0x02014b50, 0x06054b50]
/** Version 2.0; bit 3: sums follow the data; bit 11: names are UTF-8; method 8: deflate. @see APPNOTE.TXT 6.3.10, 4.4 */
const [VERSION, FLAGS, DEFLATE] = [20, 0x0808, 8]
/** A zip of 32-bit lengths holds no more, bytes. */
const MOST = 0xffff_ffff
const CHINA_MS = 8 * 3_600_000

/** Time and date as MS-DOS has them, by the clock of China. */
function dosTime(at: Date): readonly [time: number, date: number] {
  const local = new Date(at.getTime() + CHINA_MS)
  const time = (local.getUTCHours() << 11) | (local.getUTCMinutes() << 5) | (local.getUTCSeconds() >> 1)
  return [time, ((local.getUTCFullYear() - 1980) << 9) | ((local.getUTCMonth() + 1) << 5) | local.getUTCDate()]
}

/** Numbers one after another, little-endian, each of two or of four bytes. */
function numbers(...fields: readonly (readonly [value: number, bytes: 2 | 4])[]): Buffer {
  const bytes = Buffer.alloc(fields.reduce((sum, [, length]) => sum + length, 0))
  let at = 0
  for (const [value, length] of fields) at = bytes.writeUIntLE(value, at, length)
  return bytes
}

function localHeader(name: Buffer, [time, date]: readonly [number, number]): Buffer {
  const head = numbers([LOCAL, 4], [VERSION, 2], [FLAGS, 2], [DEFLATE, 2], [time, 2], [date, 2], [0, 4], [0, 4], [0, 4], [name.length, 2], [0, 2]) // prettier-ignore
  return Buffer.concat([head, name])
}

function centralHeader({ name, crc, packed, size, offset }: Written, [time, date]: readonly [number, number]): Buffer {
  const head = numbers(
    [CENTRAL, 4], [VERSION, 2], [VERSION, 2], [FLAGS, 2], [DEFLATE, 2], [time, 2], [date, 2], [crc, 4], [packed, 4], [size, 4],
    [name.length, 2], [0, 2], [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4],
  ) // prettier-ignore
  return Buffer.concat([head, name])
}

const descriptor = ({ crc, packed, size }: Written) => numbers([DESCRIPTOR, 4], [crc, 4], [packed, 4], [size, 4])

/** The bytes of a part, packed as they come; its sums are the generator's return. */
async function* packedPart({ content }: ZipPart) {
  const sums = { crc: 0, packed: 0, size: 0 }
  const plain = async function* () {
    for await (const chunk of content()) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
      sums.crc = crc32(bytes, sums.crc)
      sums.size += bytes.length
      yield bytes
    }
  }
  const deflate = createDeflateRaw()
  pipeline(Readable.from(plain()), deflate).catch(() => {}) // what fails is thrown to whoever reads the deflate
  for await (const chunk of deflate) {
    sums.packed += (chunk as Buffer).length
    yield chunk as Buffer
  }
  return sums
}

/**
 * A zip as it is read: one part after the other, none held in memory or on disk. A reader that stops stops the part at hand.
 * @throws RangeError where it grows beyond 4 GiB
 */
export async function* zipOf(parts: readonly ZipPart[], at: Date): AsyncGenerator<Buffer> {
  const clock = dosTime(at)
  const written: Written[] = []
  let offset = 0
  for (const part of parts) {
    const name = Buffer.from(part.name)
    const header = localHeader(name, clock)
    yield header
    const sums = yield* packedPart(part)
    const entry = { name, offset, ...sums }
    if (Math.max(entry.size, offset + entry.packed) > MOST)
      throw new RangeError(`a zip of more than 4 GiB: ${part.name}`)
    written.push(entry)
    const after = descriptor(entry)
    yield after
    offset += header.length + entry.packed + after.length
  }
  const central = Buffer.concat(written.map((entry) => centralHeader(entry, clock)))
  yield central
  const n = written.length
  yield numbers([END, 4], [0, 2], [0, 2], [n, 2], [n, 2], [central.length, 4], [offset, 4], [0, 2])
}
