import { expect, test } from 'vitest'
import { isSilent, type Modelled, valueAt } from './models.ts'

const START = Date.parse('2026-06-15T00:00:00Z')
const MINUTE = 60_000
const sensor = (id: number, kind: Modelled['kind'], more: Partial<Modelled> = {}): Modelled => ({ id, source: 1, kind, rangeLow: 0, rangeHigh: 100, limitHigh: 85, ...more }) // prettier-ignore
const week = Array.from({ length: 7 * 24 * 60 }, (_, at) => START + at * MINUTE)
const IDS = Array.from({ length: 40 }, (_, id) => id + 1)

test('a sensor reads one value at one moment, within its range, whoever asks', () => {
  for (const kind of ['level', 'temperature', 'pressure', 'flow', 'combustible', 'toxic'] as const)
    for (const id of [1, 2, 3]) {
      const values = week.map((at) => valueAt(sensor(id, kind), at))
      expect(values).toEqual(week.map((at) => valueAt(sensor(id, kind), at)))
      expect(values.every((value) => value >= 0 && value <= 100)).toBe(true)
    }
})

test('tanks empty and are filled, gas is near zero with rare puffs over its limit, some sensors are stuck', () => {
  const spread = (kind: Modelled['kind'], id: number, more = {}) => {
    const values = week.map((at) => valueAt(sensor(id, kind, more), at))
    return { least: Math.min(...values), greatest: Math.max(...values), mean: values.reduce((a, b) => a + b) / values.length } // prettier-ignore
  }
  const levels = IDS.map((id) => spread('level', id))
  const stuck = levels.filter(({ least, greatest }) => greatest - least < 1)
  expect(stuck.length).toBeGreaterThan(0)
  expect(stuck.length).toBeLessThan(8)
  for (const { least, greatest } of levels.filter((one) => !stuck.includes(one))) expect(greatest - least).toBeGreaterThan(40) // prettier-ignore
  const gases = IDS.map((id) => spread('combustible', id, { limitHigh: 25 }))
  expect(gases.every(({ mean }) => mean < 2)).toBe(true)
  const over = gases.filter(({ greatest }) => greatest > 25).length
  expect(over).toBeGreaterThan(0)
  expect(over).toBeLessThan(IDS.length)
})

test('most gateways send nearly always, some are silent for good', () => {
  const shares = IDS.map((gateway) => week.filter((at) => isSilent(gateway, at)).length / week.length)
  expect(shares.filter((share) => share === 1)).toHaveLength(IDS.filter((id) => id % 6 === 3).length)
  expect(shares.filter((share) => share < 1).every((share) => share < 0.1)).toBe(true)
  expect(shares.some((share) => share > 0 && share < 1)).toBe(true)
})
