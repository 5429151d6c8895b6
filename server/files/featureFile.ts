import { withArchive } from './archive.ts'
import type { Feature } from './features.ts'
import type { Format } from './format.ts'
import { readGeoJson } from './geojson.ts'
import { readKml } from './kml/kml.ts'
import type { ReadOptions } from './options.ts'
import { readShapefile } from './shapefile/shapefile.ts'
import { chunksOf, decode, readBytes } from './text.ts'

/** A format that holds things on a map. */
type FeatureFormat = Exclude<Format, { readonly is: 'csv' | 'xlsx' }>

export const holdsFeatures = (format: Format): format is FeatureFormat => format.is !== 'csv' && format.is !== 'xlsx'

/** The features of a file, all of them in memory. @throws FileRefused */
export async function featuresOf(path: string, format: FeatureFormat, { encoding }: ReadOptions): Promise<Feature[]> {
  if (format.is === 'geojson') return readGeoJson(decode(await readBytes(path), encoding).text)
  if (format.is === 'shapefile') return withArchive(path, (archive) => readShapefile(archive, encoding))
  const { part } = format
  return part === undefined ? readKml(chunksOf(path)) : withArchive(path, (archive) => readKml(archive.stream(part)))
}
