import type { Feature } from '../features.ts'
import { MOST, rowBudget, vertexBudget } from '../limits.ts'
import { FileRefused } from '../rows.ts'
import { xmlSteps } from '../xml.ts'
import { MOST_TEXT, placemark } from './placemark.ts'

function notKml(root: string): FileRefused {
  return new FileRefused(
    `XML 文件不是 KML（根元素为 ${root}）。请导出为 KML、KMZ、GeoJSON 或 .xlsx。`,
    `The XML is no KML (its root is ${root}). Export it as KML, KMZ, GeoJSON or .xlsx.`,
  )
}

function elsewhere(): FileRefused {
  return new FileRefused(
    'KML 只有指向别处的链接（NetworkLink），没有地标；不会从网络读取。请在 Google Earth 等软件中打开链接，另存为含地标的 KML。',
    'The KML has only links to elsewhere (NetworkLink) and no placemark; nothing is fetched. Open the links in a program such as Google Earth and save the placemarks.',
  )
}

/**
 * The placemarks of a KML as they come, their data and texts as values. Styles, links and pictures are left aside.
 * @throws FileRefused where it is no KML, damaged, too large, or only links to elsewhere
 */
export async function* kmlFeatures(
  chunks: AsyncIterable<Buffer>,
  onLayer?: (name: string) => void,
): AsyncGenerator<Feature, void, undefined> {
  const ready: Feature[] = []
  let row = 0
  const [countRow, countVertices] = [rowBudget(), vertexBudget()]
  const path: string[] = []
  let draft: ReturnType<typeof placemark> | undefined
  let links = false
  let [key, text] = ['', '']
  const steps = xmlSteps(chunks, 'KML', {
    open(name, attributes) {
      if (path.length === 0 && name !== 'kml') throw notKml(name)
      if (name === 'Placemark') draft = placemark(row + 1, attributes['id'] ?? '')
      else if (name === 'Data' || name === 'SimpleData') key = attributes['name'] ?? ''
      else if (name === 'NetworkLink') links = true
      draft?.open(name)
      path.push(name)
      text = ''
    },
    text(more) {
      if (text.length <= (path.at(-1) === 'coordinates' ? MOST_TEXT : MOST.cell)) text += more
    },
    close(name) {
      path.pop()
      if (name === 'name' && /^(Folder|Document)$/.test(path.at(-1) ?? '')) onLayer?.(text.trim())
      if (!draft) return
      if (name === 'coordinates') countVertices(draft.draw(text, path))
      else if (name === 'Placemark') {
        const feature = draft.feature()
        countRow(feature.values.size)
        ready.push(feature)
        row += 1
        draft = undefined
      } else draft.close(name, text, key, path)
      text = ''
    },
  })
  for await (const _ of steps) yield* ready.splice(0)
  yield* ready
  if (row === 0 && links) throw elsewhere()
}
