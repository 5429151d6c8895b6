import { standardLimits } from '#core/domain/gasLimits.ts'
import type { SensorKind } from '#core/domain/sensors.ts'
import type { DemoEnterprise } from './enterprises.ts'
import type { DemoUnit } from './plants.ts'
import type { Random } from './random.ts'

/** What gateways of the demo are called; the simulator sends for these alone. */
const GATEWAY = '演示网关'
/** Formulas of substances that have a toxic limit; anything else of a source is combustible. */
const TOXIC: Readonly<Record<string, string>> = { 氨: 'NH3', 氯: 'Cl2', '2-丙烯腈': 'C3H3N' }
const BASIS = '演示：操作规程'
const GAS_SECONDS = 30
const SECONDS = 60

interface DemoSensor {
  readonly code: string
  readonly name: string
  readonly kind: SensorKind
  readonly gas: string | null
  readonly unit: string
  readonly range_low: number
  readonly range_high: number
  readonly limit_ll: number | null
  readonly limit_l: number | null
  readonly limit_h: number | null
  readonly limit_hh: number | null
  readonly limits_basis: string | null
  readonly cadence: number
  readonly part: string
}

/** Limits of a measured quantity as shares of its range. */
function measured(kind: SensorKind, name: string, unit: string, high: number) {
  return { kind, name, unit, gas: null, range_low: 0, range_high: high, limits_basis: BASIS, cadence: SECONDS, limit_ll: null, limit_l: null, limit_h: high * 0.85, limit_hh: high * 0.92 } // prettier-ignore
}
function gasAlarm(gas: string | null, part: string): Omit<DemoSensor, 'code'> {
  const standard = standardLimits(gas ? 'toxic' : 'combustible', gas)!
  const kind = gas ? 'toxic' : 'combustible'
  const name = gas ? '有毒气体' : '可燃气体'
  const shared = { kind, name, gas, unit: standard.unit, range_low: 0, cadence: GAS_SECONDS, part } as const
  const range_high = gas ? standard.highHigh! * 5 : 100
  return { ...shared, range_high, limit_ll: null, limit_l: null, limit_h: standard.high, limit_hh: standard.highHigh, limits_basis: standard.basis } // prettier-ignore
}

function sensorsOf({ kind, substances }: DemoUnit, random: Random): DemoSensor[] {
  const part = kind === 'storage' ? '1# 罐' : '1# 装置'
  const round = (value: number) => Math.round(value * 100) / 100
  const level = { ...measured('level', '液位', 'm', random.whole(8, 16)), part }
  const main =
    kind === 'storage'
      ? [{ ...level, limit_ll: round(level.range_high * 0.06), limit_l: round(level.range_high * 0.12) }]
      : [{ ...measured('flow', '进料流量', 'm³/h', random.whole(20, 80)), part }]
  const others = [
    { ...measured('temperature', '温度', '℃', random.pick([60, 80, 120])), part },
    { ...measured('pressure', '压力', 'MPa', random.pick([0.6, 1, 1.6])), part },
  ]
  const gases = [...new Set(substances.map(({ name }) => TOXIC[name] ?? null))]
  const alarms = gases.map((gas) => gasAlarm(gas, '泄漏检测'))
  const tags = { level: 'LT', flow: 'FT', temperature: 'TT', pressure: 'PT', combustible: 'GT', toxic: 'AT' } as const
  return [...main, ...others, ...alarms].map((one, at) => ({
    ...one,
    code: `${tags[one.kind as keyof typeof tags]}-${100 + at + 1}`,
    limit_h: one.limit_h === null ? null : round(one.limit_h),
    limit_hh: one.limit_hh === null ? null : round(one.limit_hh),
  }))
}

/** Rows of `gateway` and `sensor`: one gateway for each plant with major hazard sources, four sensors or more for each source, and one camera at a host that is nobody's. */
export function sensorRows(enterprises: readonly DemoEnterprise[], random: Random) {
  const plants = enterprises.filter(({ plant }) => (plant?.units.length ?? 0) > 0)
  const gateways = plants.map(({ code }) => ({ identifier: code, name: GATEWAY }))
  const sensors = plants.flatMap(({ code, plant }) =>
    plant!.units.flatMap((unit) =>
      sensorsOf(unit, random).map((sensor) => ({ identifier: code, source: unit.name, gateway: GATEWAY, ...sensor })),
    ),
  )
  const videos = plants.slice(0, 1).map(({ code, plant }) => {
    const source = plant!.units[0]!.name
    return { identifier: code, source, code: 'CAM-101', name: '现场视频（演示）', link: 'https://video.example/demo/cam-101', part: '演示链接，不通向真实画面' }
  }) // prettier-ignore
  return { gateways, sensors, videos }
}
