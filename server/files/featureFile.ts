import { stat } from 'node:fs/promises'
import { type Archive, openArchive } from './archive.ts'
import type { ComingFeature } from './features.ts'
import type { Format } from './format.ts'
import { geoJsonFeatures } from './geojson.ts'
import { geopackageFeatures } from './geopackage/geopackage.ts'
import { kmlFeatures } from './kml/kml.ts'
import type { ReadOptions } from './options.ts'
import { shapefileFeatures } from './shapefile/shapefile.ts'
import { chunksOf, encodingOf, piecesOf } from './text.ts'

/** A format that holds things on a map. */
export type FeatureFormat = Exclude<Format, { readonly is: 'csv' | 'xlsx' }>

export const holdsFeatures = (format: Format): format is FeatureFormat => format.is !== 'csv' && format.is !== 'xlsx'

/** Told the name of each folder and document of a KML. */
export interface FeatureOptions extends ReadOptions {
  readonly onLayer?: (name: string) => void
}
type Coming = AsyncGenerator<ComingFeature, void, undefined>

/** Goes through an archive, and closes it where that ends or is left. */
async function* within(path: string, use: (archive: Archive) => Coming): Coming {
  const archive = await openArchive(path)
  try {
    yield* use(archive)
  } finally {
    archive.close()
  }
}

async function* fromGeoJson(path: string, { encoding }: FeatureOptions): Coming {
  const told = await encodingOf(path, encoding)
  const { size } = await stat(path)
  yield* geoJsonFeatures(piecesOf(chunksOf(path), told.encoding, size))
}

/** Placemarks with the share of their text that has been read. */
async function* fromKml(chunks: AsyncIterable<Buffer>, size: number, { onLayer }: FeatureOptions): Coming {
  let seen = 0
  async function* counted() {
    for await (const chunk of chunks) {
      seen += chunk.length
      yield chunk
    }
  }
  for await (const feature of kmlFeatures(counted(), onLayer)) yield { feature, share: Math.min(1, seen / size) }
}

/** The features of a file as they come, none but the one at hand in memory; leaving the loop closes it. @throws FileRefused */
export async function* featuresIn(path: string, format: FeatureFormat, options: FeatureOptions): Coming {
  if (format.is === 'geojson') return yield* fromGeoJson(path, options)
  if (format.is === 'shapefile') return yield* within(path, (archive) => shapefileFeatures(archive, options.encoding))
  if (format.is === 'geopackage') return yield* geopackageFeatures(path, options.sheet)
  const { part } = format
  if (part === undefined) return yield* fromKml(chunksOf(path), (await stat(path)).size, options)
  yield* within(path, (archive) => fromKml(archive.stream(part), archive.size(part), options))
}
