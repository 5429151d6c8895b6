import { describe, expect, test } from 'vitest'
import { wilsonInterval, Z_95 } from './wilson.ts'

/** Deterministic whole numbers below `most`. */
function numbers(seed: number) {
  let state = seed
  return (most: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * most)
  }
}

describe('wilsonInterval', () => {
  // Newcombe (1998), table I, method 3, and Wilson's interval of 10 of 10 and 0 of 10 as tables of statistics print it
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
    [0, 10, 0, 0.2775],
    [10, 10, 0.7225, 1],
    [5, 10, 0.2366, 0.7634],
  ])('of %i of %i is published as %d to %d', (n, of, low, high) => {
    const [a, b] = wilsonInterval(n, of)
    expect([Number(a.toFixed(4)), Number(b.toFixed(4))]).toEqual([low, high])
  })

  test('has the roots of its quadratic, found in whole numbers by bisection', () => {
    // (n/N − p)² = z² p (1 − p) / N, with p = P / 2^60 and z² = Z / 2^60, both sides as whole numbers
    const ONE = 1n << 60n
    const square = BigInt(Math.round(Z_95 * Z_95 * 2 ** 40)) << 20n
    const excess = (n: bigint, of: bigint, p: bigint) => (n * ONE - p * of) ** 2n * ONE - square * p * (ONE - p) * of
    const root = (n: bigint, of: bigint, inside: bigint, outside: bigint) => {
      let [near, far] = [inside, outside]
      while (far - near > 1n || near - far > 1n) {
        const middle = (near + far) / 2n
        if (excess(n, of, middle) <= 0n) near = middle
        else far = middle
      }
      return Number(near) / Number(ONE)
    }
    const random = numbers(20_260_302)
    for (let turn = 0; turn < 2000; turn += 1) {
      const of = 1 + random(turn % 2 === 0 ? 40 : 100_000)
      const n = random(of + 1)
      const found = (BigInt(n) * ONE) / BigInt(of)
      const [low, high] = wilsonInterval(n, of)
      expect(Math.abs(low - (n === 0 ? 0 : root(BigInt(n), BigInt(of), found, 0n))), `${n} of ${of}`).toBeLessThan(1e-9)
      expect(Math.abs(high - (n === of ? 1 : root(BigInt(n), BigInt(of), found, ONE))), `${n} of ${of}`).toBeLessThan(1e-9)
    }
  }) // prettier-ignore

  test('of what is counted is the mirror of what is not, and narrows with more of the same', () => {
    for (const [n, of] of [[3, 7], [0, 4], [19, 20]] as const) {
      const [low, high] = wilsonInterval(n, of)
      const [left, right] = wilsonInterval(of - n, of)
      expect([left, right].map((bound) => bound.toFixed(12))).toEqual([1 - high, 1 - low].map((bound) => bound.toFixed(12))) // prettier-ignore
      const [from, until] = wilsonInterval(10 * n, 10 * of)
      expect(until - from).toBeLessThan(high - low)
    }
  }) // prettier-ignore

  test.each([[1, 0], [-1, 5], [6, 5], [0.5, 5], [1, Number.NaN]])('refuses %d of %d', (n, of) => {
    expect(() => wilsonInterval(n, of)).toThrow(RangeError)
  }) // prettier-ignore
})
