import { describe, expect, test } from 'vitest'
import { guessColumns, isHeading, LEAST_CONFIDENCE } from './headings.ts'
import { HEADED, type HeadedCapability } from './headingsTable.ts'
import { completeUscc } from './uscc.ts'

const fieldsOf = (capability: HeadedCapability, columns: readonly string[], sample: readonly (readonly string[])[] = []) =>
  Object.fromEntries(Object.entries(guessColumns(capability, columns, sample).fields).map(([field, guess]) => [field, guess?.column])) // prettier-ignore

/** Numbers that repeat with their seed. */
function random(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

describe('a heading alone tells the field', () => {
  test.each<[HeadedCapability, field: string, headings: readonly string[]]>([
    ['enterprises', 'key', ['统一社会信用代码', '统一社会信用代码（18位）', '社会信用代码', '信用代码', ' 统一社会 信用代码 *', 'USCC', '企业编号', 'Account Number']],
    ['enterprises', 'name', ['企业名称', '单位名称', '公司名称', '生产经营单位名称', '企业名称(盖章)', '名 称', 'Company Name', 'company_name', '场所名称', '被监管企业名称']],
    ['enterprises', 'lng', ['经度', '经度(°)', '经度（GCJ02）', '企业经度', 'LNG', 'Longitude', 'lon', '经 度', '经度：', 'lng_wgs84', 'X', 'Ｘ坐标']],
    ['enterprises', 'lat', ['纬度', '纬度(°)', '纬度【度】', '地理纬度', 'Lat', 'LATITUDE', 'Y坐标']],
    ['enterprises', 'industry', ['行业代码 GB/T 4754', 'INDUSTRY', 'Industry GB/T 4754', '行业代码', '国民经济行业代码', '行业代码(GB/T 4754)', 'NAICS', '行业类别']],
    ['enterprises', 'address', ['地址', '详细地址', '企业地址', '生产经营地址', '住所', 'Address', '企业注册地址']],
    ['enterprises', 'legalPerson', ['法定代表人', '法人代表', '法人', '法定代表人（负责人）', '主要负责人', '企业主要负责人', 'legal_person']],
    ['enterprises', 'safetyManager', ['安全管理人员', '安全管理人员姓名', '安全员', '安全负责人', '专职安全员', 'Safety Manager']],
    ['enterprises', 'safetyManagerPhone', ['安全管理人员电话', '安全员电话', '联系电话', '联系电话（手机）', '手机号码', 'Tel.', '联系方式']],
    ['enterprises', 'staff', ['从业人员', '从业人数', '从业人员数量（人）', '员工人数', '职工总数(人)', 'employees', '人数']],
    ['enterprises', 'crowded', ['是否人员密集场所', '人员密集场所']],
    ['enterprises', 'highRisk', ['是否高危行业', '高危企业']],
    ['enterprises', 'standardization', ['标准化等级', '安全生产标准化等级']],
    ['enterprises', 'status', ['经营状态', '登记状态']],
    ['grids', 'code', ['网格编号', '网格编码', 'grid_code', '编号']],
    ['grids', 'name', ['网格名称', '名称', '责任区名称']],
    ['grids', 'person', ['网格长', '网格员姓名', '责任人']],
    ['grids', 'phone', ['网格长电话', '联系电话', '网格员手机']],
    ['hazardSources', 'substance', ['危险化学品名称', '物质名称']],
    ['hazardSources', 'quantity', ['最大存在量（t）', '设计最大量(吨)', '储存量']],
    ['hazardSources', 'unitKind', ['单元类型']],
    ['hazardSources', 'enterprise', ['所属企业', '企业名称']],
    ['departments', 'industries', ['负责行业', '分管行业', '主管行业（代码）']],
    ['departments', 'nameEn', ['英文名称']],
    ['departments', 'name', ['成员单位', '部门名称']],
    ['people', 'name', ['姓名', '人员姓名']],
    ['people', 'office', ['职务', '岗位', '人员类别']],
    ['people', 'appointedOn', ['任职日期']],
    ['riskPoints', 'level', ['风险等级', '风险分级']],
    ['riskPoints', 'method', ['评价方法']],
    ['riskPoints', 'likelihood', ['可能性', '可能性(L)', 'L']],
    ['riskPoints', 'exposure', ['暴露频率（E）', '暴露频率', '暴露E']],
    ['riskPoints', 'consequence', ['后果', '严重性(S)', '后果严重程度']],
    ['riskPoints', 'measures', ['管控措施', '现有管控措施']],
    ['hazards', 'foundAt', ['发现时间', '排查日期']],
    ['hazards', 'closedAt', ['整改完成日期', '销号时间']],
    ['hazards', 'source', ['隐患来源']],
    ['hazards', 'state', ['整改状态']],
    ['hazards', 'major', ['隐患级别', '是否重大隐患']],
    ['hazards', 'description', ['隐患描述', '存在问题']],
    ['hazards', 'dueAt', ['整改期限', '整改截止日期']],
    ['inspections', 'inspectedAt', ['检查日期', '执法时间']],
    ['inspections', 'kind', ['检查类型', '检查方式']],
    ['inspections', 'findings', ['发现问题数']],
    ['inspections', 'inspector', ['检查人员']],
    ['population', 'people', ['常住人口', '人口数（人）']],
    ['resources', 'quantity', ['数量', '库存数量']],
    ['resources', 'unit', ['计量单位', '单位']],
  ])('%s: %s', (capability, field, headings) => {
    for (const heading of headings) expect([heading, fieldsOf(capability, [heading])]).toEqual([heading, { [field]: heading }]) // prettier-ignore
  }) // prettier-ignore

  test('those that only look like a field are not taken for it', () => {
    const others = ['序号', '法人电话', '法人身份证号', '企业类型', '安全管理人员数量', '备注', '填报时间', '']
    expect(fieldsOf('enterprises', others)).toEqual({})
    expect(['企业名称', '经度（°）', 'Company Name'].map(isHeading)).toEqual([true, true, true])
    expect(['某区企业名单', '丰源化工有限公司', ''].map(isHeading)).toEqual([false, false, false])
  })
})

const USCC = ['91370600DEM00000', '91370601DEM00001', '91370602DEM00002'].map(completeUscc)
const HEADER = [
  '序号',
  '统一社会信用代码',
  '单位名称',
  '经度(°)',
  '纬度(°)',
  '行业代码',
  '法定代表人',
  '安全管理人员',
  '联系电话',
  '从业人员',
  '地址',
  '网格编号',
  '备注',
]
const ROWS = USCC.map((code, i) => [`${i + 1}`, code, `企业${i}`, `121.4${i}123`, `37.4${i}456`, 'C2614', '张三', '李四', `0535-600000${i}`, `${i + 5}`, '幸福路1号', 'G1', '']) // prettier-ignore
const WANTED = { key: '统一社会信用代码', name: '单位名称', lng: '经度(°)', lat: '纬度(°)', industry: '行业代码', legalPerson: '法定代表人', safetyManager: '安全管理人员', safetyManagerPhone: '联系电话', staff: '从业人员', address: '地址' } // prettier-ignore

describe('files in traditional characters', () => {
  test('are headed as those in simplified ones', () => {
    const headings = [
      '統一社會信用代碼',
      '企業名稱',
      '經度',
      '緯度',
      '行業代碼',
      '從業人員',
      '安全管理人員電話',
      '經營狀態',
    ]
    const fields = ['key', 'name', 'lng', 'lat', 'industry', 'staff', 'safetyManagerPhone', 'status']
    expect(fieldsOf('enterprises', headings)).toEqual(
      Object.fromEntries(fields.map((field, i) => [field, headings[i]])),
    )
  })
})

describe('the key is a credit code', () => {
  const wrong = (code: string) => code.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
  const isUscc = (heading: string, codes: readonly string[]) => guessColumns('enterprises', [heading], codes.map((code) => [code])).keyIsUscc // prettier-ignore
  const [a, b, c] = USCC as [string, string, string]

  test('where its heading says so, whatever check digits its rows get wrong', () => {
    expect(isUscc('统一社会信用代码', [a, b, wrong(c), wrong(a)])).toBe(true)
    expect(isUscc('统一社会信用代码', [wrong(a), wrong(b)])).toBe(true)
    expect(isUscc('統一社會信用代碼', [a, wrong(b)])).toBe(true)
    expect(isUscc('统一社会信用代码', [])).toBe(true)
  })
  test('where its values look so and half of them are right, under whatever heading', () => {
    expect(isUscc('企业编号', [a, b, wrong(c)])).toBe(true)
    expect(isUscc('企业编号', [wrong(a), wrong(b), wrong(c)])).toBe(false)
    expect(isUscc('企业编号', ['1', '2', a])).toBe(false)
  })
  test('not where a heading that says so stands over something else', () => {
    expect(isUscc('统一社会信用代码', ['1', '2', '3'])).toBe(false)
  })
  test('also where it is written wide, small or with signs that nobody sees', () => {
    const wide = [...a].map((each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0)).join('')
    expect(isUscc('企业编号', [wide, b.toLowerCase(), `\u200b${c} `])).toBe(true)
  })
})

describe('a whole sheet', () => {
  test('is told in whatever order its columns stand, each of them once', () => {
    const next = random(11)
    for (let n = 0; n < 200; n++) {
      const order = HEADER.map((_, i) => i)
      for (let i = order.length - 1; i > 0; i--) {
        const j = next(i + 1)
        ;[order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0]
      }
      const shuffled = (cells: readonly string[]) => order.map((i) => cells[i] ?? '')
      const { fields, axesSwapped, keyIsUscc } = guessColumns('enterprises', shuffled(HEADER), ROWS.map(shuffled))
      const columns = Object.fromEntries(Object.entries(fields).map(([field, guess]) => [field, guess?.column]))
      expect([columns, axesSwapped, keyIsUscc]).toEqual([WANTED, false, true])
      for (const guess of Object.values(fields)) expect(shuffled(HEADER)[guess?.place ?? -1]).toBe(guess?.column)
    }
  })

  test('of any headings gives no column to two fields, and nothing that is not sure enough', () => {
    const next = random(5)
    const words = Object.values(HEADED).flatMap((fields) => Object.values(fields).flatMap((field: { readonly headings: readonly string[]; readonly vague?: readonly string[] }) => [...field.headings, ...(field.vague ?? [])])) // prettier-ignore
    const values = [...USCC, '121.40123', '37.40456', '12', '是', '13800000000', 'C26', '2026-01-31', '甲', '']
    for (const capability of Object.keys(HEADED) as HeadedCapability[]) {
      for (let n = 0; n < 100; n++) {
        const columns = Array.from({ length: 1 + next(12) }, () => words[next(words.length)] ?? '')
        const sample = Array.from({ length: next(4) }, () => columns.map(() => values[next(values.length)] ?? ''))
        const guesses = Object.values(guessColumns(capability, columns, sample).fields).flatMap((guess) => guess ?? [])
        expect(new Set(guesses.map(({ place }) => place)).size).toBe(guesses.length)
        for (const { confidence } of guesses) expect(confidence).toBeGreaterThanOrEqual(LEAST_CONFIDENCE)
        for (const { confidence } of guesses) expect(confidence).toBeLessThanOrEqual(1)
      }
    }
  })

  test('a heading that stands there twice is left to a person', () => {
    expect(fieldsOf('enterprises', ['企业名称', '联系电话', '联系电话'])).toEqual({ name: '企业名称' })
  })
})

describe('the values', () => {
  test('tell a credit code by its check digits and positions by their numbers, under whatever heading', () => {
    const columns = ['甲', '乙', '丙', '丁']
    const sample = ROWS.map((cells) => [cells[3] ?? '', cells[1] ?? '', cells[4] ?? '', cells[9] ?? ''])
    expect(fieldsOf('enterprises', columns, sample)).toEqual({ key: '乙', lng: '甲', lat: '丙' })
    const wrong = sample.map((cells) => cells.map((cell) => cell.replace(/.$/, (last) => (last === '0' ? '1' : '0'))))
    expect(fieldsOf('enterprises', columns, wrong)).toEqual({ lng: '甲', lat: '丙' })
  })

  test('a number that could be a latitude is none without a longitude', () => {
    expect(fieldsOf('enterprises', ['面积'], [['12.345'], ['33.125']])).toEqual({})
  })

  test('that are swapped are said to be, and given by what they are', () => {
    const swapped = ROWS.map((cells) => cells.with(3, cells[4] ?? '').with(4, cells[3] ?? ''))
    const { fields, axesSwapped } = guessColumns('enterprises', HEADER, swapped)
    expect([fields.lng?.column, fields.lat?.column, axesSwapped]).toEqual(['纬度(°)', '经度(°)', true])
    expect(guessColumns('enterprises', HEADER, ROWS).axesSwapped).toBe(false)
  })

  test('of x and y say which is which, for surveyors call the northing x', () => {
    expect(fieldsOf('enterprises', ['X', 'Y'], [['37.12345', '121.12345']])).toEqual({ lng: 'Y', lat: 'X' })
    expect(fieldsOf('enterprises', ['X', 'Y'], [['121.12345', '37.12345']])).toEqual({ lng: 'X', lat: 'Y' })
    expect(fieldsOf('enterprises', ['X', 'Y'], [['4112345.2', '40512345.7']])).toEqual({})
  })

  test('a code of another kind is a key all the same', () => {
    const { fields, keyIsUscc } = guessColumns('enterprises', ['编号', '企业名称'], [['A-1', '甲']])
    expect([fields.key?.column, keyIsUscc]).toEqual(['编号', false])
  })

  test('make a heading surer or less sure', () => {
    const sure = (value: string) => guessColumns('enterprises', ['联系电话'], [[value]]).fields.safetyManagerPhone?.confidence ?? 0 // prettier-ignore
    expect(sure('13800000000')).toBeGreaterThan(sure(''))
    expect(sure('张三')).toBe(0)
    const code = (value: string) => guessColumns('enterprises', ['行业代码'], [[value]]).fields.industry
    expect(code('C2614')).toMatchObject({ by: 'both' })
    expect(code('化工')).toMatchObject({ by: 'heading' })
    expect(code('C2614')?.confidence).toBeGreaterThan(code('化工')?.confidence ?? 1)
  })
})
