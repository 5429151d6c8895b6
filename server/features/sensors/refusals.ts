import { problem } from '../../http/problems.ts'

type Words = readonly [zh: string, en: string]

/** Of a link to a camera that is none. */
export const LINK_FORM: Words = [
  '视频链接须以 https:// 开头，写明主机（小写英文或数字），不含用户名和口令、空格；请改为视频平台提供的 https 链接。',
  'The link of a camera begins with https:// and names its host in lower case, without login and blanks: use the https link of the video platform.',
]

/** Refusals of the database by the name of the constraint, with the place in the body that they are about. */
const BY_CONSTRAINT: Readonly<Record<string, readonly [words: Words, at?: string]>> = {
  sensor_code: [['该危险源已有同位号的监测点；请换一个位号。', 'The source has a sensor of that tag already: choose another tag.'], 'body.code'],
  sensor_range: [['量程下限须小于上限；请改正。', 'The range must begin below its end: correct it.'], 'body.rangeLow'],
  sensor_limits: [['限值须按 LL ≤ L < H ≤ HH；请改正。', 'Limits must be in order LL ≤ L < H ≤ HH: correct them.'], 'body.limitHigh'],
  sensor_range_reached: [['限值在量程之外，永远不会触发；请改正限值或量程。', 'A limit lies outside the range and would never be reached: correct the limit or the range.'], 'body.limitHigh'],
  sensor_combustible: [['可燃气体一级报警不得高于 25 %LEL，二级不得高于 50 %LEL（GB/T 50493-2019）；请改正限值。', 'The first alarm of combustible gas is at 25 %LEL at most, the second at 50 (GB/T 50493-2019): correct the limits.'], 'body.limitHigh'],
  sensor_toxic: [['有毒气体一级报警不得高于 100 % OEL，二级不得高于 200 % OEL（GB/T 50493-2019）；请改正限值。', 'The first alarm of toxic gas is at 100 % OEL at most, the second at 200 (GB/T 50493-2019): correct the limits.'], 'body.limitHigh'],
  sensor_gas_limits: [['可燃、有毒气体监测点须有一级（H）和二级（HH）报警限（GB/T 50493-2019）；请补全。', 'Alarms of combustible and toxic gas have limits of both stages, H and HH (GB/T 50493-2019): give both.'], 'body.limitHigh'],
  sensor_cadence_most: [['上报周期过长：气体、火焰最长 300 秒，其他最长 3600 秒；请改短。', 'The cadence is too long: 300 s at most for gas and fire, 3600 s for others: shorten it.'], 'body.cadence'],
  sensor_kind_kept: [['该监测点已有数据，不能再改类型和单位；请停用后新增一个。', 'The sensor has sent values, so kind and unit stay: switch it off and add another.'], 'body.kind'],
  sensor_alarms: [['该监测点的限值报警尚未消除，此时不能改限值、量程、网关或停用；请先处置报警。', 'An alarm of its limits stands: limits, range, gateway and use cannot be changed until it has cleared.']],
  sensor_gas: [['只有可燃、有毒气体监测点有气体；请清空气体或更改类型。', 'Only alarms of combustible or toxic gas have a gas: empty it, or choose another kind.'], 'body.gas'],
  sensor_gateway_own: [['该网关不属于本企业；请重新选择。', 'The gateway is of another enterprise: choose again.'], 'body.gateway'],
  sensor_gateway_fkey: [['没有这个网关；请重新选择。', 'No such gateway: choose again.'], 'body.gateway'],
  sensor_tank_own: [['该储罐不属于这个危险源；请重新选择。', 'The tank belongs to another source: choose again.'], 'body.tank'],
  sensor_link: [LINK_FORM, 'body.link'],
  sensor_video_kept: [['视频与监测点不能互改；请删除后按新类型新增。', 'A camera stays a camera, and a sensor a sensor: remove it and add the other.'], 'body.kind'],
  sensor_has_values: [['该监测点已有数据，按规定须保存，不能删除；请改为停用。', 'The sensor has sent values, which must be kept: switch it off instead.']],
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
