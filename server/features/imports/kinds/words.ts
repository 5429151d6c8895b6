/** Words of files for a value of the book, apart by blanks; the value itself is always one of them. */
type Words = Readonly<Record<string, string>>

export const OFFICES: Words = {
  'responsible-person': '主要负责人 负责人 法定代表人 法人代表 企业负责人',
  'safety-manager': '安全管理员 安全员 专职安全员 安全负责人',
  'safety-director': '安全总监',
  'safety-committee': '安委会主任 安委会 安委会成员',
  contact: '联系人',
  staff: '安全管理人员 安全生产管理人员',
}

export const INSPECTION_KINDS: Words = {
  self: '自查 企业自查',
  patrol: '巡查 网格巡查 日常巡查',
  enforcement: '执法 执法检查 监督检查 行政检查',
  joint: '联合 联合检查',
  expert: '专家 专家检查',
  leader: '带队 领导带队 领导带队检查',
  're-inspection': '回头看 复查 整改复查',
}

export const HAZARD_SOURCES: Words = {
  self: '自查 企业自查',
  patrol: '巡查 网格巡查 日常巡查',
  enforcement: '执法 执法检查 监督检查 行政检查',
  expert: '专家 专家检查',
  'third-party': '第三方 第三方服务机构',
  report: '举报 投诉举报',
  sensor: '监测 监测预警',
}

export const HAZARD_STATES: Words = {
  reported: '已上报 上报 待核实',
  verified: '已核实',
  dispatched: '已派发 已下发 已交办',
  rectifying: '整改中 正在整改 未整改',
  'extension-requested': '申请延期',
  'pending-review': '待复查',
  rejected: '退回整改 退回 复查未通过',
  closed: '已闭环 已整改 已销号 整改完成 已完成 销号 闭环',
  voided: '作废 已作废',
}

export const RESOURCE_KINDS: Words = {
  team: '队伍 救援队伍 应急队伍 应急救援队伍 专业队伍',
  material: '物资 应急物资 救援物资 储备物资 物资仓库 物资库 仓库 warehouse',
  equipment: '装备 设备 救援装备 应急装备',
  shelter: '避难场所 避难所 应急避难场所',
  hospital: '医院 医疗机构 急救站',
  'fire-station': '消防站 消防队 消防救援站 微型消防站',
  expert: '专家 应急专家',
  other: '其他',
}

export const PLACE_KINDS: Words = {
  park: '园区 产业园 产业园区 工业园 工业园区 科技园',
  tower: '楼宇 商务楼宇 写字楼 大厦 building',
}

export const UNIT_KINDS: Words = {
  production: '生产单元 生产 生产装置 production-unit',
  storage: '储存单元 储存 存储单元 罐区 仓库 storage-unit',
}

export const SOURCE_LEVELS: Words = {
  1: '一级 一级重大危险源 level-1 i级 ⅰ级',
  2: '二级 二级重大危险源 level-2 ii级 ⅱ级',
  3: '三级 三级重大危险源 level-3 iii级 ⅲ级',
  4: '四级 四级重大危险源 level-4 iv级 ⅳ级',
}

export const RISK_METHODS: Words = {
  LEC: 'LEC法 作业条件危险性评价法 作业条件危险性分析法',
  LS: 'LS法 风险矩阵法 风险矩阵分析法',
}

export const MAJOR: Words = { true: '重大 重大隐患 重大事故隐患 major', false: '一般 一般隐患 一般事故隐患 general' }
