import { signedArea, toPlane } from './map/plane.ts'
import type { Point, Ring } from './map/plane.ts'
import { spotsIn } from './lots.ts'
import type { DrawnDistrict } from './drawn.ts'
import type { Random } from './random.ts'

const SURNAMES = '陆沈顾叶苏程林江余方石白夏秋温柏云乔安季简艾丛蓝辛元'
const GIVEN = ['青禾', '一舟', '望舒', '知远', '若水', '景行', '清和', '照野', '予安', '南乔', '怀瑾', '听澜', '长风', '晓岚', '云帆', '子衿', '明川', '初夏', '星野', '海棠', '一鸣', '松月', '沐阳', '远山', '书白', '半夏', '朝露', '鹿鸣'] // prettier-ignore

/** A person's name that nobody in particular bears. */
export const personName = (random: Random) => `${random.pick([...SURNAMES])}${random.pick(GIVEN)}`

/** A line in a number range that is not given out: 0535-0000001 … */
export const phoneNumber = (n: number) => `0535-0${String(n).padStart(6, '0')}`

/** Permanent residents of the model district, a GHS-POP estimate and no count. */
export const RESIDENTS = 82_292

const POINTS_A_BLOCK = 22

/** Rows of `population_point`: houses in tidy rows in the living blocks, whole people, together exactly `RESIDENTS`. */
export function populationRows(drawn: DrawnDistrict, random: Random): { people: number; at: Point }[] {
  const houses = drawn.blocks.flatMap((block) => {
    if (block.use !== 'living') return []
    const dense = 0.6 + random.next() * 0.8
    const spots = spotsIn(block, random.chance(0.5) ? [6, 4] : [5, 5])
    const size = Math.abs(signedArea((block.ring as Ring).map(toPlane))) / 80_000
    return spots.slice(0, POINTS_A_BLOCK).map((at) => ({ at, weight: dense * (0.7 + 0.6 * random.next()) * Math.min(1, size + 0.3) }))
  }) // prettier-ignore
  const dormitories = drawn.blocks
    .filter((block) => block.use === 'industry' || block.use === 'logistics')
    .filter(() => random.chance(0.1))
    .map((block) => ({ at: spotsIn(block, [4, 4])[0], weight: 0.2 + 0.7 * random.next() }))
  const all = [...houses, ...dormitories.flatMap(({ at, weight }) => (at ? [{ at, weight }] : []))]
  return share(all)
}

/** Largest remainders: whole numbers, at least one each, that sum exactly. */
function share(houses: readonly { at: Point; weight: number }[]): { people: number; at: Point }[] {
  const total = houses.reduce((sum, house) => sum + house.weight, 0)
  const exact = houses.map(({ weight }) => Math.max(1, (weight / total) * RESIDENTS))
  const rows = houses.map(({ at }, i) => ({ at, people: Math.floor(exact[i] ?? 1) }))
  const order = exact.map((value, i) => ({ i, rest: value % 1 })).sort((a, b) => b.rest - a.rest || a.i - b.i)
  let missing = RESIDENTS - rows.reduce((sum, row) => sum + row.people, 0)
  for (let k = 0; missing > 0; k = (k + 1) % order.length, missing--) {
    const row = rows[order[k]?.i ?? 0]
    if (row) row.people += 1
  }
  return rows
}
