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
  sensor_gas_kept: [['该监测点已有数据，不能再改气体；请停用后新增一个。', 'The sensor has sent values, so its gas stays: switch it off and add another.'], 'body.gas'],
  sensor_unit: [['可燃气体的单位只能是 %LEL，有毒气体 mg/m³，氧气 %VOL；请改正。', 'Combustible gas is in %LEL alone, toxic gas in mg/m³, oxygen in %VOL: correct the unit.'], 'body.unit'],
  sensor_toxic_gas: [['有毒气体须按分子式选自标准所列气体（如 NH3、H2S、CO），否则无法核对限值；请填写。', 'A toxic gas is named by its formula among those of the standard (such as NH3, H2S, CO), or its limits cannot be held: give it.'], 'body.gas'],
  sensor_oxygen: [['氧气须有下限 L ≥ 19.5 %VOL 和上限 H ≤ 23.5 %VOL（GB/T 50493-2019）；请改正限值。', 'Oxygen has limits L of 19.5 %VOL at least and H of 23.5 at most (GB/T 50493-2019): correct them.'], 'body.limitLow'],
  sensor_fire: [['火焰监测点须有上限 H（0 与 1 之间，含 1），否则永不报警；请填写。', 'A fire detector has a limit H above 0 and up to 1, or it would never alarm: give it.'], 'body.limitHigh'],
  sensor_span: [['量程不合该类监测点：可燃气体 0–100 %LEL，氧气 0 至 25–30 %VOL，有毒气体自 0 起、上限为标准二级报警值的 1.25–40 倍，火焰 0–1，温度 -273.15–2000 ℃，压力至 300 MPa，液位 -10–200 m，其他 ±100000；请改正。', 'The range does not fit the kind: combustible gas 0–100 %LEL, oxygen from 0 to 25–30 %VOL, toxic gas from 0 to 1.25–40 times the second limit of the standard, fire 0–1, temperature −273.15–2000 ℃, pressure up to 300 MPa, level −10–200 m, others ±100000: correct it.'], 'body.rangeHigh'],
  sensor_alarms: [['该监测点的限值报警尚未消除，此时不能改限值、量程、气体或停用，网关只能换成本企业另一个在用的（非重放）网关；请先处置报警。', 'An alarm of its limits stands: until it has cleared, limits, range, gas and use stay, and only another gateway in use that measures may speak for it.']],
  sensor_alarms_stand: [['该监测点或其网关的报警尚未消除，此时不能改上报周期、量程或储罐；数据恢复正常、报警消除后再改。', 'An alarm of the sensor or of its gateway stands: cadence, range and tank cannot be changed until readings have cleared it.'], 'body.cadence'],
  sensor_alarms_use: [['该监测点或其网关的报警尚未消除，企业不能停用；请恢复数据、登记检修，或请区里停用。', 'An alarm of the sensor or of its gateway stands, and an enterprise cannot switch it off: let it send again, announce maintenance, or ask the district.'], 'body.enabled'],
  alarm_rule_bound_kind: [['该监测点单独设定的报警规则超过新类型允许的延时或回差；请先改小规则再改类型。', 'The rule of this sensor is beyond the bounds of the new kind: make its delays and dead band less first.'], 'body.kind'],
  sensor_gas: [['只有可燃、有毒气体监测点有气体；请清空气体或更改类型。', 'Only alarms of combustible or toxic gas have a gas: empty it, or choose another kind.'], 'body.gas'],
  sensor_gateway_own: [['该网关不属于本企业；请重新选择。', 'The gateway is of another enterprise: choose again.'], 'body.gateway'],
  sensor_gateway_fkey: [['没有这个网关；请重新选择。', 'No such gateway: choose again.'], 'body.gateway'],
  sensor_tank_own: [['该储罐不属于这个危险源；请重新选择。', 'The tank belongs to another source: choose again.'], 'body.tank'],
  sensor_link: [LINK_FORM, 'body.link'],
  sensor_video_kept: [['视频与监测点不能互改；请删除后按新类型新增。', 'A camera stays a camera, and a sensor a sensor: remove it and add the other.'], 'body.kind'],
  sensor_was_served: [['该监测点在役已满 10 分钟，其在役时间计入在线率，不能删除；请改为停用。', 'The sensor was in use for 10 minutes or more, and its time is part of the on-line rate: switch it off instead.']],
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
