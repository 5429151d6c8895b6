import { groupsBy } from '../../files/groups.ts'
import type { Issue, SourceRow, Table } from '../../files/rows.ts'
import type { BlindSpots, ImportReport } from './request.ts'
import { isError } from './judge.ts'
import { placeIn } from './place.ts'
import { RULES } from './rules.ts'

/** Rows shown of each rule; the file of faulty rows has them all. */
const SHOWN = 10

const short = (text: string) => (text.length > 80 ? `${text.slice(0, 79)}…` : text)

function sentence(table: Table, { row, column, rule, found }: Issue): string {
  return `    ${placeIn(table, row, column)}${found ? `: ${short(found)}` : ''} [${rule}]`
}

/** Issues by rule: how many, what the rule says, what to do, and the first rows. */
export function describeIssues(table: Table, issues: readonly Issue[]): string[] {
  const byRule = groupsBy(issues, ({ rule }) => rule)
  return [...byRule].flatMap(([rule, found]) => {
    const words = RULES[rule]
    const kind = words?.warning ? '提示 note' : '错误 error'
    const more = found.length - SHOWN
    return [
      `  ${kind} ${rule} × ${found.length} — ${words?.zh ?? rule}；${words?.remedyZh ?? ''}。`,
      `    ${words?.en ?? rule}. ${words?.remedyEn ?? ''}.`,
      ...found.slice(0, SHOWN).map((issue) => sentence(table, issue)),
      ...(more > 0 ? [`    … 另 ${more} 行 and ${more} more`] : []),
    ]
  })
}

/** Blank cells by column: what they leave, and what is assumed in their place. */
export const describeBlanks = (blanks: ImportReport['blanks']): string[] =>
  blanks.flatMap(({ rule, column, cells, assumedZh, assumedEn, zh, en, remedyZh, remedyEn }) => [
    `  提示 note ${rule} “${column}” × ${cells} — ${zh}${assumedZh === null ? '' : `：${assumedZh}`}；${remedyZh}。`,
    `    ${en}${assumedEn === null ? '' : `: ${assumedEn}`}. ${remedyEn}.`,
  ])

const km2 = (area: number) => (area / 1e6).toFixed(3)

/** A warning of what no grid chief will see, with what to look at first; nothing where every enterprise lies in a grid. */
function describeBlindSpots({ inNoGrid, unlocated, offDistrict }: BlindSpots): string[] {
  if (inNoGrid === 0) return []
  return [
    `  注意：${inNoGrid} 家单位不在任何网格内（其中无位置 ${unlocated} 家，在辖区轮廓之外 ${offDistrict} 家）；请核对 --datum、坐标和网格是否已导入。`,
    `  Warning: ${inNoGrid} enterprises lie in no grid (${unlocated} without a position, ${offDistrict} outside the district); check --datum, the positions, and whether the grids are in.`,
  ]
}

/** The report of an import, line by line, in Chinese and English. */
export function describeReport(report: ImportReport): string[] {
  const { rows, located, added, changed, unchanged, rejected, seconds } = report
  const rate = Math.round(rows / seconds)
  return [
    ...describeIssues(report.table, report.issues),
    ...describeBlanks(report.blanks),
    ...report.repairs.map(
      ({ code, name, before, after }) =>
        `  修复 repaired ${code} ${name}: ${km2(before)} → ${km2(after)} km² (${((after / before - 1) * 100).toFixed(6)} %)`,
    ),
    ...report.overridden.map(
      ({ row, key, rule, reason }) => `  豁免 overridden 第 ${row} 行 row ${row} (${key}) ${rule}: ${reason}`,
    ),
    `  ${rows} 行，其中 ${located} 行有位置 · ${rows} rows, ${located} located`,
    `  新增 added ${added} · 变更 changed ${changed} · 未变 unchanged ${unchanged} · 拒绝 rejected ${rejected}`,
    ...describeBlindSpots(report.blindSpots),
    `  ${seconds.toFixed(2)} s, ${rate} 行/秒 rows/s`,
  ]
}

const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

type Heading = Pick<Table, 'columns' | 'of'>
export const lineOf = (cells: readonly string[]) => `${cells.map(cell).join(',')}\r\n`

/** The headings of faulty rows: those of the file, and one for the reasons. */
export const faultyColumns = ({ columns }: Heading): string[] => [...columns, '原因 reasons']
/** The first line of a sheet of faulty rows. UTF-8 with BOM. */
export const faultyHeading = (table: Heading): string => `\uFEFF${lineOf(faultyColumns(table))}`

/** A faulty row as it was, with the reasons in a last cell. */
export function faultyCells(table: Heading, { row, cells }: SourceRow, found: readonly Omit<Issue, 'row'>[]): string[] {
  const reasons = found.filter(isError).map(({ column, rule }) => {
    const words = RULES[rule]
    return `${placeIn(table, row, column)}: ${rule} ${words?.zh ?? ''}，${words?.remedyZh ?? ''} / ${words?.en ?? ''}. ${words?.remedyEn ?? ''}`
  })
  return [...table.columns.map((_, i) => cells[i] ?? ''), reasons.join(' | ')]
}

/** The faulty rows as they were, with the reasons in a last column: to be corrected and imported again. */
export function faultyRows(table: Table, issues: readonly Issue[]): string {
  const byRow = groupsBy(issues.filter(isError), ({ row }) => row)
  const rows = new Map(table.rows.map(({ row, cells }) => [row, cells]))
  const lines = [...byRow].map(([row, found]) => lineOf(faultyCells(table, { row, cells: rows.get(row) ?? [] }, found)))
  return faultyHeading(table) + lines.join('')
}
