import { describe, expect, test } from 'vitest'
import { factorsOf, metresBetween, routeThrough } from './dayOrder.ts'

describe('factorsOf', () => {
  test.each([
    [{ risk: 1, daysLate: 0, metres: 0 }, 4],
    [{ risk: 4, daysLate: 0, metres: undefined }, 1],
    [{ risk: 0, daysLate: 0, metres: 0 }, 1.5],
    [{ risk: 4, daysLate: 30, metres: 0 }, 4],
    [{ risk: 4, daysLate: 300, metres: 0 }, 4],
    [{ risk: 4, daysLate: -14, metres: 0 }, 0.25],
    [{ risk: 4, daysLate: -99, metres: 0 }, 0.25],
    [{ risk: 4, daysLate: 0, metres: 2000 }, 0.5],
  ])('%o is %d urgent', (task, urgency) => {
    const { risk, lateness, nearness, urgency: whole } = factorsOf(task)
    expect(whole).toBeCloseTo(urgency, 9)
    expect(whole).toBe(risk * lateness * nearness)
  })
  test('rises with each day late and with each level of risk, and falls with distance', () => {
    const of = (risk: number, daysLate: number, metres: number) => factorsOf({ risk, daysLate, metres }).urgency
    for (let day = -13; day < 30; day++) expect(of(2, day + 1, 500)).toBeGreaterThan(of(2, day, 500))
    for (let risk = 1; risk < 4; risk++) expect(of(risk, 3, 500)).toBeGreaterThan(of(risk + 1, 3, 500))
    expect(of(2, 3, 400)).toBeGreaterThan(of(2, 3, 500))
  })
})

test('metresBetween measures a degree of the meridian as on the mean sphere', () => {
  expect(metresBetween([121, 37], [121, 38])).toBeCloseTo(111_195, 0)
  expect(metresBetween([121, 37], [121, 37])).toBe(0)
})

describe('routeThrough', () => {
  /** Every order there is. */
  const orders = (left: readonly number[]): number[][] =>
    left.length === 0 ? [[]] : left.flatMap((one) => orders(left.filter((other) => other !== one)).map((rest) => [one, ...rest])) // prettier-ignore
  const random = (seed: number) => () => ((seed = (seed * 16807) % 2147483647), seed / 2147483647)

  test('calls at each stop once, and is within a fifth of the shortest of all orders', () => {
    const next = random(20260315)
    const excess: number[] = []
    for (let round = 0; round < 40; round++) {
      const at = () => [121.4 + next() / 10, 37.4 + next() / 10] as const
      const start = at()
      const stops = Array.from({ length: 6 }, at)
      const { order, metres } = routeThrough(start, stops)
      expect([...order].sort()).toEqual([...stops.keys()])
      const lengths = orders([...stops.keys()]).map((some) => {
        const path = [start, ...some.map((i) => stops[i]!)]
        return path.slice(1).reduce((sum, there, i) => sum + metresBetween(path[i]!, there), 0)
      })
      const shortest = Math.min(...lengths)
      expect(metres).toBeGreaterThanOrEqual(shortest - 1e-6)
      excess.push(metres / shortest - 1)
    }
    expect(Math.max(...excess)).toBeLessThan(0.2)
    expect(excess.filter((one) => one < 1e-9).length).toBeGreaterThan(20)
  })
  test('of nothing is nothing', () => expect(routeThrough([121, 37], [])).toEqual({ order: [], metres: 0 }))
})
