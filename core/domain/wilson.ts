/** 97.5 % quantile of the standard normal distribution: both tails beyond it hold 5 %. */
export const Z_95 = 1.959963984540054

/**
 * Score interval of a share: all shares p from which n of N lies no further than z standard errors, the errors being those of p.
 *
 * p = (n + z²/2 ± z √(n (N − n) / N + z²/4)) / (N + z²), the roots of (n/N − p)² = z² p (1 − p) / N
 *
 * It stays within 0 and 1, and 0 of N or N of N have a width, which the interval around n/N (Wald) does not give them.
 *
 * @param n   counted, whole, 0 ≤ n ≤ of
 * @param of  counted over, whole, ≥ 1
 * @param z   quantile of the standard normal distribution, > 0; 95 % by default
 * @returns   [low, high], 0 … 1
 * @throws RangeError where n or of is no such number
 * @see E. B. Wilson, “Probable Inference, the Law of Succession, and Statistical Inference”, J. Amer. Statist. Assoc. 22 (1927) 209–212; without
 *   the correction for continuity (Newcombe, Statistics in Medicine 17 (1998) 857–872, method 3). It holds for independent events: visits that one
 *   person makes on one day are not quite that.
 */
export function wilsonInterval(n: number, of: number, z = Z_95): readonly [low: number, high: number] {
  if (!(Number.isInteger(n) && Number.isInteger(of) && of >= 1 && n >= 0 && n <= of && z > 0))
    throw new RangeError(`a share is n of N, 0 ≤ n ≤ N and N ≥ 1, not ${n} of ${of}`)
  const middle = n + (z * z) / 2
  const half = z * Math.sqrt((n * (of - n)) / of + (z * z) / 4)
  const total = of + z * z
  return [n === 0 ? 0 : (middle - half) / total, n === of ? 1 : (middle + half) / total]
}
