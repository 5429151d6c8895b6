import type { EnterpriseFile } from '#core/contract/enterprises.ts'
import type { HazardRow } from '#core/contract/hazards.ts'
import { HAZARD_STATE_WORDS, type HazardState } from '#core/domain/hazardStates.ts'
import type { HazardSource } from '#core/contract/hazardSources.ts'

export type Language = 'zh' | 'en'

/** A word in both languages. */
export type Word = readonly [zh: string, en: string]
export const say = ([zh, en]: Word, language: Language) => (language === 'zh' ? zh : en)

const RISKS: readonly Word[] = [
  ['未评级', 'Not rated'],
  ['重大风险', 'Major'],
  ['较大风险', 'Considerable'],
  ['一般风险', 'Moderate'],
  ['低风险', 'Low'],
]
const LEVELS: readonly Word[] = [
  ['', ''],
  ['一级', 'Level 1'],
  ['二级', 'Level 2'],
  ['三级', 'Level 3'],
  ['四级', 'Level 4'],
]
const HAZARD_SOURCES: Readonly<Record<HazardRow['source'], Word>> = {
  self: ['企业自查', 'Self-check'],
  patrol: ['网格巡查', 'Patrol'],
  enforcement: ['执法检查', 'Enforcement'],
  expert: ['专家诊断', 'Expert'],
  'third-party': ['第三方', 'Third party'],
  report: ['举报', 'Report'],
  sensor: ['监测', 'Sensor'],
}
const UNIT_KINDS: Readonly<Record<HazardSource['unitKind'], Word>> = {
  production: ['生产单元', 'Production unit'],
  storage: ['储存单元', 'Storage unit'],
}

const STATUSES: Readonly<Record<EnterpriseFile['status'], Word>> = {
  active: ['在业', 'active'],
  suspended: ['停业', 'suspended'],
  closed: ['注销', 'closed'],
}

/** Risk colour of an enterprise; null is 未评级. */
export const enterpriseRisk = (risk: number | null, language: Language): string =>
  say(RISKS[risk ?? 0] ?? ['', ''], language)
/** Level of a major hazard source; empty where there is none. */
export const levelWord = (level: number | null, language: Language): string =>
  say(LEVELS[level ?? 0] ?? ['', ''], language)
export const classWord = (name: string | null, language: Language): string =>
  name === null ? '' : say([`${name} 类`, `Class ${name}`], language)
export const stateWord = (state: HazardState, language: Language): string => HAZARD_STATE_WORDS[state][language]
export const hazardSourceWord = (source: HazardRow['source'], language: Language): string =>
  say(HAZARD_SOURCES[source], language)
export const unitKindWord = (kind: HazardSource['unitKind'], language: Language): string =>
  say(UNIT_KINDS[kind], language)
/** As an import reads it again. */
export const statusWord = (status: EnterpriseFile['status'], language: Language): string =>
  say(STATUSES[status], language)
export const yesNo = (yes: boolean, language: Language): string => say(yes ? ['是', 'yes'] : ['否', 'no'], language)
/** Level of a hazard. */
export const levelWordOf = (level: 'general' | 'major', language: Language): string =>
  say(level === 'major' ? ['重大隐患', 'Major'] : ['一般隐患', 'General'], language)
