/** What the values of a field look like. */
export type ValueKind = 'uscc' | 'code' | 'phone' | 'lng' | 'lat' | 'count' | 'amount' | 'date' | 'industry' | 'flag'

/** A field that a file may fill, and how files call it, in Chinese and English, small letters without blanks and signs. */
export interface HeadedField {
  /** Headings that mean this field and no other of its capability. */
  readonly headings: readonly string[]
  /** Headings that often mean it, and something else elsewhere. */
  readonly vague?: readonly string[]
  /** Headings that only look like it. */
  readonly never?: readonly string[]
  readonly values?: ValueKind
}
type Fields = Readonly<Record<string, HeadedField>>

const field = (headings: string, rest: Omit<HeadedField, 'headings' | 'vague'> & { vague?: string } = {}): HeadedField => {
  const { vague, ...more } = rest
  return { headings: headings.split(' '), ...(vague && { vague: vague.split(' ') }), ...more }
} // prettier-ignore

const LNG = field('经度 东经 企业经度 地理经度 中心经度 经度坐标 坐标经度 longitude lng lon long', { vague: 'x x坐标 坐标x 横坐标', values: 'lng' }) // prettier-ignore
const LAT = field('纬度 北纬 企业纬度 地理纬度 中心纬度 纬度坐标 坐标纬度 latitude lat', { vague: 'y y坐标 坐标y 纵坐标', values: 'lat' }) // prettier-ignore
const ENTERPRISE = field('企业统一社会信用代码 统一社会信用代码 统一社会信用代码标识 identifier 信用代码 社会信用代码 企业名称 单位名称 公司名称 所属企业 所属单位 被检查单位 被检查企业 受检单位 enterprise company uscc enterprisename companyname', { vague: '企业 单位 公司', values: 'uscc' }) // prettier-ignore
const ADDRESS =
  '地址 详细地址 企业地址 单位地址 经营地址 生产经营地址 注册地址 住所 场所地址 所在地址 存放地址 存放地点 address location'
const PHONE =
  '联系电话 电话 联系方式 手机 手机号 手机号码 电话号码 联系人电话 负责人电话 phone telephone tel mobile contactphone'
const PERSON = '负责人 联系人 责任人 责任人姓名 负责人姓名 联系人姓名 person contact responsibleperson'
const GRID_CODE = '网格编号 网格编码 网格代码 网格号 所属网格编号 gridcode gridid gridno'

const SUBSTANCE = '危险化学品名称 危化品名称 物质名称 化学品名称 物料名称 介质名称 品名 介质 substance chemical chemicalname substancename' // prettier-ignore
const QUANTITY = '最大存在量 存在量 设计最大量 设计最大存量 实际存在量 最大储量 储存量 存量 数量 最大储存量 最大量 quantity amount stock' // prettier-ignore
const LEVEL = '重大危险源级别 危险源级别 重大危险源等级 危险源等级 hazardlevel'

