/**
 * Who answers for a major hazard source 包保责任: three offices, what each has to do and how often it checks. Rule BB-1; the database holds
 * the same days in app.responsible_until.
 */
export const RESPONSIBLE_RULE = 'BB-1'

export const SOURCE_OFFICES = ['principal', 'technical', 'operational'] as const
export type SourceOffice = (typeof SOURCE_OFFICES)[number]

/** Where the rule comes from, as it stands beside what it judges. */
export const RESPONSIBLE_BASIS = {
  zh: '检查周期依 AQ 3072-2026（2026-09-30 起施行）：主要负责人每半年、技术负责人每季度、操作负责人每周至少一次；职责为据应急厅〔2021〕12 号归纳的要点，以原文为准。',
  en: 'Checks by AQ 3072-2026, in force since 2026-09-30: the principal every half-year, the technical officer every quarter, the operational one every week, at least; duties summed up after 应急厅〔2021〕12号, whose text holds.',
} as const

interface Duty {
  readonly zh: string
  readonly en: string
}
interface OfficeRule {
  /** Next check at the latest so long after the latest one, by the calendar of China; the last day counts in full. */
  readonly every: { readonly days: number } | { readonly months: number }
  readonly duties: readonly Duty[]
}

export const OFFICE_RULES: Readonly<Record<SourceOffice, OfficeRule>> = {
  principal: {
    every: { months: 6 },
    duties: [
      { zh: '建立包保责任制，指定技术负责人和操作负责人', en: 'Sets up the system and names the technical and the operational officer' },
      { zh: '组织制定规章制度和操作规程并保证执行', en: 'Has rules and operating procedures made, and sees them kept' },
      { zh: '组织管理和操作岗位人员培训，保证安全投入', en: 'Has people trained, and provides the means' },
      { zh: '督促、检查重大危险源安全生产工作', en: 'Urges on and checks the safety of the source' },
      { zh: '组织制定并实施事故应急救援预案', en: 'Has the emergency plan made and carried out' },
      { zh: '组织填报登记信息，保证监测监控数据接入预警系统', en: 'Has the source registered, and its readings sent to the warning system' },
    ],
  },
  technical: {
    every: { months: 3 },
    duties: [
      { zh: '组织建设监测监控体系，保证符合标准', en: 'Has monitoring built to the standards' },
      { zh: '组织安全设施和监测监控系统的检测、检验和维护', en: 'Has safety devices and monitoring tested, inspected and maintained' },
      { zh: '风险超过可容许标准的，组织采取措施降低', en: 'Has risk beyond what is tolerable brought down' },
      { zh: '审查外来施工单位及人员、变更管理', en: 'Reviews contractors and changes' },
      { zh: '每季度至少组织一次针对性风险隐患排查', en: 'Has hazards searched for every quarter at least' },
      { zh: '组织演练专项预案和现场处置方案', en: 'Has emergency plans drilled' },
    ],
  },
  operational: {
    every: { days: 7 },
    duties: [
      { zh: '督促检查各岗位执行规章制度和操作规程', en: 'Sees rules and procedures kept at every post' },
      { zh: '对特殊作业、检维修作业监督检查，落实管控措施', en: 'Watches over special works and maintenance' },
      { zh: '每周至少组织一次风险隐患排查', en: 'Has hazards searched for every week at least' },
      { zh: '及时消除事故隐患', en: 'Has hazards removed in time' },
    ],
  },
} // prettier-ignore

/** Days from the assessment of a graded source within which it is filed with the county's regulator (危险化学品重大危险源监督管理暂行规定 23). */
export const FILING_DAYS = 15
/** Days back for which a check can still be written down. */
export const MOST_CHECK_DAYS = 31
