/** Special works 特殊作业 by GB 30871-2022: kinds, levels, how long a ticket holds, when gas is tested. The database holds the same. */
export const WORK_KINDS = ['hot', 'confined', 'blind', 'height', 'lifting', 'power', 'digging', 'road'] as const
export type WorkKind = (typeof WORK_KINDS)[number]
export const WORK_LEVELS = ['special', 'first', 'second', 'third', 'fourth'] as const
export type WorkLevel = (typeof WORK_LEVELS)[number]
export const WORK_STATES = ['filed', 'working', 'paused', 'ended', 'cancelled'] as const
export type WorkState = (typeof WORK_STATES)[number]
/** What can be done to a work, and what it is then. */
export const WORK_STEPS = { begin: 'working', pause: 'paused', resume: 'working', end: 'ended', cancel: 'cancelled' } as const // prettier-ignore
export type WorkStep = keyof typeof WORK_STEPS
/** Steps from each state. */
export const STEPS_FROM: Readonly<Record<WorkState, readonly WorkStep[]>> = {
  filed: ['begin', 'cancel'],
  working: ['pause', 'end'],
  paused: ['resume', 'end'],
  ended: [],
  cancelled: [],
}

/** Levels of those kinds that have any. */
export const LEVELS_OF: Readonly<Record<WorkKind, readonly WorkLevel[]>> = {
  hot: ['special', 'first', 'second'],
  confined: [],
  blind: [],
  height: ['first', 'second', 'third', 'fourth'],
  lifting: ['first', 'second', 'third'],
  power: [],
  digging: [],
  road: [],
}

/** Where hot work is done: `running` on plant that runs 运行中的装置、设备、管道、储罐等部位, in the `dike` of a tank area of a major hazard 重大危险源罐区防火堤内. */
export const WORK_ZONES = ['running', 'dike', 'other'] as const
export type WorkZone = (typeof WORK_ZONES)[number]

/**
 * Levels that a work may be filed with. On running plant and in the dike of a major hazard hot work is special (GB 30871-2022, 5.1.2); a storage unit
 * of a major hazard is bounded by its dike or walls (GB 18218-2018), and hot work at one is of the first level at least: the product's own.
 */
export function levelsAllowed(kind: WorkKind, zone: WorkZone | null, atMajorStorage: boolean): readonly WorkLevel[] {
  if (kind !== 'hot') return LEVELS_OF[kind]
  if (zone === 'running' || zone === 'dike') return ['special']
  return atMajorStorage ? ['special', 'first'] : LEVELS_OF.hot
}

/** A name as it is compared: neither width, case, spaces nor the dot within it make it another. app.name_key in SQL says the same. */
export const nameKey = (name: string): string =>
  name
    .normalize('NFKC')
    .replaceAll(/[\s\u200b-\u200d\u2060\ufeff\u00b7\u30fb]+/g, '')
    .toLowerCase()

/** Most hours that a ticket holds; undefined where the standard gives none. `extended`: temporary power with a reason. */
export function workHours(kind: WorkKind, level: WorkLevel | null, extended = false): number | undefined {
  if (kind === 'hot') return level === 'second' ? 72 : 8
  if (kind === 'confined') return 24
  if (kind === 'height') return 7 * 24
  if (kind === 'power') return (extended ? 30 : 15) * 24
  return undefined
}

/** Oxygen in %: of hot work the upper bound is another. Combustible in %LEL well below the first alarm (GB 30871 limits it by volume: 10 %LEL is the product's own, on the safe side), toxic gas in %OEL below its limit. */
export const GAS_LIMITS = { oxygenLow: 19.5, oxygenHigh: 21, oxygenHighHot: 23.5, combustible: 10, toxic: 100 } as const
