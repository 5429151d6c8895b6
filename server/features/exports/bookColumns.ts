import { z } from 'zod'
import { EnterpriseFile } from '#core/contract/enterprises.ts'
import { HazardSource } from '#core/contract/hazardSources.ts'
import { Resource } from '#core/contract/resources.ts'
import { Id, Position } from '#core/contract/route.ts'
import { inspectionWord, officeWord, resourceWord } from './bookWords.ts'
import { type Column, exact, number, text } from './columns.ts'
import { enterpriseRisk, type Language } from './words.ts'

/** Headings are those by which an import guesses its fields, so that a file comes back without a mapping. */

const placed = { id: Id, position: Position.nullable() }
/** A row of an enterprise, with the key by which an import finds that. */
const owned = {
  ...placed,
  ...EnterpriseFile.pick({ scheme: true, identifier: true }).shape,
  enterpriseName: HazardSource.shape.enterpriseName,
}
type Owned = z.output<z.ZodObject<typeof owned>>
const ID = number<{ readonly id: number }>(['编号', 'Id', 'ID', 8], ({ id }) => id)
const OWNER: readonly Column<Owned>[] = [
  ID,
  text(['统一社会信用代码/标识', 'Identifier', 'IDENTIFIER', 22], ({ identifier }) => identifier),
  text(['标识类型', 'Scheme', 'SCHEME', 10], ({ scheme }) => scheme),
  text(['单位名称', 'Enterprise', 'ENT_NAME', 32], ({ enterpriseName }) => enterpriseName),
]

export const ExportedRiskPoint = z.object({
  ...owned,
  name: z.string(),
  method: z.string(),
  likelihood: z.number(),
  exposure: z.number().nullable(),
  consequence: z.number(),
  score: z.number(),
  level: z.number().int(),
  measures: z.string().nullable(),
  person: z.string().nullable(),
})
export const RISK_POINT_COLUMNS: readonly Column<z.output<typeof ExportedRiskPoint>>[] = [
  ...OWNER,
  text(['风险点名称', 'Risk point', 'RISK_POINT', 28], ({ name }) => name),
  text(['评价方法', 'Method', 'METHOD', 10], ({ method }) => method),
  number(['可能性', 'Likelihood', 'LIKELIHOOD', 10], ({ likelihood }) => likelihood),
  number(['暴露频率', 'Exposure', 'EXPOSURE', 10], ({ exposure }) => exposure),
  number(['后果', 'Consequence', 'CONSEQUENC', 12], ({ consequence }) => consequence),
  number(['风险值', 'Score', 'SCORE', 10], ({ score }) => score),
  text(['风险等级', 'Risk level', 'RISK_LEVEL', 12], ({ level }, language) => enterpriseRisk(level, language)),
  text(['管控措施', 'Measures', 'MEASURES', 48], ({ measures }) => measures),
  text(['管控责任人', 'Responsible person', 'PERSON', 14], ({ person }) => person),
]

export const ExportedInspection = z.object({
  ...owned,
  kind: z.string(),
  inspector: z.string(),
  inspectedAt: z.string(),
  findings: z.number().int(),
})
export const INSPECTION_COLUMNS: readonly Column<z.output<typeof ExportedInspection>>[] = [
  ...OWNER,
  text(['检查类型', 'Inspection kind', 'KIND', 14], ({ kind }, language) => inspectionWord(kind, language)),
  text(['检查人员', 'Inspector', 'INSPECTOR', 18], ({ inspector }) => inspector),
  text(['检查时间（北京时间）', 'Inspected at (UTC+8)', 'INSPECTDAT', 23], ({ inspectedAt }) => exact(inspectedAt)),
  number(['发现问题数', 'Findings', 'FINDINGS', 12], ({ findings }) => findings),
]

/** Inspections that a figure counts are told by their own number first, as the rows of every figure are. */
export const COUNTED_INSPECTION_COLUMNS: typeof INSPECTION_COLUMNS = [
  number(['编号', 'Id', 'ID', 8], ({ id }) => id),
  ...INSPECTION_COLUMNS,
]

