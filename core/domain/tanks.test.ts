import { describe, expect, test } from 'vitest'
import {
  contentsOf,
  fullVolume,
  liveSums,
  overDesign,
  type TankContents,
  type TankShape,
  tankHeight,
  tankVolume,
} from './tanks.ts'

const SHAPES: readonly TankShape[] = [
  { kind: 'vertical', diameter: 21, extent: 16.5 },
  { kind: 'horizontal', diameter: 3.2, extent: 11.4 },
  { kind: 'sphere', diameter: 15.7, extent: null },
]
/** Area of the surface of the liquid at a height, written anew: a circle, a strip as long as the tank, a slice of the ball. */
function surface({ kind, diameter, extent }: TankShape, h: number): number {
  const chord = 2 * Math.sqrt(Math.max(0, h * (diameter - h)))
  if (kind === 'vertical') return (Math.PI * diameter ** 2) / 4
  return kind === 'sphere' ? (Math.PI * chord ** 2) / 4 : chord * extent!
}
/** Numeric integration by midpoints, with steps that are finer towards both ends, where the chord is steep. */
function integrated(shape: TankShape, level: number): number {
  const STEPS = 20_000
  let sum = 0
  for (let i = 0; i < STEPS; i += 1) {
    const at = (x: number) => (level * (1 - Math.cos(Math.PI * x))) / 2
    sum += surface(shape, at((i + 0.5) / STEPS)) * (at((i + 1) / STEPS) - at(i / STEPS))
  }
  return sum
}

describe('tankVolume', () => {
  test.each(SHAPES)('of a $kind tank equals the integral of its surface at every level', (shape) => {
    for (const share of [0.001, 0.05, 0.3, 0.5, 0.77, 0.999, 1]) {
      const level = share * tankHeight(shape)
      const found = tankVolume(shape, level)
      expect(Math.abs(found / integrated(shape, level) - 1), `${share}`).toBeLessThan(1e-6)
    }
    expect(tankVolume(shape, 0)).toBe(0)
  })
  test.each([
    [SHAPES[0]!, (Math.PI * 21 ** 2 * 16.5) / 4],
    [SHAPES[1]!, (Math.PI * 3.2 ** 2 * 11.4) / 4],
    [SHAPES[2]!, (Math.PI * 15.7 ** 3) / 6],
  ])('of a full %o is that of its body', (shape, cubicMetres) => expect(fullVolume(shape)).toBeCloseTo(cubicMetres, 9))
  test.each([-0.01, 16.51, Number.NaN])('has no level of %s m', (level) =>
    expect(() => tankVolume(SHAPES[0]!, level)).toThrow(RangeError),
  )
})

describe('contentsOf', () => {
  const tank = { ...SHAPES[0]!, capacity: 5000, density: 0.8 }
  const read = (value: number | null, unit = 'm', known = true) => ({ value, unit, known })
  test('counts the highest of the sensors that are live, in its own unit', () => {
    const found = contentsOf(tank, [read(3), read(4200, 'mm'), read(9, 'm', false)])
    expect(found).toMatchObject({ is: 'known', level: 4.2, overCapacity: false })
    expect(found).toMatchObject({ mass: expect.closeTo(0.8 * Math.PI * 10.5 ** 2 * 4.2, 6) })
  })
  test.each([
    ['unmeasured', tank, [read(50, '%')]],
    ['silent', tank, [read(3, 'm', false), read(null)]],
    ['impossible', tank, [read(16.6)]],
    ['impossible', tank, [read(-0.1)]],
    ['hidden', { ...tank, extent: null, capacity: null, density: null }, [read(3)]],
  ] as const)('is %s rather than a made-up number', (is, of, reads) => expect(contentsOf(of, reads)).toEqual({ is }))
  test('says where more is in it than its file says it holds', () =>
    expect(contentsOf(tank, [read(15)])).toMatchObject({ overCapacity: true, mass: expect.closeTo(4156.32, 1) }))
})

test('full tanks are told where they hold more than q, as exactly as both are written, and no tank without a density adds', () => {
  const tank = (capacity: number | null, density: number | null) => ({ capacity, density })
  const two = [tank(100, 0.79), tank(50, 0.82)]
  expect(overDesign(119.9, two)).toBeCloseTo(120, 9)
  expect(overDesign(120, two)).toBeUndefined()
  // 3 × 0.1 is 0.30000000000000004 to a machine
  expect(overDesign(0.3, [tank(0.1, 1), tank(0.1, 1), tank(0.1, 1)])).toBeUndefined()
  expect(overDesign(78, [...two, tank(9000, null)])).toBeCloseTo(120, 9)
  expect(overDesign(120, [...two, tank(9000, null), tank(null, null)])).toBeUndefined()
  expect(overDesign(null, two)).toBeUndefined()
  expect(overDesign(0, [])).toBeUndefined()
})

test('live tonnes are over only where those that are known are, and say how many tanks are not', () => {
  const known = (mass: number | null): TankContents => ({ is: 'known', level: 1, share: 0.5, volume: 1, mass, overCapacity: false }) // prettier-ignore
  const tanks = [
    { substance: 1, contents: known(60) },
    { substance: 1, contents: known(41) },
    { substance: 1, contents: { is: 'silent' } as const },
    { substance: 2, contents: known(null) },
    { substance: null, contents: known(900) },
  ]
  expect(liveSums(new Map([[1, 100], [2, 5], [3, 7]]), tanks)).toEqual([
    { substance: 1, tonnes: 101, tanks: 3, unknown: 1, over: true },
    { substance: 2, tonnes: 0, tanks: 1, unknown: 1, over: false },
  ]) // prettier-ignore
  expect(liveSums(new Map([[1, 101]]), tanks)[0]!.over).toBe(false)
  expect(liveSums(new Map([[1, null]]), tanks)[0]!.over).toBe(false)
})
