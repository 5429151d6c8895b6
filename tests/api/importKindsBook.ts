import type { ImportMapping } from '#core/contract/importShapes.ts'
import { completeUscc } from '#core/domain/uscc.ts'

export const [A, B, NOBODY] = ['91370602MA3C0000', '91370602MA3C0001', '91370602MA3C0009'].map((code) => completeUscc(code)) as [string, string, string] // prettier-ignore

type Capability = ImportMapping['capability']
type Rows = readonly (readonly string[])[]

/** A file of one kind, and what a person who reads it would write into the book. */
export interface KindCase {
  /** What the book has to hold before. */
  readonly before?: string
  readonly columns: Readonly<Record<string, string>>
  readonly good: Rows
  /** What the book then holds; every value written by hand. */
  readonly query: string
  readonly held: readonly Readonly<Record<string, unknown>>[]
  /** A row in place of the first good one, and what the wizard shows of it. */
  readonly changed: readonly string[]
  readonly diff: readonly object[]
  /** Rows that break a rule, with the column and the rule. */
  readonly broken: readonly (readonly [cells: readonly string[], column: string, rule: string])[]
}

const long = (length: number) => '长'.repeat(length)
const USCC = '统一社会信用代码'

export const CASES: Readonly<Partial<Record<Capability, KindCase>>> = {
  departments: {
    columns: { code: '部门编号', name: '部门名称', nameEn: '英文名称', person: '负责人', phone: '值班电话', industries: '分管行业' },
    good: [['D1', '应急局', 'Emergency', '张三', '0535-6000001', 'C26、27，G;c'], ['D2', '住建局', '', '李四', '0535-6000002', '']],
    query: 'select code, name, name_en, person, phone, industries from department order by code',
    held: [
      { code: 'D1', name: '应急局', name_en: 'Emergency', person: '张三', phone: '0535-6000001', industries: ['C26', 'C27', 'G', 'C'] },
      { code: 'D2', name: '住建局', name_en: null, person: '李四', phone: '0535-6000002', industries: [] },
    ],
    changed: ['D1', '应急管理局', 'Emergency', '张三', '0535-6000001', 'C26'],
    diff: [
      { field: 'name', before: '应急局', after: '应急管理局' },
      { field: 'industries', before: ['C26', 'C27', 'G', 'C'], after: ['C26'] },
    ],
    broken: [
      [['', '无号局', '', '甲', '0535-1', ''], '部门编号', 'required'],
      [[long(41), '长号局', '', '甲', '0535-1', ''], '部门编号', 'text-too-long'],
      [['D5', '', '', '甲', '0535-1', ''], '部门名称', 'required'],
      [['D6', long(81), '', '甲', '0535-1', ''], '部门名称', 'text-too-long'],
      [['D7', '英文局', long(121), '甲', '0535-1', ''], '英文名称', 'text-too-long'],
      [['D8', '无人局', '', '', '0535-1', ''], '负责人', 'required'],
      [['D9', '电话局', '', '甲', '12', ''], '值班电话', 'phone'],
      [['D10', '行业局', '', '甲', '0535-1', 'C26、Z9'], '分管行业', 'industry'],
      [['D11', '同名局', '', '甲', '0535-1', ''], '部门名称', 'name-taken'],
      [['D12', '同名局', '', '甲', '0535-1', ''], '部门名称', 'name-taken'],
      [['D13', '同号甲', '', '甲', '0535-1', ''], '部门编号', 'key-repeated'],
      [['D13', '同号乙', '', '甲', '0535-1', ''], '部门编号', 'key-repeated'],
    ],
  },
  people: {
    columns: { enterprise: USCC, office: '职务', name: '姓名', phone: '手机', appointedOn: '任职日期' },
    good: [[A, '主要负责人', '王五', '13800000001', '2024年3月1日'], [B, 'safety-director', '赵六', '', ''], [B, '安全管理员', '赵六', '', '2023/2/28']],
    query: 'select e.name as of, p.office, p.name, p.phone, p.appointed_on::text, p.source from enterprise_person p join enterprise e on e.id = p.enterprise order by p.id',
    held: [
      { of: '甲厂', office: 'responsible-person', name: '王五', phone: '13800000001', appointed_on: '2024-03-01', source: 'import' },
      { of: '乙厂', office: 'safety-director', name: '赵六', phone: null, appointed_on: null, source: 'import' },
      { of: '乙厂', office: 'safety-manager', name: '赵六', phone: null, appointed_on: '2023-02-28', source: 'import' },
    ],
    changed: [A, '主要负责人', '王五', '13900000009', '2024-03-02'],
    diff: [
      { field: 'phone', before: '13800000001', after: '13900000009' },
      { field: 'appointed_on', before: '2024-03-01', after: '2024-03-02' },
    ],
    broken: [
      [['', '安全总监', '甲', '', ''], USCC, 'required'],
      [[A.replace(/.$/, '?'), '安全总监', '甲', '', ''], USCC, 'uscc-check-digit'],
      [[NOBODY, '安全总监', '甲', '', ''], USCC, 'enterprise-unknown'],
      [[A, '', '甲', '', ''], '职务', 'required'],
      [[A, '门卫', '甲', '', ''], '职务', 'office'],
      [[A, '安全总监', '', '', ''], '姓名', 'required'],
      [[A, '安全总监', long(81), '', ''], '姓名', 'text-too-long'],
      [[A, '安全总监', '乙', '一三八', ''], '手机', 'phone'],
      [[A, '安全总监', '丙', '', '2024-02-30'], '任职日期', 'date'],
      [[A, '联系人', '丁', '', ''], `${USCC}, 职务, 姓名`, 'key-repeated'],
      [[A, 'contact', '丁', '', ''], `${USCC}, 职务, 姓名`, 'key-repeated'],
    ],
  },
  inspections: {
    columns: { enterprise: USCC, kind: '检查类型', inspector: '检查人员', inspectedAt: '检查日期', findings: '发现问题数' },
    good: [[A, '执法检查', '王一', '2024-05-06', '3'], [A, '自查', '王一', '2024/5/6 14:30', ''], [B, '回头看', '王一', '2024年5月7日 8时05分', '0']],
    query: `select e.name as of, i.kind, i.inspector, to_char(i.inspected_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') as at, i.findings from inspection i join enterprise e on e.id = i.enterprise order by i.id`,
    held: [
      { of: '甲厂', kind: 'enforcement', inspector: '王一', at: '2024-05-06 00:00', findings: 3 },
      { of: '甲厂', kind: 'self', inspector: '王一', at: '2024-05-06 14:30', findings: 0 },
      { of: '乙厂', kind: 're-inspection', inspector: '王一', at: '2024-05-07 08:05', findings: 0 },
    ],
    changed: [A, '执法检查', '王一', '2024-05-06', '4'],
    diff: [{ field: 'findings', before: 3, after: 4 }],
    broken: [
      [[NOBODY, '自查', '甲', '2024-05-06', '1'], USCC, 'enterprise-unknown'],
      [[A, '散步', '甲', '2024-05-06', '1'], '检查类型', 'inspection-kind'],
      [[A, '自查', '', '2024-05-06', '1'], '检查人员', 'required'],
      [[A, '自查', long(121), '2024-05-06', '1'], '检查人员', 'text-too-long'],
      [[A, '自查', '甲', '', '1'], '检查日期', 'required'],
      [[A, '自查', '甲', '2024-05-06 24:10', '1'], '检查日期', 'date'],
      [[A, '自查', '甲', '2199-01-01', '1'], '检查日期', 'future'],
      [[A, '自查', '甲', '2024-05-08', '1.5'], '发现问题数', 'whole-number'],
      [[A, '自查', '甲', '2024-05-09', '-1'], '发现问题数', 'whole-range'],
      [[A, '自查', '甲', '2024-05-10', '1'], `${USCC}, 检查类型, 检查人员, 检查日期`, 'key-repeated'],
      [[A, '自查', '甲', '2024/5/10 0:00', '1'], `${USCC}, 检查类型, 检查人员, 检查日期`, 'key-repeated'],
    ],
  },
  'risk-points': {
    columns: { enterprise: USCC, name: '风险点名称', method: '评价方法', likelihood: '可能性', exposure: '暴露频率', consequence: '后果', measures: '管控措施', person: '管控责任人' },
    good: [[A, '反应釜', 'LEC', '6', '6', '15', '联锁', '王五'], [A, '配电室', 'ls法', '3', '', '3', '', ''], [B, '罐区', 'LEC', '0.1', '3', '100', '', '']],
    query: 'select e.name as of, p.name, p.method, p.profile, p.likelihood, p.exposure, p.consequence, p.score, p.level, p.measures, p.person from risk_point p join enterprise e on e.id = p.enterprise order by p.id',
    held: [
      { of: '甲厂', name: '反应釜', method: 'LEC', profile: 'shandong', likelihood: 6, exposure: 6, consequence: 15, score: 540, level: 1, measures: '联锁', person: '王五' },
      { of: '甲厂', name: '配电室', method: 'LS', profile: 'DB37', likelihood: 3, exposure: null, consequence: 3, score: 9, level: 3, measures: null, person: null },
      { of: '乙厂', name: '罐区', method: 'LEC', profile: 'shandong', likelihood: 0.1, exposure: 3, consequence: 100, score: 30, level: 4, measures: null, person: null },
    ],
    changed: [A, '反应釜', 'LEC', '3', '3', '15', '联锁', '王五'],
    diff: [
      { field: 'likelihood', before: 6, after: 3 },
      { field: 'exposure', before: 6, after: 3 },
      { field: 'score', before: 540, after: 135 },
      { field: 'level', before: 1, after: 3 },
    ],
    broken: [
      [[NOBODY, '釜', 'LS', '1', '', '1', '', ''], USCC, 'enterprise-unknown'],
      [[A, '', 'LS', '1', '', '1', '', ''], '风险点名称', 'required'],
      [[A, long(201), 'LS', '1', '', '1', '', ''], '风险点名称', 'text-too-long'],
      [[A, '甲', 'HAZOP', '1', '', '1', '', ''], '评价方法', 'risk-method'],
      [[A, '乙', 'LS', '一', '', '1', '', ''], '可能性', 'number'],
      [[A, '丙', 'LS', '0', '', '1', '', ''], '可能性', 'positive'],
      [[A, '丁', 'LS', '6', '', '1', '', ''], '可能性', 'risk-scale'],
      [[A, '戊', 'LEC', '1', '4', '1', '', ''], '暴露频率', 'risk-scale'],
      [[A, '己', 'LEC', '1', '', '1', '', ''], '暴露频率', 'required'],
      [[A, '庚', 'LS', '1', '3', '1', '', ''], '暴露频率', 'exposure-of-ls'],
      [[A, '辛', 'LEC', '1', '1', '3', '', ''], '后果', 'risk-scale'],
      [[A, '壬', 'LS', '1', '', '', '', ''], '后果', 'required'],
      [[A, '癸', 'LS', '1', '', '1', long(2001), ''], '管控措施', 'text-too-long'],
      [[A, '子', 'LS', '1', '', '1', '', long(81)], '管控责任人', 'text-too-long'],
      [[A, '丑', 'LS', '1', '', '1', '', ''], `${USCC}, 风险点名称`, 'key-repeated'],
      [[A, '丑', 'LS', '2', '', '1', '', ''], `${USCC}, 风险点名称`, 'key-repeated'],
    ],
  },
  population: {
    columns: { people: '常住人口', lng: '经度', lat: '纬度' },
    good: [['120', '121.401', '37.501'], ['35', '121.402', '37.502']],
    query: 'select people, st_x(geom) as lng, st_y(geom) as lat from population_point order by id',
    held: [{ people: 120, lng: 121.401, lat: 37.501 }, { people: 35, lng: 121.402, lat: 37.502 }],
    changed: ['121', '121.401', '37.501'],
    diff: [{ field: 'people', before: 120, after: 121 }],
    broken: [
      [['', '121.41', '37.51'], '常住人口', 'required'],
      [['多', '121.42', '37.51'], '常住人口', 'whole-number'],
      [['0', '121.43', '37.51'], '常住人口', 'whole-range'],
      [['1', '', ''], '经度, 纬度', 'required'],
      [['1', '121.44', ''], '纬度', 'required'],
      [['1', '37.51', '121.44'], '经度, 纬度', 'range'],
      [['1', '0', '37.51'], '经度, 纬度', 'zero-coordinate'],
      [['1', '123.5', '37.51'], '经度, 纬度', 'outside-bounds'],
      [['1', '121.45', '37.51'], '经度, 纬度', 'key-repeated'],
      [['2', '121.450', '37.51'], '经度, 纬度', 'key-repeated'],
    ],
  },
  'hazard-sources': {
    columns: { enterprise: USCC, name: '重大危险源名称', unitKind: '单元类型', lng: '经度', lat: '纬度', principal: '主要负责人', technician: '技术负责人', operator: '操作负责人', assessedAt: '评估日期' },
    good: [
      [A, '液氯库', '储存单元', '121.401', '37.501', '王一', '王二', '王三', '2024-05-06 10:30'],
      [A, '合成装置', 'production', '121.402', '37.502', '', '', '', ''],
      [B, '液氯库', '罐区', '121.403', '37.503', '李一', '', '', '2024年5月6日'],
    ],
    query: `select e.name as of, s.name, s.unit_kind, st_x(s.geom) as lng, st_y(s.geom) as lat, s.principal, s.technician, s.operator,
      to_char(s.assessed_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') as assessed, s.alpha, s.provisional, s.r, s.level
      from hazard_source s join enterprise e on e.id = s.enterprise order by s.id`,
    held: [
      { of: '甲厂', name: '液氯库', unit_kind: 'storage', lng: 121.401, lat: 37.501, principal: '王一', technician: '王二', operator: '王三', assessed: '2024-05-06 10:30', alpha: 2, provisional: true, r: null, level: null },
      { of: '甲厂', name: '合成装置', unit_kind: 'production', lng: 121.402, lat: 37.502, principal: null, technician: null, operator: null, assessed: null, alpha: 2, provisional: true, r: null, level: null },
      { of: '乙厂', name: '液氯库', unit_kind: 'storage', lng: 121.403, lat: 37.503, principal: '李一', technician: null, operator: null, assessed: '2024-05-06 00:00', alpha: 2, provisional: true, r: null, level: null },
    ],
    changed: [A, '液氯库', '储存单元', '121.4015', '37.501', '王一', '王四', '王三', '2024-05-06 10:30'],
    diff: [{ field: 'technician', before: '王二', after: '王四' }, { field: 'lng', before: 121.401, after: 121.4015 }],
    broken: [
      [[NOBODY, '甲', '储存单元', '121.4', '37.5', '', '', '', ''], USCC, 'enterprise-unknown'],
      [[A, '', '储存单元', '121.4', '37.5', '', '', '', ''], '重大危险源名称', 'required'],
      [[A, long(201), '储存单元', '121.4', '37.5', '', '', '', ''], '重大危险源名称', 'text-too-long'],
      [[A, '乙', '车间', '121.4', '37.5', '', '', '', ''], '单元类型', 'choice'],
      [[A, '丙', '', '121.4', '37.5', '', '', '', ''], '单元类型', 'required'],
      [[A, '丁', '储存单元', '', '', '', '', '', ''], '经度, 纬度', 'required'],
      [[A, '戊', '储存单元', '37.5', '121.4', '', '', '', ''], '经度, 纬度', 'range'],
      [[A, '己', '储存单元', '123.5', '37.5', '', '', '', ''], '经度, 纬度', 'outside-bounds'],
      [[A, '庚', '储存单元', '121.4', '37.5', long(81), '', '', ''], '主要负责人', 'text-too-long'],
      [[A, '辛', '储存单元', '121.4', '37.5', '', long(81), '', ''], '技术负责人', 'text-too-long'],
      [[A, '壬', '储存单元', '121.4', '37.5', '', '', long(81), ''], '操作负责人', 'text-too-long'],
      [[A, '癸', '储存单元', '121.4', '37.5', '', '', '', '2199-01-01'], '评估日期', 'future'],
      [[A, '子', '储存单元', '121.4', '37.5', '', '', '', ''], `${USCC}, 重大危险源名称`, 'key-repeated'],
      [[A, '子', '储存单元', '121.5', '37.5', '', '', '', ''], `${USCC}, 重大危险源名称`, 'key-repeated'],
    ],
  },
  substances: {
    before: `insert into hazard_source (enterprise, name, unit_kind, geom) select e.id, s.name, 'storage', e.geom
      from enterprise e join (values ('甲厂', '库'), ('乙厂', '罐区')) s (of, name) on s.of = e.name order by s.name`,
    columns: { enterprise: USCC, hazardSource: '重大危险源名称', name: '物质名称', quantity: '最大存在量（吨）', cas: 'CAS号', category: '危险性类别', unit: '计量单位', beta: 'β值', betaReason: 'β依据' },
    // Q and β by hand from GB 18218-2018: 氯 5 t and 4; 环氧乙烷 10 t and 2; 乙醇 500 t and W5.3, 1; W5.1 10 t and 1.5
    good: [
      [A, '库', '液氯', '12.5', '7782-50-5', '', '', '', ''],
      [A, '库', '氧化乙烯', '2500', '', '', 'kg', '', ''],
      [A, '库', '碳酸二甲酯混合液', '30 t', '', 'w5.1', '', '', ''],
      [B, '罐区', '乙醇', '750', '64-17-5', 'W5.3', '公吨', '1.2', '评估报告第 3 章'],
    ],
    query: `select e.name as of, s.name as in, b.name, b.cas, b.category, b.quantity, b.critical, b.beta, b.beta_reason from hazard_source_substance b
      join hazard_source s on s.id = b.hazard_source join enterprise e on e.id = s.enterprise order by b.id`,
    held: [
      { of: '甲厂', in: '库', name: '液氯', cas: '7782-50-5', category: null, quantity: 12.5, critical: 5, beta: 4, beta_reason: 'GB 18218-2018 表3 氯' },
      { of: '甲厂', in: '库', name: '氧化乙烯', cas: null, category: null, quantity: 2.5, critical: 10, beta: 2, beta_reason: 'GB 18218-2018 表3 环氧乙烷' },
      { of: '甲厂', in: '库', name: '碳酸二甲酯混合液', cas: null, category: 'W5.1', quantity: 30, critical: 10, beta: 1.5, beta_reason: 'GB 18218-2018 表4 W5.1' },
      { of: '乙厂', in: '罐区', name: '乙醇', cas: '64-17-5', category: 'W5.3', quantity: 750, critical: 500, beta: 1.2, beta_reason: '评估报告第 3 章' },
    ],
    changed: [A, '库', '液氯', '25', '7782-50-5', '', '', '', ''],
    diff: [{ field: 'quantity', before: 12.5, after: 25 }],
    broken: [
      [[NOBODY, '库', '甲苯', '1', '', 'W5.3', '', '', ''], USCC, 'enterprise-unknown'],
      [[A, '罐区', '甲苯', '1', '', 'W5.3', '', '', ''], '重大危险源名称', 'hazard-source-unknown'],
      [[A, '', '甲苯', '1', '', 'W5.3', '', '', ''], '重大危险源名称', 'required'],
      [[A, '库', '', '1', '', '', '', '', ''], '物质名称', 'required'],
      [[A, '库', long(121), '1', '', 'W5.3', '', '', ''], '物质名称', 'text-too-long'],
      [[A, '库', '甲笨', '1', '', '', '', '', ''], '物质名称', 'substance-unknown'],
      [[A, '库', '硝酸铵', '1', '', '', '', '', ''], '物质名称', 'substance-ambiguous'],
      [[A, '库', '甲苯', '', '', 'W5.3', '', '', ''], '最大存在量（吨）', 'required'],
      [[A, '库', '丙酮', '若干', '', 'W5.3', '', '', ''], '最大存在量（吨）', 'number'],
      [[A, '库', '甲醇', '0', '', 'W5.3', '', '', ''], '最大存在量（吨）', 'positive'],
      [[A, '库', '苯', '1', '', 'W5.3', '桶', '', ''], '最大存在量（吨）', 'unit-missing'],
      [[A, '库', '乙烯', '1', '74-85-2', 'W2', '', '', ''], 'CAS号', 'cas'],
      [[A, '库', '乙醚', '1', '', 'W5', '', '', ''], '危险性类别', 'category'],
      [[A, '库', '溴', '1', '', 'J2', '', '0', ''], 'β值', 'positive'],
      [[A, '库', '环己烷', '1', '', 'W5.3', '', '1.5', ''], 'β值', 'beta-without-reason'],
      [[A, '库', '硝酸铵肥料(含可燃物≤0.4%)', '1', '', 'W9.2', '', '', long(201)], 'β依据', 'text-too-long'],
      [[A, '库', '天然气', '1', '', 'W2', '', '', ''], `${USCC}, 重大危险源名称, 物质名称`, 'key-repeated'],
      [[A, '库', '甲烷', '2', '', 'W2', '', '', ''], `${USCC}, 重大危险源名称, 物质名称`, 'key-repeated'],
    ],
  },
  resources: {
    columns: { resourceKind: '资源类型', name: '资源名称', owner: '权属单位', lng: '经度', lat: '纬度', address: '地址', contact: '联系人', phone: '联系电话', quantity: '数量', unit: '计量单位', checkedOn: '核查日期', validUntil: '有效期至' },
    good: [
      ['救援队伍', '化工救援队', '甲厂', '121.401', '37.501', '厂区东门', '王一', '0535-6000001', '24', '人', '2024年5月6日', ''],
      ['物资', '防爆泵', '区应急局', '', '', '', '', '', '3.5', '台', '', '2030-01-31'],
      ['fire-station', '特勤站', '消防大队', '121.403', '37.503', '', '李一', '', '', '', '', ''],
    ],
    query: `select r.kind, r.name, r.owner, e.name as enterprise, st_x(r.geom) as lng, r.address, r.contact, r.phone, r.quantity, r.unit,
      r.checked_on::text as checked, r.valid_until::text as until, r.source, r.source_datum as datum from resource r left join enterprise e on e.id = r.enterprise order by r.id`,
    held: [
      { kind: 'team', name: '化工救援队', owner: '甲厂', enterprise: '甲厂', lng: 121.401, address: '厂区东门', contact: '王一', phone: '0535-6000001', quantity: 24, unit: '人', checked: '2024-05-06', until: null, source: 'import', datum: 'wgs84' },
      { kind: 'material', name: '防爆泵', owner: '区应急局', enterprise: null, lng: null, address: null, contact: null, phone: null, quantity: 3.5, unit: '台', checked: null, until: '2030-01-31', source: 'import', datum: 'wgs84' },
      { kind: 'fire-station', name: '特勤站', owner: '消防大队', enterprise: null, lng: 121.403, address: null, contact: '李一', phone: null, quantity: null, unit: null, checked: null, until: null, source: 'import', datum: 'wgs84' },
    ],
    changed: ['救援队伍', '化工救援队', '甲厂', '', '', '厂区东门', '王一', '0535-6000001', '25', '人', '2024-05-06', ''],
    diff: [{ field: 'quantity', before: 24, after: 25 }],
    broken: [
      [['', '甲', '区应急局', '121.45', '37.52', '', '', '', '', '', '', ''], '资源类型', 'required'],
      [['船', '甲', '区应急局', '121.45', '37.52', '', '', '', '', '', '', ''], '资源类型', 'choice'],
      [['队伍', '', '区应急局', '121.45', '37.52', '', '', '', '', '', '', ''], '资源名称', 'required'],
      [['队伍', long(121), '区应急局', '121.45', '37.52', '', '', '', '', '', '', ''], '资源名称', 'text-too-long'],
      [['队伍', '乙', '', '121.45', '37.52', '', '', '', '', '', '', ''], '权属单位', 'required'],
      [['队伍', '乙', long(121), '121.45', '37.52', '', '', '', '', '', '', ''], '权属单位', 'text-too-long'],
      [['队伍', '丙', '区应急局', '121.4', '', '', '', '', '', '', '', ''], '纬度', 'required'],
      [['队伍', '丁', '区应急局', '37.5', '121.4', '', '', '', '', '', '', ''], '经度, 纬度', 'range'],
      [['队伍', '戊', '区应急局', '121.45', '37.52', long(301), '', '', '', '', '', ''], '地址', 'text-too-long'],
      [['队伍', '己', '区应急局', '121.45', '37.52', '', long(61), '', '', '', '', ''], '联系人', 'text-too-long'],
      [['队伍', '庚', '区应急局', '121.45', '37.52', '', '', '一一九', '', '', '', ''], '联系电话', 'phone'],
      [['队伍', '辛', '区应急局', '121.45', '37.52', '', '', '', '若干', '', '', ''], '数量', 'number'],
      [['队伍', '壬', '区应急局', '121.45', '37.52', '', '', '', '-1', '', '', ''], '数量', 'not-negative'],
      [['队伍', '癸', '区应急局', '121.45', '37.52', '', '', '', '', '人', '', ''], '数量', 'required'],
      [['队伍', '子', '区应急局', '121.45', '37.52', '', '', '', '1', long(21), '', ''], '计量单位', 'text-too-long'],
      [['队伍', '丑', '区应急局', '121.45', '37.52', '', '', '', '', '', '5月', ''], '核查日期', 'date'],
      [['队伍', '寅', '区应急局', '121.45', '37.52', '', '', '', '', '', '', '2024-02-30'], '有效期至', 'date'],
      [['队伍', '卯', '区应急局', '121.45', '37.52', '', '', '', '', '', '', ''], '资源类型, 资源名称, 权属单位', 'key-repeated'],
      [['team', '卯', '区应急局', '121.45', '37.52', '', '', '', '1', '', '', ''], '资源类型, 资源名称, 权属单位', 'key-repeated'],
    ],
  },
  hazards: {
    columns: { enterprise: USCC, description: '隐患描述', source: '隐患来源', foundAt: '发现时间', dueAt: '整改期限', major: '隐患级别', state: '整改状态', closedAt: '销号时间' },
    good: [
      [A, '灭火器过期', '执法检查', '2024-05-06 10:00', '2024-05-06', '一般', '', '2024-05-06'],
      [A, '联锁失效', '专家', '2024-05-06', '2024/5/20', '重大', '整改中', ''],
      [B, '无证上岗', 'self', '2024年1月1日', '2024-12-31', '', '', ''],
    ],
    query: `select e.name as of, h.description, h.source, to_char(h.found_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS') as found,
      to_char(h.due_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS') as due, h.major, h.state,
      to_char(h.closed_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS') as closed from hazard h join enterprise e on e.id = h.enterprise order by h.id`,
    held: [
      { of: '甲厂', description: '灭火器过期', source: 'enforcement', found: '2024-05-06 10:00:00', due: '2024-05-06 23:59:59', major: false, state: 'closed', closed: '2024-05-06 10:00:00' },
      { of: '甲厂', description: '联锁失效', source: 'expert', found: '2024-05-06 00:00:00', due: '2024-05-20 23:59:59', major: true, state: 'rectifying', closed: null },
      { of: '乙厂', description: '无证上岗', source: 'self', found: '2024-01-01 00:00:00', due: '2024-12-31 23:59:59', major: false, state: 'reported', closed: null },
    ],
    changed: [A, '灭火器过期', '执法检查', '2024-05-06 10:00', '2024-05-07 12:00', '一般', '', '2024-05-06 18:00'],
    diff: [
      { field: 'due_at', before: '2024-05-06T15:59:59+00:00', after: '2024-05-07T04:00:00+00:00' },
      { field: 'closed_at', before: '2024-05-06T02:00:00+00:00', after: '2024-05-06T10:00:00+00:00' },
    ],
    broken: [
      [[NOBODY, '甲', '自查', '2024-05-06', '2024-05-20', '', '', ''], USCC, 'enterprise-unknown'],
      [[A, '', '自查', '2024-05-06', '2024-05-20', '', '', ''], '隐患描述', 'required'],
      [[A, long(501), '自查', '2024-05-06', '2024-05-20', '', '', ''], '隐患描述', 'text-too-long'],
      [[A, '乙', '传闻', '2024-05-06', '2024-05-20', '', '', ''], '隐患来源', 'hazard-source'],
      [[A, '丙', '自查', '5月6日', '2024-05-20', '', '', ''], '发现时间', 'date'],
      [[A, '丁', '自查', '2199-05-06', '2199-05-20', '', '', ''], '发现时间', 'future'],
      [[A, '戊', '自查', '2024-05-06', '', '', '', ''], '整改期限', 'required'],
      [[A, '己', '自查', '2024-05-06', '2024-05-05', '', '', ''], '整改期限', 'due-before-found'],
      [[A, '庚', '自查', '2024-05-06', '2025-05-07 00:01', '', '', ''], '整改期限', 'due-too-late'],
      [[A, '辛', '自查', '2024-05-06', '2024-05-20', '小', '', ''], '隐患级别', 'hazard-level'],
      [[A, '壬', '自查', '2024-05-06', '2024-05-20', '', '搁置', ''], '整改状态', 'hazard-state'],
      [[A, '癸', '自查', '2024-05-06', '2024-05-20', '', '', '2024-05-05'], '销号时间', 'closed-before-found'],
      [[A, '子', '自查', '2024-05-06', '2024-05-20', '', '', '2199-01-01'], '销号时间', 'future'],
      [[A, '丑', '自查', '2024-05-06', '2024-05-20', '', '已闭环', ''], '销号时间', 'closed-without-time'],
      [[A, '寅', '自查', '2024-05-06', '2024-05-20', '', '整改中', '2024-05-10'], '销号时间', 'open-with-time'],
      [[A, '卯', '自查', '2024-05-06', '2024-05-20', '', '', ''], `${USCC}, 隐患描述, 发现时间`, 'key-repeated'],
      [[A, '卯', '专家', '2024-05-06', '2024-05-20', '', '', ''], `${USCC}, 隐患描述, 发现时间`, 'key-repeated'],
    ],
  },
} // prettier-ignore
