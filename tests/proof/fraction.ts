/** An exact fraction of whole numbers, denominator > 0: arithmetic that rounds nothing. */
export interface Fraction {
  readonly over: bigint
  readonly under: bigint
}

const whole = (over: bigint): Fraction => ({ over, under: 1n })
export const ZERO = whole(0n)
export const ONE = whole(1n)

/** The value of decimal text such as -0.75. */
export function decimal(text: string): Fraction {
  const [, sign, before, after = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? []
  if (before === undefined) throw new RangeError(`no decimal: ${text}`)
  return { over: BigInt(`${sign}${before}${after}`), under: 10n ** BigInt(after.length) }
}

export const plus = (one: Fraction, other: Fraction): Fraction => ({
  over: one.over * other.under + other.over * one.under,
  under: one.under * other.under,
})
export const times = (one: Fraction, other: Fraction): Fraction => ({
  over: one.over * other.over,
  under: one.under * other.under,
})
/** @param other > 0 */
export const dividedBy = (one: Fraction, other: Fraction): Fraction => ({
  over: one.over * other.under,
  under: one.under * other.over,
})
export const isAtLeast = (one: Fraction, other: Fraction): boolean => one.over * other.under >= other.over * one.under

/** Decimal text with `places` digits, cut off, of a fraction ≥ 0. */
export function toDecimal({ over, under }: Fraction, places: number): string {
  const digits = ((over * 10n ** BigInt(places)) / under).toString().padStart(places + 1, '0')
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`
}
