import { crc32, inflateSync } from 'node:zlib'
import { SIGNATURE } from '#core/contract/inspectionRecords.ts'

const HEAD = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** What makes the pixels; the rest of a PNG is words, times and profiles. */
const PIXELS = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'])
/** Samples of a pixel by colour type; of eight bits each, as a canvas writes them. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

interface Chunk {
  readonly type: string
  readonly data: Buffer
  readonly whole: Buffer
}

/** The chunks of a PNG; undefined where it is none, is cut short, was damaged, or goes on after its end. */
function chunksOf(bytes: Buffer): Chunk[] | undefined {
  if (!bytes.subarray(0, 8).equals(HEAD)) return undefined
  const chunks: Chunk[] = []
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 12 + bytes.readUInt32BE(at)
    if (end > bytes.length) return undefined
    const named = bytes.subarray(at + 4, end - 4)
    if (crc32(named) !== bytes.readUInt32BE(end - 4)) return undefined
    const type = named.toString('latin1', 0, 4)
    chunks.push({ type, data: named.subarray(4), whole: bytes.subarray(at, end) })
    if (type === 'IEND') return end === bytes.length ? chunks : undefined
    at = end
  }
  return undefined
}

/**
 * The pixels of a signature as a PNG that bears nothing else, so that nothing hides in it.
 * @returns undefined where it is no PNG of eight bits within the bounds; 'blank' where nothing is drawn
 */
export function signatureImage(bytes: Buffer): Buffer | 'blank' | undefined {
  if (bytes.length > SIGNATURE.mostBytes) return undefined
  const chunks = chunksOf(bytes)
  const head = chunks?.[0]
  if (!chunks || head?.type !== 'IHDR' || head.data.length !== 13) return undefined
  const [width, height] = [head.data.readUInt32BE(0), head.data.readUInt32BE(4)]
  const [depth, colour, compression, filter, interlace] = head.data.subarray(8)
  const samples = SAMPLES[colour ?? -1]
  const fits = [width, height].every((side) => side >= 1 && side <= SIGNATURE.mostSide)
  if (!fits || !samples || depth !== 8 || compression !== 0 || filter !== 0 || interlace !== 0) return undefined
  const row = 1 + width * samples
  const packed = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data))
  const drawn = inflated(packed, row * height)
  if (!drawn) return undefined
  if (isBlank(drawn, row)) return 'blank'
  return Buffer.concat([HEAD, ...chunks.filter(({ type }) => PIXELS.has(type)).map(({ whole }) => whole)])
}

function inflated(packed: Buffer, wanted: number): Buffer | undefined {
  try {
    const rows = inflateSync(packed, { maxOutputLength: wanted })
    return rows.length === wanted ? rows : undefined
  } catch {
    return undefined
  }
}

/** Whether no row differs from nothing: all samples 0 beside the mark of its filter that each row begins with. */
const isBlank = (rows: Buffer, row: number): boolean => rows.every((byte, at) => at % row === 0 || byte === 0)
