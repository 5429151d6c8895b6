import type { WrittenTable } from './table.ts'

/** Properties go by the headings. A column of their own for the position there is none: it is the geometry. */
export async function* geojsonOf({ columns, rows }: WrittenTable, manifest: unknown): AsyncGenerator<string> {
  yield `{"type":"FeatureCollection","manifest":${JSON.stringify(manifest)},"features":[`
  const names = columns.map(({ heading }) => JSON.stringify(heading))
  let between = '\n'
  for await (const lot of rows()) {
    const features = lot.map(({ values, position }) => {
      const properties = values.map((value, i) => `${names[i]}:${JSON.stringify(value)}`).join(',')
      const geometry = position === null ? 'null' : `{"type":"Point","coordinates":${JSON.stringify(position)}}`
      return `{"type":"Feature","geometry":${geometry},"properties":{${properties}}}`
    })
    yield between + features.join(',\n')
    between = ',\n'
  }
  yield '\n]}\n'
}
