import type { z } from 'zod'
import { EnterpriseFile, EnterpriseRow } from '#core/contract/enterprises.ts'
import { HazardRow } from '#core/contract/hazards.ts'
import { HazardSource, HazardSourceSubstance } from '#core/contract/hazardSources.ts'
import { Position } from '#core/contract/route.ts'
import {
  classWord,
  enterpriseRisk,
  hazardSourceWord,
  levelWord,
  stateWord,
  statusWord,
  unitKindWord,
  yesNo,
  type Language,
} from './words.ts'

/** A row of a list as it is exported: that of the page, and what an import of it would need. */
export const ExportedEnterprise = EnterpriseRow.extend(
  EnterpriseFile.pick({
    scheme: true,
    status: true,
    address: true,
    legalPerson: true,
    safetyManager: true,
    staff: true,
    crowded: true,
    highRisk: true,
    standardization: true,
  }).shape,
).extend({ safetyManagerPhone: EnterpriseFile.shape.safetyManagerPhone.optional() })
export type ExportedEnterprise = z.infer<typeof ExportedEnterprise>
/** A hazard stands where its enterprise does. */
export const ExportedHazard = HazardRow.extend({ position: Position.nullable() })
export type ExportedHazard = z.infer<typeof ExportedHazard>

/** A source, with the key of its enterprise, by which an import finds it. */
export const ExportedSource = HazardSource.extend(EnterpriseFile.pick({ scheme: true, identifier: true }).shape)
export type ExportedSource = z.infer<typeof ExportedSource>
/** A substance of a source; `quantity` is null for posts that may not know it. */
export const ExportedSubstance = HazardSource.pick({ id: true, enterpriseName: true, level: true, position: true })
  .extend(EnterpriseFile.pick({ scheme: true, identifier: true }).shape)
  .extend(HazardSourceSubstance.omit({ id: true, reference: true, mixture: true, mixtureReason: true }).shape)
  .extend({ source: HazardSource.shape.name })
export type ExportedSubstance = z.infer<typeof ExportedSubstance>

/** What a column says of itself, whatever its rows are. */
export interface Heading {
  readonly zh: string
  readonly en: string
  /** Name of at most ten ASCII characters, for a DBF. */
  readonly field: string
  readonly width: number
  readonly number: boolean
}
/** One column of a list, and its value of a row. */
export interface Column<Row> extends Heading {
  readonly value: (row: Row, language: Language) => string | number | null
}

/** An instant as the district's clock shows it, YYYY-MM-DD HH:MM, UTC+8. */
const local = (instant: string | null) =>
  instant === null ? null : new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

/** The same, as exact as it is kept: with seconds and thousandths where it has any. */
export const exact = (instant: string | null) =>
  instant === null
    ? null
    : new Date(Date.parse(instant) + 8 * 3_600_000)
        .toISOString()
        .replace('T', ' ')
        .replace(/(:00)?(\.000)?Z$/, '')

type Named = readonly [zh: string, en: string, field: string, width: number]
export const text = <Row>(
  [zh, en, field, width]: Named,
  value: (row: Row, language: Language) => string | null,
): Column<Row> => ({ zh, en, field, width, number: false, value })
export const number = <Row>([zh, en, field, width]: Named, value: (row: Row) => number | null): Column<Row> => ({
  zh,
  en,
  field,
  width,
  number: true,
  value,
})

/** The phone is told to posts that may know it; for the others there is no such column. */
export const PHONE = text<ExportedEnterprise>(
  ['安全管理人员电话', 'Safety manager phone', 'PHONE', 18],
  ({ safetyManagerPhone }) => safetyManagerPhone ?? null,
)

