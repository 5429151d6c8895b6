import { problem } from '../../http/problems.ts'

type Words = readonly [zh: string, en: string]

/** Refusals of the database by the name of the constraint, with the place in the body that they are about. */
const BY_CONSTRAINT: Readonly<Record<string, readonly [words: Words, at?: string]>> = {
  tank_tag: [['该危险源已有同位号的储罐；请换一个位号。', 'The source has a tank of that tag already: choose another tag.'], 'body.tag'],
  tank_extent_told: [['立式罐须填罐高，卧式罐须填罐长，球罐不填；请改正。', 'A vertical tank has a height, a horizontal one a length, a sphere neither: correct it.'], 'body.extent'],
  tank_holds: [['容积超过按直径和高（长）算得体积的 1.3 倍；请核对三个尺寸。', 'The capacity is more than 1.3 times the volume of these dimensions: check all three.'], 'body.capacity'],
  tank_substance: [['物质不在该危险源的清单中；请重新选择。', 'The substance is not in the inventory of the source: choose again.'], 'body.substance'],
  sensor_alarms_stand: [['该储罐监测点的报警尚未消除，此时不能删除储罐；请先处置报警。', 'An alarm of a sensor of the tank stands: the tank cannot be removed until it has cleared.']],
  tank_beyond: [['储罐的外缘伸出单元边界；请核对位置和尺寸，或先扩大边界。', 'The tank reaches beyond the bound of the unit: check its place and dimensions, or widen the bound first.'], 'body.position'],
  tank_overlap: [['储罐与本单元的另一座储罐重叠；请核对两座罐的位置和尺寸。', 'The tank covers ground of another tank of the unit: check places and dimensions of both.'], 'body.position'],
  tank_outside: [['储罐在单元边界之外；请改正位置，或先扩大边界。', 'The tank stands outside the bound of the unit: correct its place, or widen the bound first.'], 'body.position'],
} // prettier-ignore

/** Does it; a refusal of the database becomes a problem that a person can act on. */
export async function refusing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const { constraint } = error as { constraint?: unknown }
    const [words, at] = BY_CONSTRAINT[String(constraint)] ?? []
    throw words ? problem('entry-refused', words, at) : error
  }
}
