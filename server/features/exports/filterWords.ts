import { z } from 'zod'
import type { Filter, FilterField } from '#core/contract/filter.ts'
import { INDUSTRY_SECTIONS } from '#core/domain/industry.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { classWord, enterpriseRisk, type Language, levelWord, say, type Word } from './words.ts'

const FIELDS: Readonly<Record<FilterField, Word>> = {
  class: ['类别', 'Class'],
  risk: ['风险', 'Risk'],
  industry: ['行业', 'Industry'],
  department: ['成员单位', 'Member unit'],
  grid: ['网格', 'Grid'],
  place: ['园区楼宇', 'Park or tower'],
  sourceLevel: ['危险源等级', 'Hazard source level'],
  overdue: ['有超期隐患', 'With overdue hazards'],
  dueSoon: ['有 7 日内到期的隐患', 'With hazards due within 7 days'],
  search: ['文字', 'Text'],
  bbox: ['地图范围（WGS 84，西、南、东、北）', 'Map extent (WGS 84, west, south, east, north)'],
  polygon: ['框选范围（WGS 84）', 'Drawn area (WGS 84)'],
}

const Named = z.object({ id: z.number().int(), name: z.string() })
const NAMES = {
  department: sql`select id, name from department`,
  grid: sql`select id, name from grid`,
  place: sql`select id, name from place`,
} as const satisfies Record<string, Sql>
const NONE: Readonly<Record<keyof typeof NAMES, Word>> = {
  department: ['无主管单位', 'none'],
  grid: ['不在任何网格', 'in no grid'],
  place: ['无', 'none'],
}

/** Names of what is filtered by, as far as whoever asks may know them; else the number. */
async function namesOf(db: Db, of: keyof typeof NAMES, ids: readonly number[], language: Language): Promise<string[]> {
  const rows = await db.many(Named, sql`${NAMES[of]} where id = any (${[...ids]}::integer[])`)
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  return ids.map((id) => names.get(id) ?? (id === 0 ? say(NONE[of], language) : `#${id}`))
}

const industryWord = (code: string, language: Language) => {
  const section = INDUSTRY_SECTIONS.find((each) => each.code === code)
  return section ? `${code} ${section[language]}` : code
}

/** The conditions of a filter, one sentence each, in the language of the file; none where all of the scope is meant. */
export async function filterWords(db: Db, filter: Filter, language: Language): Promise<string[]> {
  const values: { [Field in FilterField]?: readonly string[] } = {
    ...(filter.class && { class: filter.class.map((name) => classWord(name, language)) }),
    ...(filter.risk && { risk: filter.risk.map((risk) => enterpriseRisk(risk, language)) }),
    ...(filter.industry && { industry: filter.industry.map((code) => industryWord(code, language)) }),
    ...(filter.department && { department: await namesOf(db, 'department', filter.department, language) }),
    ...(filter.grid && { grid: await namesOf(db, 'grid', filter.grid, language) }),
    ...(filter.place && { place: await namesOf(db, 'place', filter.place, language) }),
    ...(filter.sourceLevel && { sourceLevel: filter.sourceLevel.map((level) => levelWord(level, language)) }),
    ...(filter.overdue && { overdue: [] }),
    ...(filter.dueSoon && { dueSoon: [] }),
    ...(filter.search !== undefined && { search: [filter.search] }),
    ...(filter.bbox && { bbox: filter.bbox.map(String) }),
    ...(filter.polygon && { polygon: filter.polygon.map((corner) => corner.join(' ')) }),
  }
  const [colon, comma] = language === 'zh' ? ['：', '、'] : [': ', ', ']
  return Object.entries(values).map(([field, words]) => {
    const label = say(FIELDS[field as FilterField], language)
    return words.length > 0 ? `${label}${colon}${words.join(comma)}` : label
  })
}
