/**
 * GB 32100-2015 and GB 11714-1997 as congruences. The weights of GB 32100 (1 3 9 27 19 26 …) are the powers of three modulo 31,
 * so a code is right where the weighted sum of all eighteen characters, the check character with weight 1, leaves no remainder;
 * an organisation code where that of its nine does modulo 11.
 */
const CHARACTERS = [...'0123456789ABCDEFGHJKLMNPQRTUWXY']
const ORGANISATION_WEIGHTS = [3n, 7n, 9n, 10n, 5n, 8n, 4n, 2n, 1n]

/** Figures by their character; the letters of GB 32100 leave out I, O, S, V and Z and count on. */
const valueOf = new Map(CHARACTERS.map((character, value) => [character, BigInt(value)]))
/** GB 11714: 0 to 9, then A = 10 to Z = 35 by position in the whole alphabet. */
const organisationValue = (character: string) => BigInt(Number.parseInt(character, 36))

/** All 31 characters of a code. */
export const USCC_CHARACTERS: readonly string[] = CHARACTERS

/** Whether both check characters of eighteen characters are right, whatever their form. */
export function sumsAreRight(code: string): boolean {
  const characters = [...code]
  // Σ cᵢ·3^(i−1) by Horner's rule from the seventeenth character down
  const sum = characters.slice(0, 17).reduceRight((total, one) => total * 3n + valueOf.get(one)!, 0n)
  if ((sum + valueOf.get(characters[17]!)!) % 31n !== 0n) return false
  const check = characters[16]!
  if (check !== 'X' && !/\d/.test(check)) return false
  const values = [...characters.slice(8, 16).map(organisationValue), check === 'X' ? 10n : BigInt(check)]
  return values.reduce((total, value, at) => total + value * ORGANISATION_WEIGHTS[at]!, 0n) % 11n === 0n
}

/** Whether a code is one by form and by both check characters. */
export function isUscc(code: string): boolean {
  const characters = [...code]
  if (characters.length !== 18 || characters.some((one) => !valueOf.has(one))) return false
  return characters.slice(2, 8).every((one) => valueOf.get(one)! <= 9n) && sumsAreRight(code)
}

const pickOf = (random: () => number, from: readonly string[]) => from[Math.floor(random() * from.length)]!

/** Sixteen random characters that may begin a code: kind, division, body of the organisation code. */
export function randomBeginning(random: () => number): string {
  const some = (count: number, from: readonly string[]) => Array.from({ length: count }, () => pickOf(random, from))
  return [...some(2, CHARACTERS), ...some(6, CHARACTERS.slice(0, 10)), ...some(8, CHARACTERS)].join('')
}

/** The code with another character at each of the places, and with two neighbours that differ changed about. */
export function mistakesIn(code: string, characters: readonly string[]): string[] {
  const substituted = [...code].flatMap((own, at) =>
    characters.filter((one) => one !== own).map((one) => code.slice(0, at) + one + code.slice(at + 1)),
  )
  const swapped = [...code.slice(0, -1)].flatMap((own, at) => {
    const next = code.charAt(at + 1)
    return own === next ? [] : [code.slice(0, at) + next + own + code.slice(at + 2)]
  })
  return [...substituted, ...swapped]
}

/** Codes whose check characters are right but whose division has a letter, one for each place and each of some letters. */
export function lettersInDivision(beginning: string, letters: readonly string[]): string[] {
  const pairs = CHARACTERS.flatMap((one) => CHARACTERS.map((other) => one + other))
  return [2, 3, 4, 5, 6, 7].flatMap((at) =>
    letters.flatMap((letter) => {
      const changed = beginning.slice(0, at) + letter + beginning.slice(at + 1)
      return pairs.map((pair) => changed + pair).filter(sumsAreRight)
    }),
  )
}
