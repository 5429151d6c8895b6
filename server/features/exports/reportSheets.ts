import { z } from 'zod'
import { ReportFigure, ReportHead, ReportRow } from '#core/contract/reports.ts'
import { INDUSTRY_SECTIONS } from '#core/domain/industry.ts'
import { REPORT_MEASURES, type ReportMeasure } from '#core/domain/reports.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import type { Value } from '../../files/write/table.ts'
import { reportColumns } from '../../filter/rows/reportRows.ts'
import { problem } from '../../http/problems.ts'
import { hazardSourceWord, type Language, levelWordOf, say, stateWord, type Word, yesNo } from './words.ts'

/** A sheet of a report: its headings with their width, and how many rows it has. */
export interface ReportSheet {
  readonly name: Word
  readonly columns: readonly (readonly [heading: Word, width: number])[]
}

const MEASURES: Readonly<Record<ReportMeasure, Word>> = {
  found: ['期内发现', 'Found in the period'],
  closed: ['期内闭环', 'Closed in the period'],
  open: ['期末未闭环', 'Open at the end'],
  overdue: ['期末超期', 'Overdue at the end'],
  waiting: ['其中待复查', 'Of these waiting for review'],
  due: ['期内到期', 'Due in the period'],
  'on-time': ['其中按期整改', 'Of these closed on time'],
}
const SECTIONS: Readonly<Record<ReportFigure['section'], Word>> = {
  total: ['合计', 'All'],
  level: ['隐患级别', 'Level'],
  industry: ['行业', 'Industry'],
  grid: ['网格', 'Grid'],
  department: ['主管单位', 'Lead department'],
  previous: ['上期', 'Period before'],
  'year-before': ['上年同期', 'A year earlier'],
}
const NONE: Word = ['无', 'none']
const RATE: Word = ['按期整改率（%）', 'Closed on time, %']

export const FIGURE_SHEET: ReportSheet = {
  name: ['统计表', 'Figures'],
  columns: [
    [['分组', 'Section'], 14],
    [['项目', 'Item'], 30],
    ...REPORT_MEASURES.map((measure) => [MEASURES[measure], 14] as const),
    [RATE, 14],
  ],
}
export const ROW_SHEET: ReportSheet = {
  name: ['隐患明细', 'Hazards'],
  columns: [
    [['编号', 'Id'], 8],
    [['单位编号', 'Enterprise id'], 10],
    [['单位名称', 'Enterprise'], 32],
    [['隐患描述', 'Description'], 48],
    [['级别', 'Level'], 10],
    [['来源', 'Source'], 12],
    [['行业代码 GB/T 4754', 'Industry GB/T 4754'], 12],
    [['网格', 'Grid'], 16],
    [['主管单位', 'Lead department'], 18],
    [['发现时间（北京时间）', 'Found (UTC+8)'], 20],
    [['整改期限（北京时间）', 'Due (UTC+8)'], 20],
    [['闭环时间（北京时间）', 'Closed (UTC+8)'], 20],
    [['期末状态', 'State at the end'], 14],
    ...REPORT_MEASURES.map((measure) => [MEASURES[measure], 12] as const),
  ],
}

const local = (instant: string | null) =>
  instant === null ? null : new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

/** A figure with the English name of its department, where that bears the name still that it had. */
const Figure = ReportFigure.extend({ labelEn: z.string().nullable() })
type Figure = z.infer<typeof Figure>

const nameIn = ({ label, labelEn }: Figure, language: Language) => (language === 'en' && labelEn) || label

/** Closed on time of those due, in percent as the page has it; null where none was due. */
function rateOf(line: readonly Value[]): Value {
  const [due, onTime] = (['due', 'on-time'] as const).map((measure) => Number(line[2 + REPORT_MEASURES.indexOf(measure)])) // prettier-ignore
  return due && onTime !== undefined ? Number(((onTime / due) * 100).toFixed(1)) : null
}

function itemWord(figure: Figure, language: Language): string {
  const { section, key } = figure
  const label = nameIn(figure, language)
  const industry = section === 'industry' && INDUSTRY_SECTIONS.find(({ code }) => code === key)
  if (industry) return `${key} ${industry[language]}`
  if (key === 'general' || key === 'major') return levelWordOf(key, language)
  if (label !== '') return label
  return key === '' ? say(SECTIONS.total, language) : say(NONE, language)
}

export const Exported = ReportHead.extend({ rule: z.string(), versions: z.record(z.string(), z.number().int()) })
export type Exported = z.infer<typeof Exported>

/** The report that is to be written. @throws Problem not-found */
export async function exportedReport(db: Db, id: number): Promise<Exported> {
  const found = await db.maybe(
    Exported,
    sql`select p.id, p.period, p.state, p.supersedes, p.reason, p.prepared_by as "preparedBy", p.prepared_at as "preparedAt",
        p.signed_by as "signedBy", p.signed_at as "signedAt", encode(p.hash, 'hex') as hash, false as "maySign", p.rule, p.versions
      from report p where p.id = ${id}::integer`,
  )
  if (!found) throw problem('not-found')
  return found
}

/** The figures as lines: one of each section and item, with its measures side by side; and the names that items bear. */
export async function figureLines(db: Db, id: number, language: Language) {
  const figures = await db.many(
    Figure,
    sql`select section, key, label, measure, value, d.name_en as "labelEn" from report_figure f
      left join department d on f.section = 'department' and d.id::text = f.key and d.name = f.label where f.report = ${id}::integer
      order by array_position(${Object.keys(SECTIONS)}::text[], section), key collate "C"`,
  )
  const lines = new Map<string, Value[]>()
  const names = new Map<string, string>()
  for (const figure of figures) {
    const of = `${figure.section} ${figure.key}`
    const line = lines.get(of) ?? [
      say(SECTIONS[figure.section], language),
      itemWord(figure, language),
      ...REPORT_MEASURES.map(() => 0),
    ]
    line[2 + REPORT_MEASURES.indexOf(figure.measure)] = figure.value
    lines.set(of, line)
    names.set(of, nameIn(figure, language))
  }
  return { lines: [...lines.values()].map((line) => [...line, rateOf(line)]), names }
}

const FLAGS = sql`r.found, r.closed, r.open, r.waiting, r.due, r.on_time as "on-time"`
/** All that a report counts, in the order of ids. */
export const rowStatement = (id: number) =>
  sql`select ${reportColumns}, ${FLAGS} from report_hazard r where r.report = ${id}::integer order by r.hazard`
const Flags = z.object(Object.fromEntries(REPORT_MEASURES.map((measure) => [measure, z.boolean()])))

/** A row of that statement as it is written. `names`: of grids and departments, by section and id. */
export function rowLine(found: unknown, names: ReadonlyMap<string, string>, language: Language): Value[] {
  const row = ReportRow.parse(found)
  const flags = Flags.parse(found)
  return [
    row.id,
    row.enterprise,
    row.enterpriseName,
    row.description,
    levelWordOf(row.major ? 'major' : 'general', language),
    hazardSourceWord(row.source, language),
    row.industry,
    names.get(`grid ${row.grid}`) ?? null,
    names.get(`department ${row.department}`) ?? null,
    local(row.foundAt),
    local(row.dueAt),
    local(row.closedAt),
    row.state === null ? null : stateWord(row.state, language),
    ...REPORT_MEASURES.map((measure) => yesNo(flags[measure] ?? false, language)),
  ]
}
