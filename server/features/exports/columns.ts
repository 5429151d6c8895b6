import type { EnterpriseRow } from '#core/contract/enterprises.ts'
import type { HazardRow } from '#core/contract/hazards.ts'
import type { HazardSource } from '#core/contract/hazardSources.ts'
import {
  classWord,
  enterpriseRisk,
  hazardSourceWord,
  levelWord,
  stateWord,
  unitKindWord,
  yesNo,
  type Language,
} from './words.ts'

/** One column of a sheet: its heading and its value of a row. */
export interface Column<Row> {
  readonly zh: string
  readonly en: string
  readonly value: (row: Row, language: Language) => string | number | null
}

/** An instant as the district's clock shows it, YYYY-MM-DD HH:MM, UTC+8. */
const local = (instant: string | null) =>
  instant === null ? null : new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

const column = <Row>(zh: string, en: string, value: Column<Row>['value']): Column<Row> => ({ zh, en, value })

export const ENTERPRISE_COLUMNS: readonly Column<EnterpriseRow>[] = [
  column('编号', 'Id', ({ id }) => id),
  column('统一社会信用代码/标识', 'Identifier', ({ identifier }) => identifier),
  column('单位名称', 'Name', ({ name }) => name),
  column('行业代码 GB/T 4754', 'Industry GB/T 4754', ({ industry }) => industry),
  column('类别', 'Class', (row, language) => classWord(row.class, language)),
  column('风险等级', 'Risk', ({ risk }, language) => enterpriseRisk(risk, language)),
  column('网格', 'Grid', ({ gridName }) => gridName),
  column('主管单位', 'Lead department', ({ departmentName }) => departmentName),
  column('重大危险源等级', 'Major hazard source level', ({ sourceLevel }, language) =>
    levelWord(sourceLevel, language),
  ),
  column('未闭环隐患', 'Open hazards', ({ hazardsOpen }) => hazardsOpen),
  column('超期隐患', 'Overdue hazards', ({ hazardsOverdue }) => hazardsOverdue),
  column('最近检查（北京时间）', 'Last inspection (UTC+8)', ({ inspectedAt }) => local(inspectedAt)),
  column('经度', 'Longitude', ({ position }) => position?.[0] ?? null),
  column('纬度', 'Latitude', ({ position }) => position?.[1] ?? null),
]

export const HAZARD_COLUMNS: readonly Column<HazardRow>[] = [
  column('编号', 'Id', ({ id }) => id),
  column('单位编号', 'Enterprise id', ({ enterprise }) => enterprise),
  column('单位名称', 'Enterprise', ({ enterpriseName }) => enterpriseName),
  column('隐患描述', 'Description', ({ description }) => description),
  column('来源', 'Source', ({ source }, language) => hazardSourceWord(source, language)),
  column('重大隐患', 'Major', ({ major }, language) => yesNo(major, language)),
  column('状态', 'State', ({ state }, language) => stateWord(state, language)),
  column('发现时间（北京时间）', 'Found (UTC+8)', ({ foundAt }) => local(foundAt)),
  column('整改期限（北京时间）', 'Due (UTC+8)', ({ dueAt }) => local(dueAt)),
  column('闭环时间（北京时间）', 'Closed (UTC+8)', ({ closedAt }) => local(closedAt)),
  column('超期', 'Overdue', ({ overdue }, language) => yesNo(overdue, language)),
  column('超期天数', 'Days overdue', ({ overdueDays }) => overdueDays),
]

export const HAZARD_SOURCE_COLUMNS: readonly Column<HazardSource>[] = [
  column('编号', 'Id', ({ id }) => id),
  column('单位编号', 'Enterprise id', ({ enterprise }) => enterprise),
  column('单位名称', 'Enterprise', ({ enterpriseName }) => enterpriseName),
  column('重大危险源名称', 'Major hazard source', ({ name }) => name),
  column('单元类型', 'Unit', ({ unitKind }, language) => unitKindWord(unitKind, language)),
  column('等级', 'Level', ({ level }, language) => levelWord(level, language)),
  column('暂定', 'Provisional', ({ provisional }, language) => yesNo(provisional, language)),
  column('500 m 内人数', 'People within 500 m', ({ alphaPeople }) => alphaPeople),
  column('α', 'α', ({ alpha }) => alpha),
  column('S = Σq/Q', 'S = Σq/Q', ({ sumRatio }) => sumRatio),
  column('R', 'R', ({ r }) => r),
  column('主要负责人', 'Principal responsible person', ({ principal }) => principal),
  column('经度', 'Longitude', ({ position }) => position?.[0] ?? null),
  column('纬度', 'Latitude', ({ position }) => position?.[1] ?? null),
  column('位置准确', 'Position exact', ({ exact }, language) => yesNo(exact, language)),
]
