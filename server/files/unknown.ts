import { FileRefused } from './rows.ts'

/** What a file turns out to be that is not read, and what to do instead. */
interface Unknown {
  readonly zh: string
  readonly en: string
}

const unknown = (zh: string, en: string): Unknown => ({ zh, en })

const SAVE = '请用 Excel 或 WPS 打开后另存为 .xlsx'
const SAVE_EN = 'Open it in Excel or WPS and save it as .xlsx'

const ENCRYPTED = unknown(
  '工作簿设有打开密码（已加密）。请去掉密码、另存后再导入',
  'The workbook is encrypted by a password. Take the password away, save it and import again',
)
const OLD = unknown(`这是旧版 .xls 文件。${SAVE}`, `This is an old .xls. ${SAVE_EN}`)
const OTHER = unknown(
  '文件不是可以导入的格式。可导入：CSV、XLSX、GeoJSON、KML、KMZ、Shapefile（zip）、GeoPackage',
  'The file is of no format that can be imported: CSV, XLSX, GeoJSON, KML, KMZ, a zipped shapefile, GeoPackage',
)

/** An OLE compound file: an old .xls, or an encrypted workbook, which says so anywhere in it. */
export const isCompound = (head: Buffer): boolean => head.subarray(0, 4).toString('latin1') === '\xd0\xcf\x11\xe0'

/** @throws FileRefused that says which of them it is and what to do */
export const refuseCompound = (bytes: Buffer): never =>
  refuse(bytes.includes(Buffer.from('EncryptedPackage', 'utf16le')) ? ENCRYPTED : OLD)

/** How known formats begin. */
const BEGINNINGS: readonly [begins: RegExp, what: Unknown][] = [
  [/^\0\0\x27\x0a/, unknown('这是单独的 .shp。请把同名的 .shp、.dbf、.shx、.prj、.cpg 打成一个 zip', 'This is a .shp alone. Pack the .shp, .dbf, .shx, .prj and .cpg of that name into one zip')],
  [/^(Rar!|7z\xbc\xaf|\x1f\x8b)/, unknown('这是其他格式的压缩包。请解压，或改用 zip', 'This is an archive of another format. Unpack it, or use a zip')],
  [/^%PDF/, unknown('这是 PDF。请取得原始表格（.xlsx 或 CSV）', 'This is a PDF. Ask for the sheet that it was made of (.xlsx or CSV)')],
  [/^[\s\xef\xbb\xbf]*<(!doctype html|html|table)/i, unknown(`这是网页冒充的表格。${SAVE}`, `This is a web page that calls itself a sheet. ${SAVE_EN}`)],
] // prettier-ignore

/** What a zip holds. */
const PARTS: readonly [part: RegExp, what: Unknown][] = [
  [/^xl\/workbook\.bin$/i, unknown(`这是 .xlsb。${SAVE}`, `This is an .xlsb. ${SAVE_EN}`)],
  [/^content\.xml$/i, unknown(`这是 .ods 等 OpenDocument 文件。${SAVE}`, `This is OpenDocument, such as .ods. ${SAVE_EN}`)],
  [/^(word|ppt)\//i, unknown('这是 Word 或演示文稿。请把表格另存为 .xlsx', 'This is a text or slides. Save its table as .xlsx')],
  [/\.(zip|rar|7z|gz|kmz|xlsx)$/i, unknown('压缩包中还有压缩包，不予逐层解压。请取出里面的文件单独导入', 'The zip holds another packed file, which is not unpacked. Take it out and import it alone')],
  [/\.(dbf|shx)$/i, unknown('压缩包中有 .dbf 或 .shx 而没有 .shp。请补上 .shp', 'The zip holds a .dbf or .shx and no .shp. Add the .shp')],
] // prettier-ignore

function refuse({ zh, en }: Unknown, names: readonly string[] = []): never {
  const shown = names.slice(0, 8)
  const [insideZh, inside] =
    shown.length > 0 ? [`（包内：${shown.join('、')}）`, ` (it holds: ${shown.join(', ')})`] : ['', '']
  throw new FileRefused(`${zh}${insideZh}。`, `${en}${inside}.`)
}

/** @throws FileRefused where the bytes begin like a format that is known and not read; it says what to do */
export function refuseKnown(bytes: Buffer): void {
  const begins = bytes.toString('latin1')
  const [, found] = BEGINNINGS.find(([pattern]) => pattern.test(begins)) ?? []
  if (found) refuse(found)
}

/** @throws FileRefused that says what the file is and what to do; `names` are those of a zip's parts */
export function refuseUnknown(names?: readonly string[]): never {
  const [, found = OTHER] = PARTS.find(([pattern]) => names?.some((name) => pattern.test(name))) ?? []
  return refuse(found, names)
}