export const ENTERPRISE_COLUMNS: readonly Column<ExportedEnterprise>[] = [
  number(['编号', 'Id', 'ID', 8], ({ id }) => id),
  text(['统一社会信用代码/标识', 'Identifier', 'IDENTIFIER', 22], ({ identifier }) => identifier),
  text(['单位名称', 'Name', 'NAME', 32], ({ name }) => name),
  text(['标识类型', 'Scheme', 'SCHEME', 10], ({ scheme }) => scheme),
  text(['行业代码 GB/T 4754', 'Industry GB/T 4754', 'INDUSTRY', 12], ({ industry }) => industry),
  text(['经营状态', 'Status', 'STATUS', 10], ({ status }, language) => statusWord(status, language)),
  text(['地址', 'Address', 'ADDRESS', 36], ({ address }) => address),
  text(['法定代表人', 'Legal person', 'LEGAL', 12], ({ legalPerson }) => legalPerson),
  text(['安全管理人员', 'Safety manager', 'MANAGER', 14], ({ safetyManager }) => safetyManager),
  PHONE,
  number(['从业人数', 'Staff', 'STAFF', 10], ({ staff }) => staff),
  text(['人员密集场所', 'Crowded place', 'CROWDED', 12], ({ crowded }, language) => yesNo(crowded, language)),
  text(['高危行业', 'High-risk industry', 'HIGH_RISK', 10], ({ highRisk }, language) => yesNo(highRisk, language)),
  number(['标准化等级', 'Standardization level', 'STANDARD', 12], ({ standardization }) => standardization),
  text(['类别', 'Class', 'CLASS', 8], (row, language) => classWord(row.class, language)),
  text(['风险等级', 'Risk', 'RISK', 12], ({ risk }, language) => enterpriseRisk(risk, language)),
  text(['网格', 'Grid', 'GRID', 16], ({ gridName }) => gridName),
  text(['主管单位', 'Lead department', 'DEPARTMENT', 18], ({ departmentName }) => departmentName),
  text(['重大危险源等级', 'Major hazard source level', 'SRC_LEVEL', 14], ({ sourceLevel }, language) =>
    levelWord(sourceLevel, language),
  ),
  number(['未闭环隐患', 'Open hazards', 'HZ_OPEN', 12], ({ hazardsOpen }) => hazardsOpen),
  number(['超期隐患', 'Overdue hazards', 'HZ_OVERDUE', 12], ({ hazardsOverdue }) => hazardsOverdue),
  text(['最近检查（北京时间）', 'Last inspection (UTC+8)', 'INSPECTED', 20], ({ inspectedAt }) => local(inspectedAt)),
]

export const HAZARD_COLUMNS: readonly Column<ExportedHazard>[] = [
  number(['编号', 'Id', 'ID', 8], ({ id }) => id),
  number(['单位编号', 'Enterprise id', 'ENTERPRISE', 10], ({ enterprise }) => enterprise),
  text(['单位名称', 'Enterprise', 'ENT_NAME', 32], ({ enterpriseName }) => enterpriseName),
  text(['隐患描述', 'Description', 'DESCRIBED', 48], ({ description }) => description),
  text(['来源', 'Source', 'SOURCE', 12], ({ source }, language) => hazardSourceWord(source, language)),
  text(['重大隐患', 'Major', 'MAJOR', 10], ({ major }, language) => yesNo(major, language)),
  text(['状态', 'State', 'STATE', 14], ({ state }, language) => stateWord(state, language)),
  text(['发现时间（北京时间）', 'Found (UTC+8)', 'FOUND', 20], ({ foundAt }) => local(foundAt)),
  text(['整改期限（北京时间）', 'Due (UTC+8)', 'DUE', 20], ({ dueAt }) => local(dueAt)),
  text(['闭环时间（北京时间）', 'Closed (UTC+8)', 'CLOSED', 20], ({ closedAt }) => local(closedAt)),
  text(['超期', 'Overdue', 'OVERDUE', 8], ({ overdue }, language) => yesNo(overdue, language)),
  number(['超期天数', 'Days overdue', 'DAYS', 10], ({ overdueDays }) => overdueDays),
]

