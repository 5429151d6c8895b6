import { stat } from 'node:fs/promises'
import { openCsv } from './csv.ts'
import { featuresIn, holdsFeatures } from './featureFile.ts'
import { POINTS } from './features.ts'
import { openFeatures } from './featureSource.ts'
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
  if (holdsFeatures(format)) return openFeatures(() => featuresIn(path, format, options), POINTS)
  return format.is === 'xlsx' ? openXlsx(path, options) : openText(path, options)
}

/**
 * A file of rows, read as they are asked for: CSV, XLSX, GeoJSON, KML, KMZ, GeoPackage and zipped shapefiles, whose points have columns `lng` and
 * `lat`. @throws FileRefused where it cannot be read
 */
export async function openRows(path: string, options: ReadOptions = {}): Promise<RowSource> {
  try {
    const source = await open(path, options)
    return toldOf(source)
  } catch (error) {
    throw refusedFor(error)
  }
}

/** A source that says of what it comes upon later, too, why the file is refused. */
export function toldOf<Source extends { batches(): AsyncIterable<Rows> }, Rows>(source: Source): Source {
  async function* batches() {
    try {
      yield* source.batches()
    } catch (error) {
      throw refusedFor(error)
    }
  }
  return { ...source, batches }
}
