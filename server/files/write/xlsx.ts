import { lettersOf } from '../xlsx/letters.ts'
import type { Value } from './table.ts'
import { type ZipPart, zipOf } from './zip.ts'

/** Rows of a sheet, its header not counted. @see Excel specifications and limits: 1,048,576 rows */
export const MOST_SHEET_ROWS = 1_048_575

type Lot = readonly (readonly Value[])[]
/** A sheet of a workbook. */
export interface WrittenSheet {
  readonly name: string
  readonly columns: readonly { readonly heading: string; readonly width: number }[]
  /** Lots of rows. */
  readonly rows: () => Iterable<Lot> | AsyncIterable<Lot>
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
/** Places in `cellXfs`: a bold heading, and text that stays text when somebody edits it (format 49, `@`). */
const [HEADING, TEXT] = [1, 2]
const STYLES = `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`

/** What XML cannot hold, or would change, and what only looks like its escape. @see ECMA-376-1:2016 22.9.2.19 ST_Xstring */

const UNFIT = /[\0-\x08\x0b\x0c\x0d\x0e-\x1f\ufffe\uffff]/g
const escapeOf = (character: string) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`
const MARKUP: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** A text as the content of an element or an attribute. */
export const xmlText = (text: string): string =>
  text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(UNFIT, escapeOf)
    .replace(/[&<>"]/g, (character) => MARKUP[character] ?? '')

/** A cell: numbers as numbers, text as an inline string, which no program takes for a formula; nothing for nothing. */
function cellXml(value: Value, reference: string, style: number): string {
  if (value === null || value === '') return ''
  if (typeof value === 'number') return `<c r="${reference}"><v>${value}</v></c>`
  return `<c r="${reference}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(value)}</t></is></c>`
}

function rowXml(values: readonly Value[], row: number, letters: readonly string[], style: number): string {
  return `<row r="${row}">${values.map((value, i) => cellXml(value, `${letters[i]}${row}`, style)).join('')}</row>`
}

/** A sheet with its header frozen and its columns as wide as they say. */
async function* sheetXml({ columns, rows }: WrittenSheet) {
  const letters = columns.map((_, i) => lettersOf(i))
  const widths = columns.map(({ width }, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`)
  const frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
  yield `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${frozen}</sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>`
  const header = columns.map(({ heading }) => heading)
  yield rowXml(header, 1, letters, HEADING)
  let row = 1
  for await (const lot of rows()) {
    yield lot.map((values) => rowXml(values, (row += 1), letters, TEXT)).join('')
  }
  yield '</sheetData></worksheet>'
}

const whole = (name: string, xml: string): ZipPart => ({ name, content: () => [DECLARATION + xml] })

function partsOf(sheets: readonly WrittenSheet[]): ZipPart[] {
  const numbers = sheets.map((_, i) => i + 1)
  const types = numbers.map((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${TYPE}.worksheet+xml"/>`) // prettier-ignore
  const named = sheets.map(({ name }, i) => `<sheet name="${xmlText(sheetName(name))}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`) // prettier-ignore
  const relations = numbers.map((n) => `<Relationship Id="rId${n}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n}.xml"/>`) // prettier-ignore
  const styles = `<Relationship Id="rId${sheets.length + 1}" Type="${OFFICE}/styles" Target="styles.xml"/>`
  return [
    whole('[Content_Types].xml', `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>${types.join('')}</Types>`),
    whole('_rels/.rels', `<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`),
    whole('xl/workbook.xml', `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${named.join('')}</sheets></workbook>`),
    whole('xl/_rels/workbook.xml.rels', `<Relationships xmlns="${RELATIONS}">${relations.join('')}${styles}</Relationships>`),
    whole('xl/styles.xml', STYLES),
    ...sheets.map((sheet, i) => ({ name: `xl/worksheets/sheet${i + 1}.xml`, content: () => sheetXml(sheet) })),
  ]
} // prettier-ignore

/** A name as a tab takes it: at most 31 characters, none of `[]:*?/\`, no apostrophe at its ends. */
const sheetName = (name: string) =>
  name
    .replace(/[[\]:*?/\\]/g, ' ')
    .replace(/^'|'$/g, ' ')
    .slice(0, 31)

/** A workbook, written as it is read. Strings stand in their cells, so nothing of it is held. */
export const xlsxOf = (sheets: readonly WrittenSheet[], at: Date): AsyncGenerator<Buffer> => zipOf(partsOf(sheets), at)
