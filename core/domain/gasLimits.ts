import type { SensorKind } from './sensors.ts'

/** Alarm limits as a standard has them, and where they stand. */
export interface StandardLimits {
  readonly unit: string
  readonly low: number | null
  readonly high: number | null
  readonly highHigh: number | null
  readonly basis: string
}

/**
 * First and second alarm of toxic gases, mg/m³: 100 % and 200 % of the occupational exposure limit of GBZ 2.1, as a secondary table
 * gives them; the name is how people know the gas.
 */
export const TOXIC_GASES = {
  H2S: { name: '硫化氢', first: 10, second: 20 },
  CO: { name: '一氧化碳', first: 20, second: 40 },
  NO2: { name: '二氧化氮', first: 5, second: 10 },
  NO: { name: '一氧化氮', first: 5, second: 10 },
  Cl2: { name: '氯', first: 1, second: 2 },
  CH2O: { name: '甲醛', first: 2, second: 4 },
  H2O2: { name: '过氧化氢', first: 1.5, second: 3 },
  CH3OH: { name: '甲醇', first: 25, second: 50 },
  SO2: { name: '二氧化硫', first: 5, second: 10 },
  NH3: { name: '氨', first: 20, second: 40 },
  C6H6: { name: '苯', first: 6, second: 12 },
  HF: { name: '氟化氢', first: 2, second: 4 },
  HCN: { name: '氰化氢', first: 1, second: 2 },
  HCl: { name: '氯化氢', first: 7.5, second: 15 },
  COCl2: { name: '光气', first: 0.5, second: 1 },
  C2H3Cl: { name: '氯乙烯', first: 10, second: 20 },
  Br2: { name: '溴', first: 0.3, second: 0.6 },
  C3H3N: { name: '丙烯腈', first: 1, second: 2 },
  C7H8: { name: '甲苯', first: 50, second: 100 },
  C6H5OH: { name: '苯酚', first: 10, second: 20 },
  O3: { name: '臭氧', first: 0.3, second: 0.6 },
  C8H10: { name: '二甲苯', first: 50, second: 100 },
  CO2: { name: '二氧化碳', first: 9000, second: 18000 },
} as const satisfies Record<string, { name: string; first: number; second: number }>

const isToxic = (gas: string | null): gas is keyof typeof TOXIC_GASES => gas !== null && Object.hasOwn(TOXIC_GASES, gas)

/** Limits that a gas alarm has by GB/T 50493-2019; undefined where the standard names none for it. */
export function standardLimits(kind: SensorKind, gas: string | null): StandardLimits | undefined {
  if (kind === 'combustible') {
    const basis = 'GB/T 50493-2019：可燃气体一级报警 ≤ 25 %LEL，二级 ≤ 50 %LEL'
    return { unit: '%LEL', low: null, high: 25, highHigh: 50, basis }
  }
  if (kind === 'oxygen') {
    const basis = 'GB/T 50493-2019：氧气欠氧 19.5 %VOL，过氧 23.5 %VOL'
    return { unit: '%VOL', low: 19.5, high: 23.5, highHigh: null, basis }
  }
  if (kind !== 'toxic' || !isToxic(gas)) return undefined
  const { name, first, second } = TOXIC_GASES[gas]
  const basis = `GB/T 50493-2019：${name}一级报警 100 % OEL（${first} mg/m³），二级 200 % OEL（${second} mg/m³）；限值取自 GBZ 2.1 的二手汇编`
  return { unit: 'mg/m³', low: null, high: first, highHigh: second, basis }
}
