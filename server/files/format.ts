import { type Archive, withArchive } from './archive.ts'
import { detectEncoding, type Encoding, markedAs } from './encoding.ts'
import { FileRefused } from './rows.ts'
import { layersIn } from './shapefile/shapefile.ts'
import { decode, headOf, readBytes } from './text.ts'
import { isCompound, refuseCompound, refuseKnown, refuseUnknown } from './unknown.ts'

/** What a file is, whatever its name; `part` is the KML in a KMZ. */
export type Format =
  | { readonly is: 'csv' }
  | { readonly is: 'xlsx' }
  | { readonly is: 'geojson' }
  | { readonly is: 'shapefile' }
  | { readonly is: 'geopackage' }
  | { readonly is: 'kml'; readonly part: string | undefined }

/** How a database of SQLite begins; whether it is a GeoPackage is seen where it is opened. */
const SQLITE = 'SQLite format 3\0'
/** Bytes by which a format is told. */
const HEAD = 65_536

function ofArchive({ names }: Archive): Format {
  if (names.some((name) => /^xl\/workbook\.xml$/i.test(name)) || names.includes('_rels/.rels')) return { is: 'xlsx' }
  if (layersIn(names).length > 0) return { is: 'shapefile' }
  const part = names.find((name) => /^doc\.kml$/i.test(name)) ?? names.find((name) => /\.kml$/i.test(name))
  return part === undefined ? refuseUnknown(names) : { is: 'kml', part }
}

/** Whether bytes are no text: zeros and other signs that no text has, but for UTF-16 and zeros at the end. */
function isBinary(head: Buffer): boolean {
  if (markedAs(head) !== undefined || detectEncoding(head).startsWith('utf16')) return false
  let end = head.length
  while (end > 0 && head[end - 1] === 0) end -= 1
  const signs = head.subarray(0, end).filter((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27)).length
  return end === 0 ? head.length > 0 : signs > end / 50
}

/** Tells what a file is by what it holds. @throws FileRefused where it is nothing that is read */
export async function formatOf(path: string, declared?: Encoding): Promise<Format> {
  const head = await headOf(path, HEAD)
  if (head.subarray(0, 2).toString('latin1') === 'PK' && head[2] !== undefined && head[2] < 9) {
    return withArchive(path, ofArchive)
  }
  if (head.toString('latin1', 0, SQLITE.length) === SQLITE) return { is: 'geopackage' }
  if (isCompound(head)) return refuseCompound(await readBytes(path))
  refuseKnown(head)
  if (isBinary(head)) return refuseUnknown()
  const begins = decode(head, declared).text.trimStart()
  if (begins.startsWith('<')) return { is: 'kml', part: undefined }
  return { is: /^(\{|\[\s*\{)/.test(begins) ? 'geojson' : 'csv' }
}

/** What a RangeError means where a file is read: numbers that lead out of it, or texts longer than any that can be held. */
export function refusedFor(error: unknown): unknown {
  if (!(error instanceof RangeError)) return error
  return new FileRefused(
    `文件内容有误，无法读取（${error.message}）。请重新导出。`,
    `The file is wrong and cannot be read (${error.message}). Export it again.`,
  )
}
