import { stat } from 'node:fs/promises'
import { withArchive } from './archive.ts'
import { sourceOf } from './batches.ts'
import { openCsv } from './csv.ts'
import { decoderOf } from './decoder.ts'
import type { Encoding } from './encoding.ts'
import { featuresOf } from './featureFile.ts'
import { type Feature, tableOfFeatures } from './features.ts'
import { type Format, formatOf, refusedFor } from './format.ts'
import { headOfGeoJson, readGeoJson } from './geojson.ts'
import { guessHeader } from './headerGuess.ts'
import { readKml } from './kml/kml.ts'
import type { ReadOptions } from './options.ts'
import type { Issue, RowSource, SourceRow } from './rows.ts'
import { layersIn } from './shapefile/shapefile.ts'
import { chunksOf, encodingOf, headOf, piecesOf, type Told } from './text.ts'
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
  /** Of a workbook: its sheets, and the one whose rows these are. */
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
/** Bytes of a text that the candidates are tried on; bytes from which on only the head of features is read, and how much. */
const TRIED = 65_536
const LARGE = 2 ** 23
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

/** Rows of the features that were read; `share` is how much of the file that is. */
async function featureParts(features: readonly Feature[], share = 1): Promise<Parts> {
  const parts = await topOf(sourceOf(tableOfFeatures(features), 0))
  const exact = share >= 1
  return { ...parts, count: { rows: Math.round(features.length / Math.min(1, share)), exact } }
}

async function geoJsonParts(path: string, options: ReadOptions): Promise<Parts> {
  const text = await textOf(path, options.encoding)
  const { size } = await stat(path)
  const head = size > LARGE ? decoderOf(text.encoding).write(await headOf(path, HEAD)) : ''
  const part = headOfGeoJson(head)
  if (!part) return { ...(await featureParts(await featuresOf(path, { is: 'geojson' }, options))), text }
  const share = (HEAD * (part.used / head.length)) / size
  return { ...(await featureParts(readGeoJson(part.text), share)), text }
}

async function kmlParts(path: string, part: string | undefined): Promise<Parts> {
  const layers = new Set<string>()
  const read = async (chunks: AsyncIterable<Buffer>, size: number) => {
    let seen = 0
    async function* counted() {
      for await (const chunk of chunks) {
        seen += chunk.length
        yield chunk
      }
    }
    const features = await readKml(counted(), { most: COUNTED, onLayer: (name) => layers.add(name) })
    return featureParts(features, features.length < COUNTED ? 1 : seen / size)
  }
  const parts =
    part === undefined
      ? await read(chunksOf(path), (await stat(path)).size)
      : await withArchive(path, (archive) => read(archive.stream(part), archive.size(part)))
  return { ...parts, layers: [...layers].filter((name) => name !== '') }
}

async function shapefileParts(path: string, options: ReadOptions): Promise<Parts> {
  const layers = await withArchive(path, ({ names }) => layersIn(names))
  return { ...(await featureParts(await featuresOf(path, { is: 'shapefile' }, options))), layers }
}

function partsOf(path: string, format: Format, options: ReadOptions): Promise<Parts> {
  if (format.is === 'csv') return csvParts(path, options)
  if (format.is === 'xlsx') return xlsxParts(path, options)
  if (format.is === 'geojson') return geoJsonParts(path, options)
  return format.is === 'kml' ? kmlParts(path, format.part) : shapefileParts(path, options)
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
