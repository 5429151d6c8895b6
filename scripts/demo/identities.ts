import type { DemoEnterprise } from './enterprises.ts'

interface Identity {
  readonly key: string
  readonly role: 'government' | 'department' | 'grid' | 'enterprise' | 'system' | 'security' | 'audit' | 'public'
  readonly label: string
  readonly label_en: string
  /** Names of level-3 grids, name of a member unit, code of an enterprise: joined in SQL. */
  readonly grids?: readonly string[]
  readonly department?: string
  readonly enterprise?: string
}

/** The plant whose enterprise can be tried at the screen. */
export const OWN_PLANT = '鲸跃精细化工'

/** Rows of `demo_identity`: who may be tried at the screen. */
export function identityRows(enterprises: readonly DemoEnterprise[]) {
  const plant = enterprises.find((each) => each.plant?.name === OWN_PLANT)
  const identities: Identity[] = [
    { key: 'duty', role: 'government', label: '值班员 · 指挥中心', label_en: 'Duty officer · command centre' },
    { key: 'leader', role: 'government', label: '分管领导', label_en: 'Leader in charge' },
    { key: 'department-emergency', role: 'department', label: '成员单位 · 应急管理局', label_en: 'Member unit · Emergency Management Bureau', department: '应急管理局' },
    { key: 'department-housing', role: 'department', label: '成员单位 · 住房和建设管理局', label_en: 'Member unit · Housing and Construction Bureau', department: '住房和建设管理局' },
    { key: 'grid-materials', role: 'grid', label: '网格长 · 新材园', label_en: 'Grid chief · Xincaiyuan', grids: ['新材园'] },
    { key: 'grid-harbour', role: 'grid', label: '网格长 · 渔港里', label_en: 'Grid chief · Yugangli', grids: ['渔港里'] },
    { key: 'enterprise-plant', role: 'enterprise', label: '企业 · 鲸跃精细化工（演示）', label_en: 'Enterprise · Jingyue Fine Chemicals (demo)', enterprise: plant?.code ?? '' },
    { key: 'system', role: 'system', label: '系统管理员', label_en: 'System administrator' },
    { key: 'security', role: 'security', label: '安全管理员', label_en: 'Security administrator' },
    { key: 'audit', role: 'audit', label: '审计管理员', label_en: 'Audit administrator' },
    { key: 'public', role: 'public', label: '公众', label_en: 'Public' },
  ] // prettier-ignore
  return identities.map((each, i) => ({ grids: [], department: null, enterprise: null, ...each, position: i + 1 }))
}
