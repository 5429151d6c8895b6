import type { Response, Router } from 'express'
import type { z } from 'zod'
import { REPORT_FORMATS, ReportExport } from '#core/contract/exports.ts'
import { Problem } from '#core/contract/problem.ts'
import { IdText } from '#core/contract/route.ts'
import { POSTS } from '#core/domain/posts.ts'
import type { Actor } from '../../db/actor.ts'
import { type Db, inScope } from '../../db/db.ts'
import { nowOf } from '../../db/now.ts'
import { record } from '../../db/record.ts'
import { BOM, line } from '../../files/csvLine.ts'
import { xlsxOf } from '../../files/write/xlsx.ts'
import { zipOf } from '../../files/write/zip.ts'
import { leftOf, lotsOf, sendFile } from '../../http/download.ts'
import type { ActorOf, Kit } from '../../http/kit.ts'
import { originOf } from '../../http/origin.ts'
import { problem } from '../../http/problems.ts'
import { sheetLength } from '../../http/sheet.ts'
import { type Exported, exportedReport, figureLines, FIGURE_SHEET, type ReportSheet, ROW_SHEET, rowLine, rowStatement } from './reportSheets.ts' // prettier-ignore
import { type Language, say, type Word } from './words.ts'

type Format = (typeof REPORT_FORMATS)[number]
const TYPES: Readonly<Record<Format, string>> = {
  csv: 'text/csv; charset=utf-8',
  'csv.zip': 'application/zip',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** In the name of the file: a bare CSV has nothing else to say whether it stands. */
const STANDING = { draft: ['draft-', '未签-'], signed: ['', ''], superseded: ['superseded-', '已更正-'] } as const

interface Asked extends z.output<typeof ReportExport> {
  readonly id: number
  readonly format: Format
  readonly address: string
}

/** What the file is: the report with its signature and data version, and who took it away. */
const manifestOf = (
  report: Exported,
  actor: Actor,
  { address, lang }: Asked,
  { rows, now }: { rows: number; now: Date },
) => {
  const { maySign: _maySign, ...frozen } = report
  const post = actor.post ? POSTS[actor.post][lang] : null
  return { form: 'anjian-report-export-1', by: { name: actor.person, post, role: actor.role }, at: now.toISOString(), address, rows, ...frozen } // prettier-ignore
}
type Manifest = ReturnType<typeof manifestOf>

const STATES: Readonly<Record<Exported['state'], Word>> = {
  draft: ['未签', 'Not signed'],
  signed: ['已签发', 'Signed'],
  superseded: ['已被更正', 'Superseded'],
}
const LABELS: readonly (readonly [label: Word, value: (manifest: Manifest, language: Language) => string | number])[] = [
  [['期间', 'Period'], ({ period }) => period],
  [['状态', 'State'], ({ state }, language) => say(STATES[state], language)],
  [['编制人', 'Prepared by'], ({ preparedBy }) => preparedBy],
  [['统计时刻（UTC）', 'Counted at (UTC)'], ({ preparedAt }) => preparedAt],
  [['签发人', 'Signed by'], ({ signedBy }) => signedBy ?? '—'],
  [['签发时刻（UTC）', 'Signed at (UTC)'], ({ signedAt }) => signedAt ?? '—'],
  [['更正的报表', 'Corrects'], ({ supersedes }) => supersedes ?? '—'],
  [['更正理由', 'Reason'], ({ reason }) => reason ?? '—'],
  [['口径', 'Definitions'], ({ rule }) => rule],
  [['数据版本', 'Data versions'], ({ versions }) => Object.entries(versions).map((pair) => pair.join(' ')).join(', ')],
  [['内容哈希 SHA-256', 'Hash of the content, SHA-256'], ({ hash }) => hash],
  [['明细行数', 'Rows of hazards'], ({ rows }) => rows],
  [['导出人', 'Exported by'], ({ by }) => [by.name, by.post].filter((part) => part !== null).join(' ')],
  [['导出时间（UTC）', 'Exported at (UTC)'], ({ at }) => at],
  [['导出地址', 'Address'], ({ address }) => address],
] // prettier-ignore

const headings = ({ columns }: ReportSheet, language: Language) => columns.map(([word]) => say(word, language))

/** The file as it is read. A bare CSV holds the figures alone; the others their rows and the manifest, too. */
async function contentOf(db: Db, asked: Asked, manifest: Manifest, left: AbortSignal) {
  const { id, lang, bom, format } = asked
  const { lines, names } = await figureLines(db, id, lang)
  const figures = () => [headings(FIGURE_SHEET, lang), ...lines].map(line).join('')
  const mark = bom === 'yes' ? BOM : ''
  if (format === 'csv') return (async function* () { yield mark + figures() })() // prettier-ignore
  const lots = await lotsOf(db, rowStatement(id), left)
  const about = LABELS.map(([label, value]) => [say(label, lang), value(manifest, lang)] as const)
  const at = new Date(manifest.at)
  async function* rows() {
    for await (const lot of lots()) yield lot.map((found) => rowLine(found, names, lang))
  }
  if (format === 'xlsx') {
    const sheet = ({ name, columns }: ReportSheet) => ({
      name: say(name, lang),
      columns: columns.map(([word, width]) => ({ heading: say(word, lang), width })),
    })
    const told: ReportSheet = { name: ['导出说明', 'Manifest'], columns: [[['项目', 'Item'], 26], [['说明', 'Value'], 80]] } // prettier-ignore
    return xlsxOf([{ ...sheet(FIGURE_SHEET), rows: () => [lines] }, { ...sheet(ROW_SHEET), rows }, { ...sheet(told), rows: () => [about] }], at) // prettier-ignore
  }
  async function* hazards() {
    yield mark + line(headings(ROW_SHEET, lang))
    for await (const lot of rows()) yield lot.map(line).join('')
  }
  return zipOf(
    [
      { name: 'figures.csv', content: () => [mark + figures()] },
      { name: 'hazards.csv', content: hazards },
      { name: 'manifest.json', content: () => [`${JSON.stringify(manifest, null, 2)}\n`] },
      { name: 'README.txt', content: () => [BOM + about.map((pair) => `${pair.join(': ')}\r\n`).join('')] },
    ],
    at,
  )
}

async function send(db: Db, res: Response, actor: Actor, asked: Asked): Promise<void> {
  const { id, format } = asked
  const report = await exportedReport(db, id)
  const rows = await sheetLength(db, { statement: rowStatement(id) })
  const manifest = manifestOf(report, actor, asked, { rows, now: await nowOf(db) })
  const content = await contentOf(db, asked, manifest, leftOf(res))
  const [en, zh] = STANDING[report.state]
  const tail = `${report.period}-${report.id}.${format}`
  await sendFile(res, { name: [`report-${en}${tail}`, `隐患统计表-${zh}${tail}`], type: TYPES[format] }, content)
}

/** `GET /exports/reports/:id.<format>`: a report as one file, recorded in the audit first. */
export function reportExport(router: Router, { pool, readPool }: Pick<Kit, 'pool' | 'readPool'>, actorOf: ActorOf) {
  for (const format of REPORT_FORMATS) {
    router.get(`/exports/reports/:id.${format}`, async (req, res) => {
      const actor: Actor = { ...(await actorOf(req)), ...originOf(req) }
      if (actor.role !== 'government') throw problem(actor.role === 'public' ? 'sign-in-needed' : 'not-allowed')
      const query = ReportExport.safeParse(req.query)
      if (!query.success) {
        const issues = query.error.issues.map(({ path, message }) => ({ at: ['query', ...path].join('.'), message }))
        throw new Problem('invalid-request', problem('invalid-request').message, issues)
      }
      const id = IdText.safeParse(req.params['id'])
      if (!id.success) throw problem('not-found')
      const asked: Asked = { ...query.data, id: id.data, format, address: req.originalUrl.slice(0, 2000) }
      await inScope(readPool, actor, (db) => exportedReport(db, asked.id), { snapshot: true })
      const details = { path: asked.address, format }
      await inScope(pool, actor, (db) => record(db, { act: 'export', topic: 'report', ids: [asked.id], count: 1, details }))
      await inScope(readPool, actor, (db) => send(db, res, actor, asked), { snapshot: true })
    })
  }
} // prettier-ignore
