import { CHECKLIST_COLUMNS, type ChecklistColumn } from '#core/domain/checklistColumns.ts'
import { HAZARD_KIND_WORDS, type HazardKind } from '#core/domain/hazardKinds.ts'
import { MOST_ITEMS } from '#core/contract/inspections.ts'
import type { Issue } from '#core/contract/problem.ts'
import { readRows } from '../../files/read.ts'

/** A checklist as a file has it; its items in the order of their numbers. */
export interface FiledChecklist {
  readonly name: string
  readonly industry: string | null
  readonly source: string
  readonly items: readonly FiledItem[]
}
interface FiledItem {
  readonly n: number
  readonly question: string
  readonly clause: string
  readonly evidence: string | null
  readonly severity: 'general' | 'major'
  readonly kind: HazardKind
}

const MOST: Readonly<Partial<Record<ChecklistColumn, number>>> = { name: 80, source: 200, question: 300, clause: 200, evidence: 200 } // prettier-ignore
const NEEDED: readonly ChecklistColumn[] = ['name', 'source', 'n', 'question', 'clause', 'severity', 'kind']
const SEVERITIES: Readonly<Record<string, FiledItem['severity']>> = { 一般: 'general', general: 'general', 重大: 'major', major: 'major' } // prettier-ignore
const KINDS: Readonly<Record<string, HazardKind>> = Object.fromEntries(
  (Object.keys(HAZARD_KIND_WORDS) as HazardKind[]).flatMap((kind) => {
    const { zh, en } = HAZARD_KIND_WORDS[kind]
    return [[kind, kind], [zh, kind], [en.toLowerCase(), kind]] // prettier-ignore
  }),
)

const words = (zh: string, en: string) => `${zh}\n${en}`
type Cells = Readonly<Record<ChecklistColumn, string>>
type Fault = (column: ChecklistColumn, zh: string, en: string) => void

/** The checklists of a file; or what is wrong with it, by row and column, with the remedy. @throws FileRefused where it cannot be read */
export async function readChecklists(path: string): Promise<{ lists: FiledChecklist[]; issues: Issue[] }> {
  const { columns, rows, issues: unread } = await readRows(path)
  const issues = unread.map(({ row, column, rule }) => issueAt(row, column, '读不出；请改正后重新导出', `cannot be read (${rule}): correct it and export again`)) // prettier-ignore
  const places = Object.fromEntries(
    Object.entries(CHECKLIST_COLUMNS).map(([name, called]) => [name, columns.findIndex((one) => called.some((word) => word === one.trim().toLowerCase()))]), // prettier-ignore
  ) as Record<ChecklistColumn, number>
  const missing = NEEDED.filter((column) => places[column] < 0)
  for (const column of missing)
    issues.push(issueAt(1, CHECKLIST_COLUMNS[column][0], '缺少这一列；请加上', 'this column is missing: add it'))
  if (missing.length > 0) return { lists: [], issues }
  const lists = new Map<string, FiledChecklist & { items: FiledItem[] }>()
  for (const { row, cells } of rows) {
    const called = Object.fromEntries(
      Object.entries(places).map(([name, at]) => [name, at < 0 ? '' : (cells[at] ?? '').trim()]),
    ) as Record<ChecklistColumn, string>
    if (Object.values(called).every((text) => text === '')) continue
    addRow(lists, called, (column, zh, en) => issues.push(issueAt(row, CHECKLIST_COLUMNS[column][0], zh, en)))
  }
  if (rows.length === 0) issues.push(issueAt(1, CHECKLIST_COLUMNS.question[0], '没有检查项；请至少填一行', 'there is no item: give at least one row')) // prettier-ignore
  const sorted = [...lists.values()].map((list) => ({ ...list, items: list.items.toSorted((a, b) => a.n - b.n) }))
  return { lists: sorted, issues }
}

const issueAt = (row: number, column: string, zh: string, en: string): Issue => ({
  at: `row ${row}, ${column}`,
  message: words(`第 ${row} 行“${column}”：${zh}。`, `Row ${row}, “${column}”: ${en}.`),
})

/** Adds a row to its checklist, or says what is wrong with it. */
function addRow(lists: Map<string, FiledChecklist & { items: FiledItem[] }>, cells: Cells, fault: Fault): void {
  let faults = 0
  const wrong: Fault = (...said) => {
    faults += 1
    fault(...said)
  }
  for (const column of NEEDED) if (cells[column] === '') wrong(column, '没有填；请填写', 'is empty: fill it in')
  for (const [column, most] of Object.entries(MOST) as [ChecklistColumn, number][])
    if (cells[column].length > most)
      wrong(column, `超过 ${most} 字；请缩短`, `is longer than ${most} characters: shorten it`)
  const { name, source, question, clause } = cells
  const industry = cells.industry || null
  if (industry && !/^[A-T]([0-9]{2,4})?$/.test(industry)) wrong('industry', '不是 GB/T 4754 的门类或大类，如 C26；留空为各行业', 'is no section or division of GB/T 4754 such as C26; leave it empty for all') // prettier-ignore
  const n = /^[1-9][0-9]{0,2}$/.test(cells.n) ? Number(cells.n) : 0
  if (cells.n !== '' && n === 0) wrong('n', '应为 1 至 999 的整数', 'has to be a whole number from 1 to 999')
  const severity = SEVERITIES[cells.severity.toLowerCase()]
  if (cells.severity !== '' && !severity) wrong('severity', '应为“一般”或“重大”', 'has to be general or major')
  const kind = KINDS[cells.kind.toLowerCase()]
  if (cells.kind !== '' && !kind) wrong('kind', `应为其中之一：${Object.values(HAZARD_KIND_WORDS).map(({ zh }) => zh).join('、')}`, `has to be one of ${Object.keys(HAZARD_KIND_WORDS).join(', ')}`) // prettier-ignore
  const list = lists.get(name) ?? { name, industry, source, items: [] }
  if (list.industry !== industry) wrong('industry', '同一检查表前后不一致；请改为一致', 'differs from the rows before of the same checklist: make them alike') // prettier-ignore
  if (list.source !== source) wrong('source', '同一检查表前后不一致；请改为一致', 'differs from the rows before of the same checklist: make them alike') // prettier-ignore
  if (n > 0 && list.items.some((item) => item.n === n)) wrong('n', '在这份检查表中重复；请改号', 'comes twice in this checklist: give it another number') // prettier-ignore
  if (list.items.length >= MOST_ITEMS) wrong('n', `超过 ${MOST_ITEMS} 项；请分成几份`, `is beyond ${MOST_ITEMS} items: split the checklist`) // prettier-ignore
  if (faults > 0 || !severity || !kind) return
  list.items.push({ n, question, clause, evidence: cells.evidence || null, severity, kind })
  lists.set(name, list)
}
