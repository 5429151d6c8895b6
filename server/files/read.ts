import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { tableOf } from './batches.ts'
import { featuresIn, holdsFeatures } from './featureFile.ts'
import { AREAS, type FeatureRow } from './features.ts'
import { type FeatureSource, openFeatures } from './featureSource.ts'
import { formatOf, refusedFor } from './format.ts'
import type { ReadOptions } from './options.ts'
import { FileRefused, type Table } from './rows.ts'
import { openRows, toldOf } from './source.ts'

export type { ReadOptions } from './options.ts'

/** All rows of a file as openRows reads them, held in memory. @throws FileRefused where it cannot be read */
export async function readRows(path: string, options: ReadOptions = {}): Promise<Table> {
  return tableOf(await openRows(path, options), options.onProgress)
}

/** A file of areas, read as they are asked for: GeoJSON, KML, KMZ, GeoPackage or a zipped shapefile. @throws FileRefused, also where it is a sheet */
export async function openPolygons(path: string, options: ReadOptions = {}): Promise<FeatureSource<FeatureRow>> {
  try {
    const format = await formatOf(path, options.encoding)
    if (holdsFeatures(format)) return toldOf(await openFeatures(() => featuresIn(path, format, options), AREAS))
    // a sheet that is refused says why, before it is said that a sheet is not what is wanted
    for await (const _ of (await openRows(path, options)).batches());
  } catch (error) {
    throw refusedFor(error)
  }
  throw new FileRefused(
    '表格中没有多边形。网格请用 GeoJSON、KML、KMZ、GeoPackage 或 Shapefile（zip）。',
    'A sheet holds no polygons. Use GeoJSON, KML, KMZ, GeoPackage or a zipped shapefile for territories.',
  )
}

/** All rows of a file as openPolygons reads them, held in memory. @throws FileRefused where it cannot be read or is a sheet */
export async function readPolygons(path: string, options: ReadOptions = {}): Promise<Table<FeatureRow>> {
  return tableOf(await openPolygons(path, options))
}

/** SHA-256 of a file, hexadecimal. */
export async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
