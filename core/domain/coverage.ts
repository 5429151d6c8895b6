/** What the proof of coverage 无盲区证明 looks for, in the order in which it is told. */
export const FAULT_KINDS = [
  'territory-gap',
  'territory-overlap',
  'territory-outside',
  'enterprise-no-grid',
  'enterprise-no-lead',
  'enterprise-two-leads',
  'industry-ownerless',
  'class-a-leader',
  'node-person',
  'chief-overload',
  'visit-overdue',
  'source-responsible',
  'place-register',
] as const
export type FaultKind = (typeof FAULT_KINDS)[number]

/** Why a node of the grid has no person: a name that names nobody, a phone that rings nowhere, a person who left. */
export const NODE_REASONS = ['nobody', 'no-phone', 'left'] as const
export type NodeReason = (typeof NODE_REASONS)[number]

interface Words {
  readonly zh: string
  readonly en: string
}
export const FAULT_KIND_WORDS: Readonly<Record<FaultKind, Words>> = {
  'territory-gap': { zh: '网格空白', en: 'Gap in the territory' },
  'territory-overlap': { zh: '网格重叠', en: 'Territory covered twice' },
  'territory-outside': { zh: '网格越界', en: 'Grid outside the district' },
  'enterprise-no-grid': { zh: '单位无网格', en: 'Enterprise without grid' },
  'enterprise-no-lead': { zh: '单位无主管部门', en: 'Enterprise without lead unit' },
  'enterprise-two-leads': { zh: '单位两家主管', en: 'Enterprise with two lead units' },
  'industry-ownerless': { zh: '行业无主', en: 'Ownerless industry' },
  'class-a-leader': { zh: 'A 类无分包领导', en: 'Class A without leader' },
  'node-person': { zh: '网格缺责任人', en: 'Grid node without a person' },
  'chief-overload': { zh: '网格长超负荷', en: 'Chief overloaded' },
  'visit-overdue': { zh: '超周期未查', en: 'Visit overdue' },
  'source-responsible': { zh: '包保责任人不全', en: 'Source lacking who answers' },
  'place-register': { zh: '园区楼宇未登记', en: 'Park or tower not registered' },
}
export const NODE_REASON_WORDS: Readonly<Record<NodeReason, Words>> = {
  nobody: { zh: '没有写明姓名', en: 'names nobody' },
  'no-phone': { zh: '电话打不通', en: 'phone rings nowhere' },
  left: { zh: '负责人已离任', en: 'the person left' },
}
