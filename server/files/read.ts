import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type Archive, openArchive } from './archive.ts'
import { readCsv } from './csv.ts'
import { detectEncoding, type Encoding, markedAs } from './encoding.ts'
import { type Feature, type FeatureRow, pointTable, polygonTable } from './features.ts'
import { readGeoJson } from './geojson.ts'
import { readKml } from './kml/kml.ts'
import { FileRefused, type Table } from './rows.ts'
import { holdsShapefile, readShapefile } from './shapefile/shapefile.ts'
import { decode, headOf, readBytes } from './text.ts'
import { isCompound, refuseCompound, refuseKnown, refuseUnknown } from './unknown.ts'
import { readXlsx } from './xlsx/xlsx.ts'

/** How a file is to be read; what does not concern its format is left aside. */
export interface ReadOptions {
  /** Of a text, and of a DBF that does not say it. */
  readonly encoding?: Encoding | undefined
  readonly delimiter?: string | undefined
  /** Of a workbook. */
  readonly sheet?: string | undefined
  /** Columns that are looked for; the header is the first row at the top that has them all. */
  readonly names?: readonly string[] | undefined
  /** Told the share that has been read, 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined
}

/** What a file holds: rows of cells, or things on a map. */
type Content = { readonly rows: Table } | { readonly features: Feature[] }

/** Bytes by which a format is told. */
const HEAD = 65_536

async function contentOfZip(path: string, options: ReadOptions): Promise<Content> {
  const archive = await openArchive(path)
  try {
    return await contentOf(archive, options)
  } finally {
    archive.close()
  }
}

async function contentOf(archive: Archive, options: ReadOptions): Promise<Content> {
  const { names } = archive
  if (names.some((name) => /^xl\/workbook\.xml$/i.test(name)) || names.includes('_rels/.rels')) {
    return { rows: await readXlsx(archive, options) }
  }
  if (holdsShapefile(archive)) return { features: await readShapefile(archive, options.encoding) }
  const kml = names.find((name) => /^doc\.kml$/i.test(name)) ?? names.find((name) => /\.kml$/i.test(name))
  if (kml !== undefined) return { features: await readKml(archive.stream(kml)) }
  return refuseUnknown(names)
}

async function contentOfText(path: string, head: Buffer, options: ReadOptions): Promise<Content> {
  const begins = decode(head, options.encoding).text.trimStart()
  if (begins.startsWith('<')) return { features: await readKml(createReadStream(path)) }
  const { text } = decode(await readBytes(path), options.encoding)
  if (/^(\{|\[\s*\{)/.test(begins)) return { features: readGeoJson(text) }
  return { rows: await readCsv(text, options) }
}

/** Whether bytes are no text: zeros and other signs that no text has, but for UTF-16 and zeros at the end. */
function isBinary(head: Buffer): boolean {
  if (markedAs(head) !== undefined || detectEncoding(head).startsWith('utf16')) return false
  let end = head.length
  while (end > 0 && head[end - 1] === 0) end -= 1
  const signs = head.subarray(0, end).filter((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27)).length
  return end === 0 ? head.length > 0 : signs > end / 50
}

/** Reads a file by what it holds, whatever its name. @throws FileRefused */
async function read(path: string, options: ReadOptions): Promise<Content> {
  const head = await headOf(path, HEAD)
  try {
    if (head.subarray(0, 2).toString('latin1') === 'PK' && head[2] !== undefined && head[2] < 9) {
      return await contentOfZip(path, options)
    }
    if (isCompound(head)) return refuseCompound(await readBytes(path))
    refuseKnown(head)
    return isBinary(head) ? refuseUnknown() : await contentOfText(path, head, options)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    // numbers that lead out of the file, or texts longer than any that can be held
    throw new FileRefused(
      `文件内容有误，无法读取（${error.message}）。请重新导出。`,
      `The file is wrong and cannot be read (${error.message}). Export it again.`,
    )
  }
}

/**
 * A file of rows: CSV, XLSX, or the points of GeoJSON, KML, KMZ or a zipped shapefile, whose positions are columns `lng`
 * and `lat`. @throws FileRefused where it cannot be read
 */
export async function readRows(path: string, options: ReadOptions = {}): Promise<Table> {
  const content = await read(path, options)
  return 'rows' in content ? content.rows : pointTable(content.features)
}

/** A file of areas: GeoJSON, KML, KMZ or a zipped shapefile. @throws FileRefused where it cannot be read or is a sheet */
export async function readPolygons(path: string, options: ReadOptions = {}): Promise<Table<FeatureRow>> {
  const content = await read(path, options)
  if ('features' in content) return polygonTable(content.features)
  throw new FileRefused(
    '表格中没有多边形。网格请用 GeoJSON、KML、KMZ 或 Shapefile（zip）。',
    'A sheet holds no polygons. Use GeoJSON, KML, KMZ or a zipped shapefile for territories.',
  )
}

/** SHA-256 of a file, hexadecimal. */
export async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
