import { expect, test } from 'vitest'
import { type DatumCount, hintDatum } from './datumHint.ts'

const counts = (...each: readonly (readonly [inside: number, sea: number, outside: number])[]): DatumCount[] =>
  ['wgs84', 'gcj02', 'bd09'].flatMap((datum, i) => {
    const [inside = 0, sea = 0, outside = 0] = each[i] ?? []
    return each[i] ? [{ datum, inside, sea, outside }] : []
  })

test.each([
  ['the one that keeps all on land', counts([80, 20, 0], [100, 0, 0], [60, 30, 10]), { datum: 'gcj02', strength: 'strong' }],
  ['weakly, where few points tell', counts([97, 3, 0], [99, 1, 0], [96, 4, 0]), { datum: 'gcj02', strength: 'weak' }],
  ['weakly, where the sample is small', counts([2, 2, 0], [4, 0, 0], [1, 2, 1]), { datum: 'gcj02', strength: 'weak' }],
  ['weakly, where the next is near', counts([100, 0, 0], [95, 0, 5], [60, 0, 40]), { datum: 'wgs84', strength: 'weak' }],
  ['points in the sea weigh more than points outside', counts([90, 0, 10], [90, 10, 0], [50, 0, 50]), { datum: 'wgs84', strength: 'strong' }],
  ['none, where all are alike', counts([100, 0, 0], [100, 0, 0], [100, 0, 0]), { datum: undefined, why: 'all-alike' }],
  ['none, where the two best are alike', counts([100, 0, 0], [50, 0, 50], [100, 0, 0]), { datum: undefined, why: 'all-alike' }],
  ['none, where one point in a thousand tells', counts([1000, 0, 0], [999, 0, 1], [999, 0, 1]), { datum: undefined, why: 'all-alike' }],
  ['none, where it is another district', counts([10, 0, 90], [0, 0, 100], [0, 0, 100]), { datum: undefined, why: 'none-fits' }],
  ['none without points', counts([0, 0, 0], [0, 0, 0], [0, 0, 0]), { datum: undefined, why: 'no-points' }],
  ['none without datums', [], { datum: undefined, why: 'no-points' }],
  ['one datum alone is hinted where it fits', counts([30, 0, 0]), { datum: 'wgs84', strength: 'strong' }],
] as const)('hints %s', (_, given, hint) => {
  expect(hintDatum(given)).toEqual(hint)
  expect(hintDatum([...given].reverse())).toEqual(hint)
}) // prettier-ignore
