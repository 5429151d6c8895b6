import { posix } from 'node:path'
import type { Archive } from '../archive.ts'
import type { ComingFeature } from '../features.ts'
import { checkPrj } from '../projection.ts'
import { FileRefused } from '../rows.ts'
import type { Encoding } from '../encoding.ts'
import { readDbf } from './dbf.ts'
import { shapesIn } from './shapes.ts'

const isShp = (name: string) => /\.shp$/i.test(name)

/** The layers of a zip: its `.shp`. */
export const layersIn = (names: readonly string[]): string[] => names.filter(isShp)

/** The one `.shp` of the zip. @throws FileRefused where there are several */
function shpIn(names: readonly string[]): string {
  const [shp = '', ...others] = layersIn(names)
  if (others.length === 0) return shp
  throw new FileRefused(
    `压缩包中有多个图层：${[shp, ...others].join('、')}。请每个图层单独打包、分别导入。`,
    `The zip holds several layers: ${[shp, ...others].join(', ')}. Pack each of them alone and import one after the other.`,
  )
}

function unequal(shapes: number, records: number): FileRefused {
  return new FileRefused(
    `.shp 有 ${shapes} 个图形而 .dbf 有 ${records} 条属性，无法对应。请重新导出 Shapefile。`,
    `The .shp has ${shapes} shapes and the .dbf ${records} records, so they do not go together. Export the shapefile again.`,
  )
}

/**
 * The features of a shapefile in a zip, each read when it is its turn: `.shp`, and where they are there `.dbf`, `.cpg`, `.prj`; records
 * that were deleted are left out. @throws FileRefused where it is damaged, not in degrees, or several
 */
export async function* shapefileFeatures(
  archive: Archive,
  declared?: Encoding,
): AsyncGenerator<ComingFeature, void, undefined> {
  const shp = shpIn(archive.names)
  const beside = async (extension: string) => {
    const name = `${shp.slice(0, -posix.extname(shp).length)}${extension}`
    return archive.names.some((each) => each.toLowerCase() === name.toLowerCase()) ? archive.bytes(name) : undefined
  }
  const prj = await beside('.prj')
  if (prj) checkPrj(prj.toString('utf8'))
  const shapes = shapesIn(await archive.bytes(shp))
  const dbf = await beside('.dbf')
  const table = dbf && readDbf(dbf, (await beside('.cpg'))?.toString('latin1'), declared)
  let count = 0
  for (const { shape, share } of shapes) {
    const record = table ? table.record(count) : []
    count += 1
    if (table && count > table.count) continue // how many there are is told once they are counted
    if (!record) continue
    const values = new Map(table?.columns.map((column, k) => [column, record[k] ?? '']))
    yield { feature: { row: count, values, shape }, share }
  }
  if (table && table.count !== count) throw unequal(count, table.count)
}
