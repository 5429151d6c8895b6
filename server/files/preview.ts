import { stat } from 'node:fs/promises'
import { withArchive } from './archive.ts'
import { openCsv } from './csv.ts'
import { decoderOf } from './decoder.ts'
import type { Encoding } from './encoding.ts'
import { type FeatureFormat, type FeatureOptions, featuresIn } from './featureFile.ts'
import { AREAS, type ComingFeature, POINTS } from './features.ts'
import { openFeatures } from './featureSource.ts'
import { type Format, formatOf, refusedFor } from './format.ts'
import { guessHeader } from './headerGuess.ts'
import { layersOf } from './geopackage/geopackage.ts'
import type { ReadOptions } from './options.ts'
import type { Issue, RowSource, SourceRow } from './rows.ts'
import { layersIn } from './shapefile/shapefile.ts'
import { chunksOf, encodingOf, headOf, piecesOf, type Told } from './text.ts'
import { toldOf } from './source.ts'
import { openXlsx } from './xlsx/xlsx.ts'
import { readWorkbook, sheetIn } from './xlsx/workbook.ts'

/** The first lines of a text as an encoding has them, and how many characters of its head it cannot read. */
export interface EncodingCandidate {
  readonly encoding: Told['encoding']
  readonly lines: readonly string[]
  readonly unreadable: number
}

/** What a file seems to be, by its head. */
export interface Preview {
  readonly format: Format['is']
  readonly headerRow: number
  readonly columns: readonly string[]
  /** The first of its rows, and their issues. */
  readonly rows: readonly SourceRow[]
  readonly issues: readonly Issue[]
  /** How many rows it has, about; `exact` where all were counted. */
  readonly count: { readonly rows: number; readonly exact: boolean }
  /** Of a text: its encoding, what told it, and what the others would make of it, the one that was found first. */
  readonly text?: Told & { readonly candidates: readonly EncodingCandidate[] }
  /** Of a CSV. */
  readonly delimiter?: string
  /** Of a workbook its sheets, of a GeoPackage its layers, and the one whose rows these are. */
  readonly sheets?: readonly { readonly name: string; readonly hidden: boolean }[]
  readonly sheet?: string
  /** Of a shapefile or KML: layers, folders and documents by their names. */
  readonly layers?: readonly string[]
}

type Parts = Omit<Preview, 'format'>

/** Rows that are shown; rows at most by which the others are estimated. */
const SHOWN = 50
const COUNTED = 10_000
/** Rows above the first that is shown, at most. */
const ABOVE = 20
/** Bytes of a text that the candidates are tried on, and behind which no more features are read. */
const TRIED = 65_536
const HEAD = 2 ** 22
const LINES = 5
const LONGEST = 200
const CANDIDATES: readonly Encoding[] = ['utf8', 'gb18030', 'big5', 'utf16le', 'utf16be']

function candidateOf(head: Buffer, encoding: Told['encoding']): EncodingCandidate {
  const text = decoderOf(encoding).write(head)
  const lines = text.split(/\r\n|\n|\r/, LINES).map((line) => line.slice(0, LONGEST))
  return { encoding, lines, unreadable: text.split('\uFFFD').length - 1 }
}

async function textOf(path: string, declared: Encoding | undefined): Promise<NonNullable<Preview['text']>> {
  const told = await encodingOf(path, declared)
  const head = await headOf(path, TRIED)
  const encodings = new Set([told.encoding, ...CANDIDATES])
  return { ...told, candidates: [...encodings].map((encoding) => candidateOf(head, encoding)) }
}

/** The first rows of a source and an estimate of all. */
async function topOf({ columns, headerRow, batches }: RowSource): Promise<Parts> {
  const [rows, issues]: [SourceRow[], Issue[]] = [[], []]
  let [seen, share, exact] = [0, 1, true]
  for await (const batch of batches()) {
    if (rows.length < SHOWN) issues.push(...batch.issues)
    rows.push(...batch.rows.slice(0, SHOWN - rows.length))
    seen += batch.rows.length
    share = batch.share
    exact = seen < COUNTED
    if (!exact) break
  }
  const last = rows.length < SHOWN ? Infinity : (rows.at(-1)?.row ?? 0)
  const count = { rows: exact ? seen : Math.round(seen / share), exact }
  return { columns, headerRow, rows, issues: issues.filter(({ row }) => row <= last), count }
}

