import { expect, test } from 'vitest'
import { fromWgs84, toWgs84 } from '#server/files/datum.ts'
import { cases, proves } from '../sample.ts'
import { inverse, type Position, toBaidu, toGcj } from './datumOracle.ts'

const JUDGED = 'server/files/datum.ts'
const JUDGE = 'GCJ-02 and BD-09 restated term by term; their inverses by Newton’s method to 1e-12°'
/** Degrees. The formulas agree to the last digits; ways back are iterated to a tenth of a metre, BD-09 by two of them. */
const EXACT = 2e-9
const INVERSE = 2e-6
const TWO_INVERSES = 3e-6

/** `[west, south, east, north]` degrees. */
type Box = readonly [number, number, number, number]
const CHINA: Box = [73.5, 3.5, 135.1, 53.6]
/** Where GCJ-02 may or may not shift, by outlines that this test does not know. */
const UNDECIDED: readonly Box[] = [
  [113.4, 21.9, 114.7, 22.7],
  [118.9, 21.4, 122.5, 25.9],
]
/** Well inside Hong Kong with its islands, Macao, Taiwan and Penghu, and beyond the box in which GCJ-02 is defined. */
const UNSHIFTED: readonly Box[] = [
  [113.9, 22.2, 114.3, 22.42],
  [113.551, 22.11, 113.6, 22.195],
  [120.3, 22, 121.5, 24.6],
  [119.4, 23.3, 119.7, 23.7],
  [60, 3, 71.9, 55],
  [137.9, 3, 150, 55],
  [75, -20, 135, 0.8],
  [75, 55.9, 135, 70],
]
/** Beside them on the mainland: Shenzhen, Zhuhai and Zhongshan, Xiamen and Quanzhou. */
const BESIDE: readonly Box[] = [
  [113.9, 22.58, 114.4, 22.69],
  [113.41, 22.2, 113.5, 22.5],
  [118.05, 24.45, 119, 25.4],
]

const within = ([x, y]: Position, [west, south, east, north]: Box) => x >= west && x <= east && y >= south && y <= north

/** About `count` positions in a grid over a box, by the ratio of its sides. */
function* grid([west, south, east, north]: Box, count: number): Generator<Position> {
  const step = Math.sqrt(((east - west) * (north - south)) / count)
  for (let x = west + step / 3; x < east; x += step) for (let y = south + step / 3; y < north; y += step) yield [x, y]
}
const china = (count: number) => [...grid(CHINA, count)].filter((at) => !UNDECIDED.some((box) => within(at, box)))
const shifted = () => [...china(cases(2000, 300_000)), ...BESIDE.flatMap((box) => [...grid(box, cases(50, 2000))])]

/** Greatest distance along an axis, degrees, and where it is. */
function farthest(positions: readonly Position[], found: (at: Position) => Position, wanted: (at: Position) => Position) {
  let worst = { off: 0, at: positions[0] }
  for (const at of positions) {
    const [one, other] = [found(at), wanted(at)]
    const off = Math.max(Math.abs(one[0] - other[0]), Math.abs(one[1] - other[1]))
    if (!(off <= worst.off)) worst = { off, at }
  }
  return worst
} // prettier-ignore

test.for([
  ['From WGS 84 to GCJ-02 over China', (at) => fromWgs84(at, 'gcj02'), toGcj, EXACT],
  ['From WGS 84 to BD-09 over China', (at) => fromWgs84(at, 'bd09'), (at) => toBaidu(toGcj(at)), EXACT],
  ['From GCJ-02 to WGS 84 over China', (at) => toWgs84(at, 'gcj02'), (at) => inverse(toGcj, at), INVERSE],
  ['From BD-09 to WGS 84 over China', (at) => toWgs84(at, 'bd09'), (at) => inverse((from) => toBaidu(toGcj(from)), at), TWO_INVERSES],
] as const satisfies readonly (readonly [string, (at: Position) => Position, (at: Position) => Position, number])[])(
  '%s',
  ([what, found, wanted, tolerance], context) => {
    const compared = proves(context, { claim: `${what}, to ${tolerance}°`, judged: JUDGED, judge: JUDGE })
    const positions = shifted()
    const { off, at } = farthest(positions, found, wanted)
    expect(off, String(at)).toBeLessThan(tolerance)
    compared(positions.length)
  },
) // prettier-ignore

test('nothing shifts in Hong Kong, Macao, Taiwan and abroad', (context) => {
  const compared = proves(context, {
    claim: 'GCJ-02 is WGS 84 in Hong Kong, Macao, Taiwan and outside its box, both ways and to the last digit',
    judged: JUDGED,
    judge: 'boxes well inside each of them, by hand',
  })
  const positions = UNSHIFTED.flatMap((box) => [...grid(box, cases(100, 10_000))])
  const moved = positions.filter((at) => String([toWgs84(at, 'gcj02'), fromWgs84(at, 'gcj02')]) !== String([at, at]))
  expect(moved).toEqual([])
  compared(positions.length)
})