export const ExportedPerson = z.object({
  ...owned,
  office: z.string(),
  name: z.string(),
  phone: z.string().nullish(),
  appointedOn: z.string().nullable(),
})
type ExportedPerson = z.output<typeof ExportedPerson>
/** Phones are told to posts that may know them; for the others there is no such column. */
export const PERSON_PHONE = text<ExportedPerson>(['联系电话', 'Phone', 'PHONE', 18], ({ phone }) => phone ?? null)
export const PERSON_COLUMNS: readonly Column<ExportedPerson>[] = [
  ...OWNER,
  text(['职务', 'Office', 'OFFICE', 16], ({ office }, language) => officeWord(office, language)),
  text(['姓名', 'Full name', 'FULL_NAME', 12], ({ name }) => name),
  PERSON_PHONE,
  text(['任职日期', 'Appointed on', 'APPOINTED', 12], ({ appointedOn }) => appointedOn),
]

/** A territory; null phones are those that who asks is not told. */
export const ExportedTerritory = z.object({
  ...placed,
  code: z.string(),
  name: z.string(),
  person: z.string(),
  phone: z.string().nullable(),
  km2: z.number(),
  area: z.array(z.array(z.array(Position))),
})
export const TERRITORY_COLUMNS: readonly Column<z.output<typeof ExportedTerritory>>[] = [
  ID,
  text(['网格编号', 'Grid code', 'GRID_CODE', 16], ({ code }) => code),
  text(['网格名称', 'Grid name', 'GRID_NAME', 20], ({ name }) => name),
  text(['网格长', 'Grid chief', 'GRID_CHIEF', 14], ({ person }) => person),
  text(['网格长电话', 'Phone', 'PHONE', 18], ({ phone }) => phone),
  number(['面积（km²）', 'Area (km²)', 'AREA_KM2', 12], ({ km2 }) => Number(km2.toFixed(6))),
]

export const ExportedDepartment = z.object({
  id: Id,
  position: z.null(),
  code: z.string(),
  name: z.string(),
  nameEn: z.string().nullable(),
  person: z.string(),
  phone: z.string().nullable(),
  industries: z.array(z.string()),
})
const listed = (codes: readonly string[], language: Language) =>
  codes.length > 0 ? codes.join(language === 'zh' ? '、' : ', ') : null
export const DEPARTMENT_COLUMNS: readonly Column<z.output<typeof ExportedDepartment>>[] = [
  ID,
  text(['部门编号', 'Department code', 'DEPARTMENT', 14], ({ code }) => code),
  text(['部门名称', 'Department name', 'NAME', 24], ({ name }) => name),
  text(['英文名称', 'English name', 'NAME_EN', 24], ({ nameEn }) => nameEn),
  text(['负责人', 'Responsible person', 'PERSON', 14], ({ person }) => person),
  text(['值班电话', 'Phone', 'PHONE', 18], ({ phone }) => phone),
  text(['分管行业', 'Industries', 'INDUSTRIES', 24], ({ industries }, language) => listed(industries, language)),
]

export const ExportedResource = Resource.omit({ enterprise: true, grid: true, phone: true }).extend({
  phone: z.string().nullish(),
})
type ExportedResource = z.output<typeof ExportedResource>
export const RESOURCE_PHONE = text<ExportedResource>(['联系电话', 'Phone', 'PHONE', 18], ({ phone }) => phone ?? null)
export const RESOURCE_COLUMNS: readonly Column<ExportedResource>[] = [
  ID,
  text(['资源类型', 'Resource kind', 'KIND', 12], ({ kind }, language) => resourceWord(kind, language)),
  text(['资源名称', 'Resource name', 'NAME', 28], ({ name }) => name),
  text(['权属单位', 'Owner', 'OWNER', 28], ({ owner }) => owner),
  text(['地址', 'Address', 'ADDRESS', 36], ({ address }) => address),
  text(['联系人', 'Contact', 'CONTACT', 12], ({ contact }) => contact),
  RESOURCE_PHONE,
  number(['数量', 'Quantity', 'QUANTITY', 10], ({ quantity }) => quantity),
  text(['计量单位', 'Unit', 'UNIT', 10], ({ unit }) => unit),
  text(['核查日期', 'Checked on', 'CHECKED', 12], ({ checkedOn }) => checkedOn),
  text(['有效期至', 'Valid until', 'VALIDUNTIL', 12], ({ validUntil }) => validUntil),
]

export const ExportedPeople = z.object({ ...placed, people: z.number().int() })
export const POPULATION_COLUMNS: readonly Column<z.output<typeof ExportedPeople>>[] = [
  ID,
  number(['人口数', 'People', 'PEOPLE', 10], ({ people }) => people),
]