async function csvParts(path: string, options: ReadOptions): Promise<Parts> {
  const text = await textOf(path, options.encoding)
  const { size } = await stat(path)
  const source = await openCsv(() => piecesOf(chunksOf(path), text.encoding, size), options)
  return { ...(await topOf(source)), text, delimiter: source.delimiter }
}

async function xlsxParts(path: string, options: ReadOptions): Promise<Parts> {
  const workbook = await withArchive(path, readWorkbook)
  const sheet = sheetIn(workbook, options.sheet).name
  const source = await openXlsx(path, { ...options, sheet, top: ABOVE + SHOWN })
  const sheets = workbook.sheets.map(({ name, hidden }) => ({ name, hidden }))
  return { ...(await topOf(source)), sheets, sheet }
}

/** The first features of a file, as positions where any of them is a point, else as areas. */
async function featureParts(path: string, format: FeatureFormat, options: FeatureOptions): Promise<Parts> {
  const { size } = await stat(path)
  const features: ComingFeature[] = []
  for await (const coming of featuresIn(path, format, options)) {
    features.push(coming)
    if (features.length >= COUNTED || (features.length >= SHOWN && coming.share * size > HEAD)) break
  }
  const read = features.at(-1)?.share ?? 1
  const exact = read >= 1 || features.length < SHOWN
  async function* walk() {
    yield* features
  }
  const points = features.some(({ feature }) => feature.shape.is === 'point')
  const parts = await topOf(toldOf(points ? await openFeatures(walk, POINTS) : await openFeatures(walk, AREAS)))
  return { ...parts, count: { rows: exact ? features.length : Math.round(features.length / read), exact } }
}

async function geoJsonParts(path: string, format: FeatureFormat, options: ReadOptions): Promise<Parts> {
  return { ...(await featureParts(path, format, options)), text: await textOf(path, options.encoding) }
}

async function kmlParts(path: string, format: FeatureFormat, options: ReadOptions): Promise<Parts> {
  const layers = new Set<string>()
  const parts = await featureParts(path, format, { ...options, onLayer: (name) => layers.add(name) })
  return { ...parts, layers: [...layers].filter((name) => name !== '') }
}

async function shapefileParts(path: string, format: FeatureFormat, options: ReadOptions): Promise<Parts> {
  const layers = await withArchive(path, ({ names }) => layersIn(names))
  return { ...(await featureParts(path, format, options)), layers }
}

async function geopackageParts(path: string, format: FeatureFormat, options: ReadOptions): Promise<Parts> {
  const { names, chosen } = await layersOf(path, options.sheet)
  const sheets = names.map((name) => ({ name, hidden: false }))
  return { ...(await featureParts(path, format, { ...options, sheet: chosen })), sheets, sheet: chosen }
}

function partsOf(path: string, format: Format, options: ReadOptions): Promise<Parts> {
  if (format.is === 'csv') return csvParts(path, options)
  if (format.is === 'xlsx') return xlsxParts(path, options)
  if (format.is === 'geojson') return geoJsonParts(path, format, options)
  if (format.is === 'geopackage') return geopackageParts(path, format, options)
  return format.is === 'kml' ? kmlParts(path, format, options) : shapefileParts(path, format, options)
}

/**
 * What a file seems to be, its first rows and how many it has about; of a large one only the head is read, but for a
 * shapefile. Where no names are looked for, the header is guessed. @throws FileRefused where it cannot be read
 */
export async function previewOf(path: string, options: ReadOptions = {}): Promise<Preview> {
  try {
    const format = await formatOf(path, options.encoding)
    return { format: format.is, ...(await partsOf(path, format, { guess: guessHeader, ...options })) }
  } catch (error) {
    throw refusedFor(error)
  }
}
