/**
 * Kinds of hazards 隐患类型: by what is wrong, so that it is seen when the same comes back. No standard lists them for all trades;
 * this list is the product's own.
 */
export const HAZARD_KIND_WORDS = {
  fire: { zh: '消防与疏散', en: 'Fire and escape' },
  electrical: { zh: '用电', en: 'Electrical' },
  chemical: { zh: '危险化学品与燃气', en: 'Chemicals and gas' },
  equipment: { zh: '设备设施', en: 'Equipment' },
  'special-work': { zh: '特殊作业', en: 'Special work' },
  site: { zh: '作业现场', en: 'Workplace' },
  protection: { zh: '防护与警示', en: 'Guards and signs' },
  management: { zh: '基础管理', en: 'Management' },
  other: { zh: '其他', en: 'Other' },
} as const
export type HazardKind = keyof typeof HAZARD_KIND_WORDS
export const HAZARD_KINDS = Object.keys(HAZARD_KIND_WORDS) as [HazardKind, ...HazardKind[]]
