/**
 * Unified social credit code 统一社会信用代码: 18 characters, with the check character of the organisation code inside.
 * @see GB 32100-2015, and GB 11714-1997 for the organisation code
 */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const
const ORGANISATION_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2] as const

/** A code as it is written: of half width, in capitals, and without blanks and signs that nobody sees. */
export const usccText = (given: string): string => given.normalize('NFKC').replace(/[\s\p{Cf}]/gu, '').toUpperCase() // prettier-ignore

/** What is wrong with a code; undefined where nothing is. */
export type UsccFault = 'length' | 'character' | 'organisation-check' | 'check'

const weighted = (text: string, alphabet: string, weights: readonly number[]) =>
  weights.reduce((sum, weight, at) => sum + weight * alphabet.indexOf(text.charAt(at)), 0)

/** Check character of the eight characters of an organisation code. */
function organisationCheck(body: string): string {
  const rest = 11 - (weighted(body, ORGANISATION_ALPHABET, ORGANISATION_WEIGHTS) % 11)
  return rest === 10 ? 'X' : rest === 11 ? '0' : String(rest)
}
/** Check character of the first seventeen characters. */
const wholeCheck = (first: string) => ALPHABET.charAt((31 - (weighted(first, ALPHABET, WEIGHTS) % 31)) % 31)

/** Tells the first fault of a code: its length, a character out of the alphabet, then the two check characters. */
export function usccFault(code: string): UsccFault | undefined {
  if (code.length !== 18) return 'length'
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(code)) return 'character'
  if (wholeCheck(code.slice(0, 17)) !== code.charAt(17)) return 'check'
  if (organisationCheck(code.slice(8, 16)) !== code.charAt(16)) return 'organisation-check'
  return undefined
}

/** Completes the first sixteen characters (kind, division, body of the organisation code) with both check characters. */
export function completeUscc(first: string): string {
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{8}$/.test(first)) {
    throw new RangeError(`sixteen characters of a unified social credit code are wanted, not ${first}`)
  }
  const seventeen = first + organisationCheck(first.slice(8, 16))
  return seventeen + wholeCheck(seventeen)
}