/** Files of people and things, and what they may fill. Fields that importFields.ts knows bear its names; the others keep their headings from being taken for them. */
export const HEADED = {
  enterprises: {
    key: field('统一社会信用代码 统一社会信用代码标识 identifier 社会信用代码 统一信用代码 信用代码 统一代码 企业信用代码 社会统一信用代码 uscc usci creditcode unifiedsocialcreditcode', { vague: '企业编号 企业编码 企业代码 单位编号 单位代码 编号 代码 主键 id code 序列号 账号 accountnumber companyid enterpriseid', values: 'uscc' }), // prettier-ignore
    name: field('企业名称 单位名称 公司名称 企业全称 单位全称 生产经营单位名称 生产经营单位 企业名 单位名 企业单位名称 商户名称 店铺名称 场所名称 字号名称 主体名称 市场主体名称 enterprisename companyname company enterprise businessname organization organisation dbaname', { vague: '名称 单位 企业 公司 name 全称', never: ['单位类型', '企业类型', '单位性质', '企业规模'] }), // prettier-ignore
    lng: LNG,
    lat: LAT,
    industry: field('行业代码 行业代码gbt4754 industrygbt4754 行业类别代码 国民经济行业代码 行业编码 所属行业代码 国标行业代码 行业小类代码 industrycode industry naics sic', { vague: '行业 行业类别 所属行业 行业分类 行业门类', values: 'industry' }), // prettier-ignore
    status: field('经营状态 企业状态 登记状态 营业状态 生产状态 经营状况 存续状态 在业状态 status businessstatus', { vague: '状态' }), // prettier-ignore
    address: field(ADDRESS, { vague: '位置 地点' }),
    legalPerson: field('法定代表人 法人代表 法人 法定代表人姓名 法人姓名 法人代表姓名 法定代表人负责人 法定代表 主要负责人 企业负责人 legal legalperson legalrepresentative owner ownername', { vague: '负责人', never: ['法人电话', '法人联系电话', '法定代表人电话', '主要负责人电话', '法人类型', '法人身份证号'] }), // prettier-ignore
    safetyManager: field('安全管理人员 安全管理员 安全负责人 安全员 专职安全员 安全主管 安全总监 安全管理人 安全管理人员姓名 安全管理负责人 分管安全负责人 安全生产管理人员 manager safetymanager safetyofficer', { vague: '联系人', never: ['安全管理人员电话', '安全员电话', '安全管理人员数', '安全管理人员数量', '安全管理人员人数', '专职安全管理人员数', '专职安全管理人员人数'] }), // prettier-ignore
    safetyManagerPhone: field('安全管理人员电话 安全管理员电话 安全员电话 安全负责人电话 安全管理人员联系电话 安全负责人联系电话 安全管理人员手机 安全员联系方式 安全总监电话 safetymanagerphone safetyphone', { vague: PHONE, values: 'phone', never: ['法人电话', '法人联系电话', '法定代表人电话'] }), // prettier-ignore
    staff: field('从业人员 从业人数 从业人员数 从业人员数量 从业人员人数 员工人数 职工人数 员工数 职工数 人员规模 在职人数 用工人数 员工总数 职工总数 在岗人数 staff employees employeecount headcount numberofemployees', { vague: '人数', values: 'count' }), // prettier-ignore
    crowded: field('人员密集场所 是否人员密集场所 人员密集 是否人员密集 人密场所 人员密集型 crowded crowdedplace', {
      values: 'flag',
    }),
    highRisk: field('高危行业 是否高危行业 高危企业 是否高危企业 高风险 是否高风险 高危 是否高危 highrisk ishighrisk highriskindustry', { values: 'flag' }), // prettier-ignore
    standardization: field('标准化等级 安全生产标准化等级 安全标准化等级 标准化级别 安全生产标准化 标准化达标等级 标准化 standard standardization standardizationlevel', {}), // prettier-ignore
  },
  grids: {
    code: field(GRID_CODE, { vague: '编号 编码 代码 code id 序号' }),
    name: field('网格名称 网格名 责任区名称 片区名称 区域名称 gridname', { vague: '名称 name 网格 片区' }),
    person: field(`网格长 网格员 网格长姓名 网格员姓名 网格负责人 网格责任人 gridchief chief ${PERSON}`, { vague: '姓名', never: ['网格长电话', '网格员电话'] }), // prettier-ignore
    phone: field(`网格长电话 网格员电话 网格长联系电话 网格员联系电话 网格长手机 网格员手机 ${PHONE}`, {
      values: 'phone',
    }),
  },
  hazardSources: {
    name: field('重大危险源名称 危险源名称 单元名称 装置名称 储罐区名称 hazardsourcename hazardsource unitname', { vague: '名称 name' }), // prettier-ignore
    unitKind: field('单元类型 单元类别 危险源类型 单元种类 unitkind unittype', { vague: '类型 类别 type' }),
    enterprise: ENTERPRISE,
    substance: field(SUBSTANCE),
    quantity: field(QUANTITY, { values: 'amount' }),
    level: field(LEVEL, { vague: '级别 等级 level' }),
    principal: field('主要负责人 包保主要负责人 主要包保人 principal', { vague: '负责人' }),
    technician: field('技术负责人 包保技术负责人 技术包保人 technician'),
    operator: field('操作负责人 包保操作负责人 操作包保人 operator'),
    assessedAt: field('评估日期 评估时间 安全评估日期 安全评估时间 备案日期 assessedat assessed assessedon', { values: 'date' }), // prettier-ignore
    lng: LNG,
    lat: LAT,
  },
  substances: {
    enterprise: ENTERPRISE,
    hazardSource: field('重大危险源名称 重大危险源 危险源名称 危险源 所属危险源 单元名称 所属单元 装置名称 储罐区名称 hazardsource hazardsourcename unitname', { vague: '单元' }), // prettier-ignore
    name: field(SUBSTANCE, { vague: '名称 name' }),
    cas: field('cas cas号 cas编号 cas登记号 casno casnumber'),
    category: field('危险性类别 危险性分类 危险类别 类别符号 分类符号 危险性分类符号 category hazardcategory', { vague: '类别 符号' }), // prettier-ignore
    quantity: field(QUANTITY, { values: 'amount' }),
    unit: field('计量单位 数量单位 重量单位 单位量 unit', { vague: '单位' }),
    beta: field('校正系数 校正系数β β β值 beta'),
    betaReason: field('β依据 β取值依据 校正系数依据 β理由 betareason'),
    level: field(LEVEL, { vague: '级别 等级 level' }),
  },
  departments: {
    code: field('部门编号 部门代码 部门编码 机构代码 机构编码 单位代码 departmentcode', {
      vague: '编号 代码 编码 code id',
    }),
    name: field('部门名称 成员单位 单位名称 机构名称 部门 成员单位名称 department departmentname', { vague: '名称 name 单位' }), // prettier-ignore
    nameEn: field('英文名称 部门英文名称 单位英文名称 英文名 nameen englishname'),
    industries: field('分管行业 主管行业 监管行业 行业代码 分管行业代码 主管行业代码 监管行业代码 负责行业 负责行业代码 分工行业 监管领域 分管领域 industries industry', { vague: '行业' }), // prettier-ignore
    parent: field('上级部门 上级单位 上级机构 上级部门编号 parent parentdepartment'),
    person: field(PERSON),
    phone: field(`部门电话 单位电话 值班电话 办公电话 ${PHONE}`, { values: 'phone' }),
  },
  people: {
    name: field('姓名 人员姓名 员工姓名 职工姓名 fullname personname', { vague: '名称 name 人员' }),
    phone: field(PHONE, { values: 'phone' }),
    office: field('职务 岗位 岗位名称 职务名称 安全职务 人员类别 人员类型 角色 office post position jobtitle role'),
    appointedOn: field('任职日期 任命日期 任职时间 任命时间 聘任日期 上任日期 appointedon appointed', { values: 'date' }), // prettier-ignore
    department: field('部门 所属部门 部门名称 所在部门 department departmentname'),
    enterprise: ENTERPRISE,
    grid: field(`所属网格 网格 网格名称 责任网格 ${GRID_CODE}`),
    certificate: field('证书编号 证书号 资格证号 资格证书编号 证件编号 certificate certificateno'),
  },
  riskPoints: {
    code: field('风险点编号 风险点编码 风险点代码 风险编号 riskcode riskid', { vague: '编号 编码 code id' }),
    name: field('风险点名称 风险点 风险名称 风险源名称 riskpoint riskname', { vague: '名称 name' }),
    enterprise: ENTERPRISE,
    place: field('风险点位置 所在位置 所在部位 部位 风险点部位 作业场所 place', { vague: '位置 地点' }),
    method: field('评价方法 评估方法 评价方式 风险评价方法 风险评估方法 辨识方法 method'),
    likelihood: field('可能性 发生可能性 事故可能性 l l值 可能性l 可能性值 likelihood', { values: 'amount' }),
    exposure: field(
      '暴露频率 暴露频次 暴露频繁程度 频繁程度 暴露程度 e e值 暴露频率e 暴露e 暴露程度e 频繁程度e exposure',
      { values: 'amount' },
    ),
    consequence: field('后果 严重性 后果严重性 后果严重程度 严重程度 事故后果 c c值 s s值 后果c 严重性s consequence severity', { values: 'amount' }), // prettier-ignore
    level: field('风险等级 风险级别 风险分级 风险点等级 管控等级 risklevel', { vague: '等级 级别 level' }),
    accident: field('事故类型 可能导致的事故类型 可能发生的事故类型 事故类别 易发生的事故类型 accident accidenttype'),
    measures: field('管控措施 控制措施 防控措施 防范措施 measures controls'),
    person: field(`管控责任人 ${PERSON}`),
    lng: LNG,
    lat: LAT,
  },
  hazards: {
    code: field('隐患编号 隐患编码 隐患代码 hazardcode hazardid', { vague: '编号 编码 code id' }),
    enterprise: ENTERPRISE,
    description: field('隐患描述 隐患内容 隐患情况 问题描述 存在问题 隐患名称 问题隐患 description hazarddescription', { vague: '内容 描述' }), // prettier-ignore
    major: field('隐患级别 隐患等级 隐患分级 隐患类别 重大隐患 是否重大 是否重大隐患 hazardlevel major', { vague: '级别 等级 level' }), // prettier-ignore
    source: field('隐患来源 来源 发现方式 发现途径 上报来源 检查方式 source hazardsource'),
    state: field('隐患状态 整改状态 处理状态 闭环状态 是否整改 state status', { vague: '状态' }),
    foundAt: field('发现时间 发现日期 检查时间 检查日期 排查时间 排查日期 登记时间 上报时间 foundat foundon founddate', { vague: '日期 时间 date', values: 'date' }), // prettier-ignore
    dueAt: field('整改期限 整改时限 整改截止日期 限期整改时间 要求整改完成时间 整改截止时间 dueat due duedate deadline', { values: 'date' }), // prettier-ignore
    closedAt: field('整改完成时间 整改完成日期 销号时间 销号日期 闭环时间 闭环日期 复查时间 closedat closedon closeddate', { values: 'date' }), // prettier-ignore
    person: field(`整改责任人 整改负责人 ${PERSON}`),
    measures: field('整改措施 整改情况 治理措施 measures remedy'),
  },
  inspections: {
    code: field('检查编号 检查单号 检查记录编号 文书编号 执法文书号 inspectioncode inspectionid', {
      vague: '编号 code id',
    }),
    enterprise: ENTERPRISE,
    kind: field('检查类型 检查类别 检查方式 检查性质 检查种类 kind inspectionkind inspectiontype', { vague: '类型 类别 type' }), // prettier-ignore
    inspectedAt: field('检查日期 检查时间 执法日期 执法时间 巡查时间 巡查日期 inspectedat inspectiondate', { vague: '日期 时间 date', values: 'date' }), // prettier-ignore
    inspector: field('检查人员 检查人 执法人员 巡查人员 检查员 inspector inspectors'),
    department: field('检查单位 检查部门 执法部门 执法单位 department agency', { vague: '部门' }),
    result: field('检查结果 检查结论 检查情况 处理结果 result outcome', { vague: '结果' }),
    findings: field('隐患数 隐患数量 发现隐患数 发现问题数 问题数 隐患条数 findings hazards hazardcount', {
      values: 'count',
    }),
  },
  population: {
    area: field('社区 社区名称 村居 小区 小区名称 居委会 区域 区域名称 街道 行政区划 area community district', { vague: '名称 name' }), // prettier-ignore
    code: field('行政区划代码 区划代码 社区代码 社区编码 areacode', { vague: '编号 代码 code id' }),
    people: field('人口 常住人口 人口数 人口数量 总人口 户籍人口 居住人数 people population residents', { vague: '人数', values: 'count' }), // prettier-ignore
    households: field('户数 总户数 家庭户数 households', { values: 'count' }),
    lng: LNG,
    lat: LAT,
  },
  resources: {
    name: field('资源名称 物资名称 队伍名称 救援队伍名称 装备名称 设备名称 避难场所名称 仓库名称 resourcename resource', { vague: '名称 name' }), // prettier-ignore
    resourceKind: field('资源类型 资源类别 物资类别 物资类型 装备类型 队伍类型 resourcetype resourcekind', { vague: '类型 类别 type kind' }), // prettier-ignore
    quantity: field('数量 物资数量 库存 库存数量 储备量 队伍人数 quantity amount stock', { values: 'amount' }),
    unit: field('计量单位 数量单位 unit', { vague: '单位' }),
    address: field(ADDRESS, { vague: '位置 地点' }),
    contact: field(PERSON),
    owner: field('权属单位 所属单位 管理单位 所属机构 产权单位 归口单位 所有单位 建设单位 owner organisation organization', { vague: '单位' }), // prettier-ignore
    checkedOn: field('检查日期 核查日期 更新日期 盘点日期 核实日期 checkedon checked', { values: 'date' }),
    validUntil: field('有效期 有效期至 到期日期 失效日期 有效期限 validuntil expires expireson', { values: 'date' }),
    phone: field(PHONE, { values: 'phone' }),
    lng: LNG,
    lat: LAT,
  },
  places: {
    placeKind: field('园区楼宇类型 园区楼宇类别 场所类型 场所类别 placekind placetype', {
      vague: '类型 类别 kind type',
    }),
    name: field('园区名称 楼宇名称 园区楼宇名称 大厦名称 商务楼宇名称 产业园名称 placename parkname towername buildingname', { vague: '名称 name 园区 楼宇 大厦' }), // prettier-ignore
    code: field('园区楼宇编号 园区编号 楼宇编号 楼宇编码 园区编码 楼栋编号 placecode parkcode towercode buildingcode', { vague: '编号 编码 代码 code number' }), // prettier-ignore
    address: field(`园区地址 楼宇地址 ${ADDRESS}`, { vague: '位置 地点' }),
    manager: field('管理单位 管理单位名称 运营单位 运营管理单位 物业 物业公司 物业单位 物业名称 物业公司名称 产权单位 manager managingorganisation propertymanager operator', {}), // prettier-ignore
    managerCode: field('管理单位统一社会信用代码 管理单位信用代码 运营单位统一社会信用代码 物业统一社会信用代码 物业公司信用代码 统一社会信用代码 managercode managercreditcode', { values: 'uscc' }), // prettier-ignore
    person: field(`主要负责人 ${PERSON}`),
    phone: field(PHONE, { values: 'phone' }),
    safetyManager: field('安全管理员 安全管理人员 安全负责人 安全员 专职安全员 safetymanager safetyofficer', { never: ['安全管理员电话', '安全负责人电话', '安全员电话'] }), // prettier-ignore
    safetyManagerPhone: field('安全管理员电话 安全管理人员电话 安全负责人电话 安全员电话 safetymanagerphone safetyphone', { values: 'phone' }), // prettier-ignore
    emergencyContact: field('消防控制室 消控室 应急联系人 值班室 emergencycontact firecontrolroom', { never: ['消防控制室电话', '消控室电话', '应急联系电话', '值班室电话'] }), // prettier-ignore
    emergencyPhone: field('消防控制室电话 消控室电话 应急联系电话 应急电话 值班室电话 24小时值班电话 emergencyphone firecontrolroomphone', { values: 'phone' }), // prettier-ignore
    floors: field('层数 楼层数 地上层数 总层数 floors storeys', { values: 'count' }),
    area: field('建筑面积 占地面积 总建筑面积 园区面积 面积 area floorarea', { values: 'amount' }),
    units: field('房间数 单元数 可租单元数 户数 铺位数 units rooms', { values: 'count' }),
    leadDepartment: field('牵头单位 牵头部门 主管部门 监管部门 行业主管部门 leaddepartment department'),
    lng: LNG,
    lat: LAT,
  },
  tenants: {
    place: field('园区或楼宇 所在园区 所在楼宇 所属园区 所属楼宇 园区楼宇名称 园区名称 楼宇名称 入驻园区 入驻楼宇 大厦名称 园区 楼宇 parkortower place park tower building', { never: ['园区楼宇内部编号'] }), // prettier-ignore
    name: field('入驻单位 入驻单位名称 入驻企业 入驻企业名称 租户 租户名称 承租单位 企业名称 单位名称 公司名称 商户名称 tenant tenantname company companyname', { vague: '名称 单位 企业 name' }), // prettier-ignore
    enterprise: field('统一社会信用代码 入驻单位统一社会信用代码 企业统一社会信用代码 信用代码 社会信用代码 uscc creditcode', { values: 'uscc' }), // prettier-ignore
    room: field('楼层房间 房间 房间号 房号 门牌号 楼层 楼栋房间 单元号 floorandroom room unit floor'),
    industry: field('行业代码 行业代码gbt4754 industrygbt4754 国民经济行业代码 所属行业代码 industrycode industry', { vague: '行业 行业类别 所属行业', values: 'industry' }), // prettier-ignore
    contact: field(PERSON),
    phone: field(PHONE, { values: 'phone' }),
    since: field('入驻日期 入驻时间 起租日期 租赁开始日期 迁入日期 since movedin leasestart', { values: 'date' }),
    until: field('迁出日期 迁出时间 退租日期 租赁结束日期 搬离日期 until movedout leaseend', { values: 'date' }),
  },
} as const satisfies Readonly<Record<string, Fields>>

/** What a file is a list of. */
export type HeadedCapability = keyof typeof HEADED
