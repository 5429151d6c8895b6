import { stat } from 'node:fs/promises'
import { openCsv } from './csv.ts'
import { featuresIn, holdsFeatures } from './featureFile.ts'
import { type FeatureKind, GROUNDS, POINTS } from './features.ts'
import { openFeatures } from './featureSource.ts'
import { formatOf, refusedFor } from './format.ts'
import type { ReadOptions } from './options.ts'
import type { RowSource, SourceRow } from './rows.ts'
import { chunksOf, encodingOf, piecesOf } from './text.ts'
import { openXlsx } from './xlsx/xlsx.ts'

async function openText(path: string, options: ReadOptions): Promise<RowSource> {
  const { encoding } = await encodingOf(path, options.encoding)
  const { size } = await stat(path)
  return openCsv(() => piecesOf(chunksOf(path), encoding, size), options)
}

async function open(path: string, options: ReadOptions, kind: FeatureKind<SourceRow>): Promise<RowSource> {
  const format = await formatOf(path, options.encoding)
  if (holdsFeatures(format)) return openFeatures(() => featuresIn(path, format, options), kind)
  return format.is === 'xlsx' ? openXlsx(path, options) : openText(path, options)
}

/**
 * A file of rows, read as they are asked for: CSV, XLSX, GeoJSON, KML, KMZ, GeoPackage and zipped shapefiles, whose points have columns `lng` and
 * `lat`. @throws FileRefused where it cannot be read
 */
export async function openRows(path: string, options: ReadOptions = {}): Promise<RowSource> {
  try {
    return toldOf(await open(path, options, POINTS))
  } catch (error) {
    throw refusedFor(error)
  }
}

/** The same of things that lie at points or over areas; rows of areas are a FeatureRow each. @throws FileRefused where it cannot be read */
export async function openGrounds(path: string, options: ReadOptions = {}): Promise<RowSource> {
  try {
    return toldOf(await open(path, options, GROUNDS))
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
