import type { ExportDatum, ExportFormat } from '#core/contract/exports.ts'
import { BOM } from '../../files/csvLine.ts'
import { csvOf } from '../../files/write/csv.ts'
import { geojsonOf } from '../../files/write/geojson.ts'
import { geopackageOf } from '../../files/write/geopackage.ts'
import type { System } from '../../files/write/geopackageTables.ts'
import { measure, prjOf, shapefileOf } from '../../files/write/shapefile.ts'
import { flat, type WrittenTable } from '../../files/write/table.ts'
import { MOST_SHEET_ROWS, xlsxOf } from '../../files/write/xlsx.ts'
import { type ZipPart, zipOf } from '../../files/write/zip.ts'
import { problem } from '../../http/problems.ts'
import { DATUM_NAMES, type Manifest, manifestLines, manifestText } from './manifest.ts'
import { type Language, say } from './words.ts'

/** What is to be written. */
export interface Writing {
  readonly table: WrittenTable
  readonly manifest: Manifest
  /** Of the files in a zip, ASCII. */
  readonly name: string
  readonly language: Language
  /** Whether a CSV begins with the mark by which Excel knows UTF-8. */
  readonly bom: boolean
}
type Content = AsyncIterable<string | Uint8Array>

const TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  'csv.zip': 'application/zip',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  geojson: 'application/geo+json',
  'shp.zip': 'application/zip',
  gpkg: 'application/geopackage+sqlite3',
}
export const typeOf = (format: ExportFormat): string => TYPES[format]

/** The manifest for machines and for people. */
const besides = (manifest: object, { manifest: made, language }: Writing): ZipPart[] => [
  { name: 'manifest.json', content: () => [`${JSON.stringify(manifest, null, 2)}\n`] },
  { name: 'README.txt', content: () => [BOM, manifestText(made, language)] },
]

function zippedCsv(writing: Writing): Content {
  const { table, manifest, name, bom } = writing
  const parts = [{ name: `${name}.csv`, content: () => csvOf(table, bom) }, ...besides(manifest, writing)]
  return zipOf(parts, new Date(manifest.at))
}

/** Two sheets: the data, which an import reads again, and the manifest. @throws Problem invalid-request beyond what a sheet holds */
function workbook({ table, manifest, language }: Writing): Content {
  if (manifest.rows > MOST_SHEET_ROWS) {
    const words = [
      `XLSX 一张表最多 ${MOST_SHEET_ROWS} 行，而结果有 ${manifest.rows} 行；请缩小筛选，或改用 CSV。`,
      `A sheet holds ${MOST_SHEET_ROWS} rows and there are ${manifest.rows}: narrow the filter, or take CSV.`,
    ] as const
    throw problem('invalid-request', words, 'path')
  }
  const places = table.place.map((heading) => ({ heading, width: 18 }))
  const data = {
    name: manifest.title,
    columns: [...table.columns, ...places],
    rows: async function* () {
      for await (const lot of table.rows()) yield lot.map(flat)
    },
  }
  const about = {
    name: say(['导出说明', 'Manifest'], language),
    columns: [
      { heading: say(['项目', 'Item'], language), width: 20 },
      { heading: say(['说明', 'Value'], language), width: 80 },
    ],
    rows: () => [manifestLines(manifest, language)],
  }
  return xlsxOf([data, about], new Date(manifest.at))
}

/** A shapefile: all rows are read once before the answer begins. What it had to shorten is said in its manifest. */
async function zippedShapefile(writing: Writing): Promise<Content> {
  const { table, manifest, name } = writing
  const measured = await measure(table)
  const cut = table.columns.map(({ field }, i) => [field, measured.sizes[i]?.shortened ?? 0] as const)
  const shortened = Object.fromEntries(cut.filter(([, n]) => n > 0))
  const at = new Date(manifest.at)
  const datum = DATUM_NAMES[manifest.datum.code].replace(' ', '_')
  const layer = shapefileOf(table, measured, { name, datum, at })
  return zipOf([...layer, ...besides({ ...manifest, shortened }, writing)], at)
}

const named = (code: ExportDatum, id: number): System => {
  const name = DATUM_NAMES[code]
  return { id, name, definition: prjOf(name) }
}
/** Reference systems of a GeoPackage: those that no register knows bear numbers of ours. */
const SYSTEMS: Readonly<Record<ExportDatum, System>> = {
  wgs84: { id: 4326, name: DATUM_NAMES.wgs84 },
  gcj02: named('gcj02', 100_002),
  bd09: named('bd09', 100_009),
}

/** A GeoPackage: all rows are read twice before the answer begins, and lie in a file meanwhile. */
async function geopackage({ table, manifest, name, language }: Writing): Promise<Content> {
  return geopackageOf(table, await measure(table), {
    name: name.replaceAll('-', '_'),
    title: manifest.title,
    description: manifestText(manifest, language),
    system: SYSTEMS[manifest.datum.code],
    at: new Date(manifest.at),
    manifest,
  })
}

/** The file in a format that holds its manifest, as it is read. @throws Problem where the format cannot hold the rows */
export function contentOf(format: Exclude<ExportFormat, 'csv'>, writing: Writing): Content | Promise<Content> {
  if (format === 'csv.zip') return zippedCsv(writing)
  if (format === 'xlsx') return workbook(writing)
  if (format === 'gpkg') return geopackage(writing)
  return format === 'geojson' ? geojsonOf(writing.table, writing.manifest) : zippedShapefile(writing)
}
