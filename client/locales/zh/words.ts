import { INDUSTRY_SECTIONS } from '#core/domain/industry.ts'
import { POST_KINDS, POSTS } from '#core/domain/posts.ts'

/** Words of the subject that several capabilities use. */
export const words = {
  span: { days: '{n} 天 {rest} 小时', hours: '{n} 小时 {rest} 分', minutes: '{n} 分' },
  risk: { 0: '未评级', 1: '重大', 2: '较大', 3: '一般', 4: '低风险' },
  level: { 1: '一级', 2: '二级', 3: '三级', 4: '四级' },
  class: { A: 'A 类', B: 'B 类', C: 'C 类', none: '未分类' },
  layer: {
    enterprises: '生产经营单位',
    hazards: '隐患',
    'hazard-sources': '重大危险源',
    rings: '500 米范围',
    grids: '三级网格',
    places: '园区楼宇',
    population: '人口估计',
    roads: '道路街区',
  },
  field: {
    class: '类别',
    risk: '风险',
    industry: '行业',
    department: '成员单位',
    grid: '网格',
    place: '园区楼宇',
    sourceLevel: '危险源等级',
    overdue: '有超期隐患',
    dueSoon: '7 日内到期',
    search: '文字',
    polygon: '框选范围',
  },
  /** When a list was fetched. */
  asOf: '{time} 的数据',
  /** Between the items of a list. */
  and: '、',
  inspection: {
    self: '自查',
    patrol: '巡查',
    enforcement: '执法',
    joint: '联合',
    expert: '专家',
    leader: '带队',
    're-inspection': '回头看',
  },
  kind: { enterprise: '单位', 'hazard-source': '危险源', grid: '网格', place: '园区楼宇', tenant: '入驻' },
  industry: Object.fromEntries(INDUSTRY_SECTIONS.map(({ code, zh }) => [code, zh])),
  role: {
    government: '政府端',
    department: '成员单位',
    grid: '网格端',
    enterprise: '企业端',
    expert: '专家',
    system: '系统管理',
    security: '安全管理',
    audit: '审计管理',
    wall: '大屏',
    public: '公众',
  },
  post: Object.fromEntries(POST_KINDS.map((kind) => [kind, POSTS[kind].zh])),
  ownerless: '无主管单位',
  blind: '不在任何网格',
  unfilled: '未填',
}