export const HAZARD_SOURCE_COLUMNS: readonly Column<ExportedSource>[] = [
  number(['编号', 'Id', 'ID', 8], ({ id }) => id),
  number(['单位编号', 'Enterprise id', 'ENTERPRISE', 10], ({ enterprise }) => enterprise),
  text(['单位名称', 'Enterprise', 'ENT_NAME', 32], ({ enterpriseName }) => enterpriseName),
  text(['重大危险源名称', 'Major hazard source', 'NAME', 24], ({ name }) => name),
  text(['单元类型', 'Unit', 'UNIT', 14], ({ unitKind }, language) => unitKindWord(unitKind, language)),
  text(['等级', 'Level', 'LEVEL', 10], ({ level }, language) => levelWord(level, language)),
  text(['暂定', 'Provisional', 'PROVISION', 10], ({ provisional }, language) => yesNo(provisional, language)),
  number(['500 m 内人数', 'People within 500 m', 'PEOPLE', 14], ({ alphaPeople }) => alphaPeople),
  number(['α', 'α', 'ALPHA', 8], ({ alpha }) => alpha),
  number(['S = Σq/Q', 'S = Σq/Q', 'SUM_RATIO', 12], ({ sumRatio }) => sumRatio),
  number(['R', 'R', 'R', 12], ({ r }) => r),
  text(['主要负责人', 'Principal responsible person', 'PRINCIPAL', 14], ({ principal }) => principal),
  text(['位置准确', 'Position exact', 'EXACT', 10], ({ exact }, language) => yesNo(exact, language)),
  text(['统一社会信用代码/标识', 'Identifier', 'IDENTIFIER', 22], ({ identifier }) => identifier),
  text(['标识类型', 'Scheme', 'SCHEME', 10], ({ scheme }) => scheme),
  text(['技术负责人', 'Technical responsible person', 'TECHNICIAN', 14], ({ technician }) => technician),
  text(['操作负责人', 'Operating responsible person', 'OPERATOR', 14], ({ operator }) => operator),
  text(['评估时间（北京时间）', 'Assessed (UTC+8)', 'ASSESSED', 23], ({ assessedAt }) => exact(assessedAt)),
]

/** The quantity is told to posts that may know inventories; for the others there is no such column. */
export const QUANTITY = number<ExportedSubstance>(['最大存在量（吨）', 'Quantity (t)', 'QUANTITY', 14], ({ quantity }) => quantity) // prettier-ignore

export const SUBSTANCE_COLUMNS: readonly Column<ExportedSubstance>[] = [
  number(['危险源编号', 'Source id', 'SOURCE_ID', 10], ({ id }) => id),
  text(['统一社会信用代码/标识', 'Identifier', 'IDENTIFIER', 22], ({ identifier }) => identifier),
  text(['标识类型', 'Scheme', 'SCHEME', 10], ({ scheme }) => scheme),
  text(['单位名称', 'Enterprise', 'ENT_NAME', 32], ({ enterpriseName }) => enterpriseName),
  text(['重大危险源名称', 'Major hazard source', 'SOURCE', 24], ({ source }) => source),
  text(['等级', 'Level', 'LEVEL', 10], ({ level }, language) => levelWord(level, language)),
  text(['物质名称', 'Substance', 'NAME', 24], ({ name }) => name),
  text(['CAS 号', 'CAS number', 'CAS', 14], ({ cas }) => cas),
  text(['危险性类别', 'Category', 'CATEGORY', 10], ({ category }) => category),
  QUANTITY,
  number(['临界量 Q（吨）', 'Critical quantity Q (t)', 'CRITICAL', 14], ({ critical }) => critical),
  number(['β', 'β', 'BETA', 8], ({ beta }) => beta),
  text(['β 依据', 'Reason for β', 'BETA_WHY', 28], ({ betaReason }) => betaReason),
]
