import iconv from 'iconv-lite'

/** Makes text of bytes that come in pieces cut anywhere. */
export interface Decoder {
  write(bytes: Buffer): string
  end(): string
}

/** Encodings of which characters have several bytes, the later ones never below that of the digit nought. */
const MULTIPLE = /^(gb|big5|cp9[345]|euc|shift)/i
const NOUGHT = 0x30
/** Bytes that are kept back at most for one that surely begins a character. */
const MOST_KEPT = 2 ** 22

/** How many of the bytes end with a character for certain. */
function wholeIn(bytes: Buffer): number {
  let end = bytes.length
  while (end > 0 && (bytes[end - 1] ?? 0) >= NOUGHT) end -= 1
  return end === 0 && bytes.length > MOST_KEPT ? bytes.length : end
}

/** A decoder of that encoding; its mark is left out, and what cannot be read becomes U+FFFD. */
export function decoderOf(encoding: string): Decoder {
  const decoder = iconv.getDecoder(encoding, { stripBOM: true })
  const end = () => decoder.end() ?? ''
  if (!MULTIPLE.test(encoding)) return { write: (bytes) => decoder.write(bytes), end }
  // a character of four bytes that is cut makes iconv-lite 0.7 lose another, so it is given whole ones
  let kept: Buffer = Buffer.alloc(0)
  return {
    write(bytes) {
      const all = kept.length > 0 ? Buffer.concat([kept, bytes]) : bytes
      const whole = wholeIn(all)
      kept = all.subarray(whole)
      return whole > 0 ? decoder.write(all.subarray(0, whole)) : ''
    },
    end: () => (kept.length > 0 ? decoder.write(kept) : '') + end(),
  }
}
