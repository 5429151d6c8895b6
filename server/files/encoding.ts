/** Encodings a file may declare. */
export const ENCODINGS = ['utf8', 'gb18030', 'gbk', 'big5', 'utf16le', 'utf16be'] as const
export type Encoding = (typeof ENCODINGS)[number]

const MARKS: readonly [mark: readonly number[], encoding: Encoding][] = [
  [[0xef, 0xbb, 0xbf], 'utf8'],
  [[0xff, 0xfe], 'utf16le'],
  [[0xfe, 0xff], 'utf16be'],
]

/** Encoding that the byte order mark tells, if there is one. */
export const markedAs = (bytes: Uint8Array): Encoding | undefined =>
  MARKS.find(([mark]) => mark.every((byte, i) => bytes[i] === byte))?.[1]

/** Bytes of a text that are looked at. */
export const SAMPLE = 2 ** 20

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

/** Share of zeros among the bytes at even and odd places from which on every second byte of Latin letters is one. */
const ZEROS = 0.05

/** UTF-16 without a mark: delimiters, digits and line breaks have a zero before or after them, always on the same side. */
function utf16In(bytes: Uint8Array): 'utf16le' | 'utf16be' | undefined {
  const zeros = [0, 0]
  const length = bytes.length - (bytes.length % 2)
  for (let i = 0; i < length; i++) if (bytes[i] === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros.map((count) => count / (length / 2 || 1))
  if (odd > ZEROS && even < odd / 20) return 'utf16le'
  return even > ZEROS && odd < even / 20 ? 'utf16be' : undefined
}

/** What the bytes above 0x7F look like in pairs, as GB18030 and Big5 have them. */
function pairsIn(bytes: Uint8Array) {
  const seen = { pairs: 0, single: 0, lowTrails: 0, notBig5: 0 }
  for (let i = 0; i + 1 < bytes.length; i++) {
    const [lead = 0, trail = 0] = [bytes[i], bytes[i + 1]]
    if (lead < 0x80) continue
    const high = trail >= 0xa1
    const low = trail >= 0x40 && trail <= 0x7e
    seen.pairs += 1
    if (trail < 0x80) seen.single += 1
    if (low) seen.lowTrails += 1
    if (lead < 0xa1 || lead > 0xf9 || !(high || low)) seen.notBig5 += 1
    i += 1
  }
  return seen
}

/** Pairs from which on a text can be told for Big5, which has two in five of its second bytes below 0x7F, GB 2312 none. */
const PAIRS = 8
const BIG5_LOW = 0.15

/**
 * What bytes without a mark look like: UTF-8 where they are that throughout; UTF-16 by its zeros; Big5 by the second bytes
 * of its characters; Latin where letters with accents stand alone; all else is GB18030, which Chinese Excel writes.
 */
export function detectEncoding(bytes: Uint8Array): Encoding | 'cp1252' {
  const sample = bytes.subarray(0, SAMPLE)
  const wide = utf16In(sample.subarray(0, 4096))
  if (wide) return wide
  if (isUtf8(bytes)) return 'utf8'
  const { pairs, single, lowTrails, notBig5 } = pairsIn(sample)
  if (pairs >= PAIRS && notBig5 === 0 && lowTrails / pairs > BIG5_LOW && single < pairs * 0.8) return 'big5'
  return single > pairs / 2 ? 'cp1252' : 'gb18030'
}
