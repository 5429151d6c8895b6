import { drawnOf } from './shapes.ts'
import type { WrittenRow, WrittenTable } from './table.ts'

function geometryOf(row: WrittenRow, table: WrittenTable): string {
  const drawn = drawnOf(row, table)
  if (!drawn) return 'null'
  if ('at' in drawn) return `{"type":"Point","coordinates":${JSON.stringify(drawn.at)}}`
  return `{"type":"MultiPolygon","coordinates":${JSON.stringify(drawn.area)}}`
}

/** Properties go by the headings. A column of their own for the position there is none: it is the geometry. */
export async function* geojsonOf(table: WrittenTable, manifest: unknown): AsyncGenerator<string> {
  const { columns, rows } = table
  yield `{"type":"FeatureCollection","manifest":${JSON.stringify(manifest)},"features":[`
  const names = columns.map(({ heading }) => JSON.stringify(heading))
  let between = '\n'
  for await (const lot of rows()) {
    const features = lot.map((row) => {
      const properties = row.values.map((value, i) => `${names[i]}:${JSON.stringify(value)}`).join(',')
      return `{"type":"Feature","geometry":${geometryOf(row, table)},"properties":{${properties}}}`
    })
    yield between + features.join(',\n')
    between = ',\n'
  }
  yield '\n]}\n'
}
