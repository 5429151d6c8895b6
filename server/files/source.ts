import { stat } from 'node:fs/promises'
import { sourceOf } from './batches.ts'
import { openCsv } from './csv.ts'
import { featuresOf, holdsFeatures } from './featureFile.ts'
import { pointTable } from './features.ts'
import { formatOf, refusedFor } from './format.ts'
import type { ReadOptions } from './options.ts'
import type { RowSource } from './rows.ts'
import { chunksOf, encodingOf, piecesOf } from './text.ts'
import { openXlsx } from './xlsx/xlsx.ts'

async function openText(path: string, options: ReadOptions): Promise<RowSource> {
  const { encoding } = await encodingOf(path, options.encoding)
  const { size } = await stat(path)
  return openCsv(() => piecesOf(chunksOf(path), encoding, size), options)
}

async function open(path: string, options: ReadOptions): Promise<RowSource> {
  const format = await formatOf(path, options.encoding)
  if (holdsFeatures(format)) return sourceOf(pointTable(await featuresOf(path, format, options)), 0)
  return format.is === 'xlsx' ? openXlsx(path, options) : openText(path, options)
}

/**
 * A file of rows, read as they are asked for: CSV and XLSX as they come; GeoJSON, KML, KMZ and zipped shapefiles, whose
 * points have columns `lng` and `lat`, from memory. @throws FileRefused where it cannot be read
 */
export async function openRows(path: string, options: ReadOptions = {}): Promise<RowSource> {
  try {
    const source = await open(path, options)
    return { ...source, batches: () => told(source) }
  } catch (error) {
    throw refusedFor(error)
  }
}

async function* told(source: RowSource): ReturnType<RowSource['batches']> {
  try {
    yield* source.batches()
  } catch (error) {
    throw refusedFor(error)
  }
}
