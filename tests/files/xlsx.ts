import { zipped } from './zip.ts'

/** A cell as it is written: text, number, truth, nothing, or the XML of the cell itself with `REF` for its reference. */
export type Written = string | number | boolean | null | { readonly xml: string }

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

export const lettersOf = (column: number): string =>
  column < 26
    ? String.fromCharCode(65 + column)
    : `${lettersOf(Math.floor(column / 26) - 1)}${String.fromCharCode(65 + (column % 26))}`

function cellOf(value: Written, ref: string, strings: string[]): string {
  if (value === null) return ''
  if (typeof value === 'number') return `<c r="${ref}"><v>${value}</v></c>`
  if (typeof value === 'boolean') return `<c r="${ref}" t="b"><v>${value ? 1 : 0}</v></c>`
  if (typeof value === 'object') return value.xml.replaceAll('REF', ref)
  if (!strings.includes(value)) strings.push(value)
  return `<c r="${ref}" t="s"><v>${strings.indexOf(value)}</v></c>`
}

export interface Book {
  /** Rows by sheet; the first row of each is row 1. */
  readonly sheets: Readonly<Record<string, readonly (readonly Written[])[]>>
  readonly hidden?: readonly string[]
  readonly merged?: readonly string[]
  readonly styles?: string
  readonly from1904?: boolean
  /** Further or other parts. */
  readonly parts?: Readonly<Record<string, string | Buffer>>
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'
const relation = (id: string, kind: string, target: string) =>
  `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`
const relations = (...all: string[]) => `<Relationships xmlns="${PACKAGE}">${all.join('')}</Relationships>`

/** The parts of a workbook, as ECMA-376 has them. */
export function xlsxParts({ sheets, hidden = [], merged = [], styles, from1904, parts = {} }: Book) {
  const strings: string[] = []
  const names = Object.keys(sheets)
  const made: Record<string, string | Buffer> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': relations(relation('rId1', 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml': `<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr${from1904 ? ' date1904="1"' : ''}/><sheets>${names.map((name, i) => `<sheet name="${escaped(name)}" sheetId="${i + 1}"${hidden.includes(name) ? ' state="hidden"' : ''} r:id="s${i}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      ...names.map((_, i) => relation(`s${i}`, 'worksheet', `worksheets/sheet${i + 1}.xml`)),
      relation('strings', 'sharedStrings', 'sharedStrings.xml'),
      relation('styles', 'styles', '/xl/styles.xml'),
    ),
    'xl/styles.xml': styles ?? `<styleSheet xmlns="${MAIN}"><cellXfs><xf numFmtId="0"/></cellXfs></styleSheet>`,
  }
  for (const [i, name] of names.entries()) {
    const rows = (sheets[name] ?? []).map((row, r) => {
      const cells = row.map((value, column) => cellOf(value, `${lettersOf(column)}${r + 1}`, strings))
      return `<row r="${r + 1}">${cells.join('')}</row>`
    })
    const ranges = merged.length > 0 ? `<mergeCells>${merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>` : '' // prettier-ignore
    made[`xl/worksheets/sheet${i + 1}.xml`] =
      `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="${MAIN}"><sheetData>${rows.join('')}</sheetData>${ranges}</worksheet>`
  }
  made['xl/sharedStrings.xml'] =
    `<sst xmlns="${MAIN}">${strings.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`
  return { ...made, ...parts }
}

/** A workbook of the sheets given, written by hand. */
export const xlsxOf = (book: Book): Buffer => zipped(xlsxParts(book))
