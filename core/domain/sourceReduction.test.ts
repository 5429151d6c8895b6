import { describe, expect, test } from 'vitest'
import { randomFrom } from '../../scripts/demo/random.ts'
import { type Held, reductionOf, reductionOfAll, sumsOf } from './sourceReduction.ts'

/** Units of all sizes, with α of table 5. */
const random = randomFrom(500)
const UNITS = Array.from({ length: 2000 }, () => ({
  alpha: random.pick([0.5, 1, 1.2, 1.5, 2]),
  held: Array.from({ length: random.whole(1, 5) }, (): Held => ({
    quantity: 10 ** (random.next() * 4 - 1),
    critical: random.pick([0.3, 1, 5, 10, 50, 200, 5000]),
    beta: random.pick([1, 1.5, 2, 3, 4, 5, 10, 20]),
  })),
}))
const STEP = 1e-7
const levelWith = (held: readonly Held[], alpha: number) => sumsOf(held, alpha).level
const put = (held: readonly Held[], at: number, quantity: number) => held.map((one, i) => (i === at ? { ...one, quantity } : one)) // prettier-ignore
/** Every one a share of what it was. */
const scaled = (held: readonly Held[], share: number) => held.map((one) => ({ ...one, quantity: one.quantity * share }))

describe('what has to go', () => {
  test('of one substance is exactly that: at the limit the level stands, a ten-millionth less and it does not', () => {
    const cases = UNITS.flatMap(({ held, alpha }) =>
      [...held.keys()].map((at) => ({
        held,
        alpha,
        at,
        former: levelWith(held, alpha),
        ...reductionOf(held, alpha, at),
      })),
    )
    let seen = 0
    for (const { held, alpha, at, former, level, below } of cases) {
      const kept = (limit: number) => put(held, at, limit * (1 - STEP) - STEP * held[at]!.critical)
      if (level) {
        const passed = levelWith(kept(level.most), alpha)
        expect(passed === undefined || passed > former!).toBe(true)
        expect(sumsOf(put(held, at, level.most), alpha).r).toBeCloseTo([0, 100, 50, 10][former!]!, 6)
        expect(level.most + level.less).toBeCloseTo(held[at]!.quantity, 9)
      }
      if (below) {
        expect(levelWith(kept(below.most), alpha)).toBeUndefined()
        expect(levelWith(put(held, at, below.most), alpha)).toBeDefined()
        expect(below.most + below.less).toBeCloseTo(held[at]!.quantity, 9)
      }
      seen += Number(level !== undefined) + Number(below !== undefined)
    }
    expect(seen).toBeGreaterThan(1000)
  })

  test('of one substance is nothing where even without it the level would stand', () => {
    for (const { held, alpha } of UNITS) {
      const former = levelWith(held, alpha)
      if (former === undefined) continue
      for (const at of held.keys()) {
        const without = levelWith(put(held, at, 1e-12), alpha)
        const { level, below } = reductionOf(held, alpha, at)
        if (without === former) expect([level, below]).toEqual([undefined, undefined])
        if (without === undefined) expect(level ?? below).toBeDefined()
      }
    }
  })

  test('of all together is one share, and none is asked of a unit without a level', () => {
    for (const { held, alpha } of UNITS) {
      const { level, below } = reductionOfAll(held, alpha)
      const former = levelWith(held, alpha)
      if (former === undefined) {
        expect([level, below]).toEqual([undefined, undefined])
        continue
      }
      const all = held.reduce((sum, { quantity }) => sum + quantity, 0)
      expect(levelWith(scaled(held, (below!.most / all) * (1 - STEP)), alpha)).toBeUndefined()
      expect(levelWith(scaled(held, (below!.most / all) * (1 + STEP)), alpha)).toBeDefined()
      if (former === 4) expect(level).toBeUndefined()
      else {
        const passed = levelWith(scaled(held, (level!.most / all) * (1 - STEP)), alpha)
        expect(passed === undefined || passed > former).toBe(true)
        expect(sumsOf(scaled(held, level!.most / all), alpha).r).toBeCloseTo([0, 100, 50, 10][former]!, 6)
      }
    }
  })

  test('of a unit that is just at S = 1 is the least that can be', () => {
    const held = [0.4, 0.5, 0.1].map((quantity) => ({ quantity, critical: 1, beta: 1 }))
    expect(reductionOf(held, 1, 0).below?.less).toBeCloseTo(0, 12)
    expect(reductionOfAll(held, 1).below?.less).toBeCloseTo(0, 12)
  })
})
