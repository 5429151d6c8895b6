import { deflateRawSync } from 'node:zlib'

/** A part of a zip; what it claims may be untrue. */
export interface Part {
  readonly name: string
  readonly data: Buffer | string
  readonly stored?: boolean
  readonly encrypted?: boolean
  /** Bytes that the table of contents says it has once unpacked. */
  readonly claims?: number
  readonly crc?: number
}

/** CRC-32 bit by bit, as PKZIP's application note has it. */
export function crcOf(bytes: Buffer): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (crc ^ 0xffffffff) >>> 0
}

const numbers = (...pairs: [value: number, bytes: number][]) =>
  Buffer.concat(
    pairs.map(([value, bytes]) => {
      const buffer = Buffer.alloc(bytes)
      buffer.writeUIntLE(value, 0, bytes)
      return buffer
    }),
  )

/** A zip written byte by byte, by none of the reader's own means. */
export function zipOf(parts: readonly Part[]): Buffer {
  const bodies: Buffer[] = []
  const contents: Buffer[] = []
  let offset = 0
  for (const { name, data, stored = false, encrypted = false, claims, crc } of parts) {
    const bytes = Buffer.from(data as string)
    const packed = stored ? bytes : deflateRawSync(bytes)
    const title = Buffer.from(name)
    const facts = numbers(
      [20, 2], [0x800 | (encrypted ? 1 : 0), 2], [stored ? 0 : 8, 2], [0, 4], [crc ?? crcOf(bytes), 4],
      [packed.length, 4], [claims ?? bytes.length, 4], [title.length, 2], [0, 2],
    ) // prettier-ignore
    const body = Buffer.concat([numbers([0x04034b50, 4]), facts, title, packed])
    contents.push(numbers([0x02014b50, 4], [20, 2]), facts, numbers([0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]), title)
    bodies.push(body)
    offset += body.length
  }
  const table = Buffer.concat(contents)
  const end = numbers([0x06054b50, 4], [0, 4], [parts.length, 2], [parts.length, 2], [table.length, 4], [offset, 4], [0, 2]) // prettier-ignore
  return Buffer.concat([...bodies, table, end])
}

/** The parts by name. */
export const zipped = (parts: Readonly<Record<string, Buffer | string>>): Buffer =>
  zipOf(Object.entries(parts).map(([name, data]) => ({ name, data })))
