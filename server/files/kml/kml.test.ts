import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { scratch } from '../../../tests/files/onDisk.ts'
import { zipped } from '../../../tests/files/zip.ts'
import { readPolygons, readRows } from '../read.ts'
import { FileRefused } from '../rows.ts'

const onDisk = scratch()
const kml = (body: string, head = '<?xml version="1.0" encoding="UTF-8"?>') =>
  `${head}<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="g"><Document><name>图层</name><Style id="s"/><Folder><name>文件夹</name>${body}</Folder></Document></kml>`
const point = (at: string) => `<Point><coordinates>${at}</coordinates></Point>`
const ring = (kind: string, ...corners: string[]) =>
  `<${kind}><LinearRing><coordinates>\n ${corners.join('\n ')} </coordinates></LinearRing></${kind}>`
const SQUARE = ['121,37,0', '122,37,0', '122,38,0', '121,38,0', '121,37,0']
const HOLE = ['121.2,37.2', '121.2,37.4', '121.4,37.4', '121.2,37.2']
const polygon = `<Polygon><tessellate>1</tessellate>${ring('innerBoundaryIs', ...HOLE)}${ring('outerBoundaryIs', ...SQUARE)}</Polygon>`
const outer = SQUARE.map((corner) => corner.split(',').slice(0, 2).map(Number))
const hole = HOLE.map((corner) => corner.split(',').map(Number))

test('placemarks with points are rows: texts, data and the position', async () => {
  const body = `
    <Placemark id="p1"><name>丰源化工厂</name><description><![CDATA[<b>旧</b>]]></description><styleUrl>#s</styleUrl>
      <ExtendedData><Data name="代码"><displayName>代 码</displayName><value>1</value></Data>
        <SchemaData schemaUrl="#x"><SimpleData name="员工">12</SimpleData></SchemaData></ExtendedData>
      <LookAt><longitude>1</longitude></LookAt>${point('121.5,37.25,0')}</Placemark>
    <Placemark><name>图上的名字</name><ExtendedData><Data name="name"><value>乙</value></Data></ExtendedData>
      <MultiGeometry>${point(' 121.75 , 37.5 ')}</MultiGeometry></Placemark>
    <Placemark><name>丙</name></Placemark>`
  expect(await readRows(onDisk(kml(body)))).toEqual({
    of: 'features',
    columns: ['id', 'name', 'description', '代码', '员工', 'lng', 'lat'],
    rows: [
      { row: 1, cells: ['p1', '丰源化工厂', '<b>旧</b>', '1', '12', '121.5', '37.25'] },
      { row: 2, cells: ['', '乙', '', '', '', '121.75', '37.5'] },
      { row: 3, cells: ['', '丙', '', '', '', '', ''] },
    ],
    issues: [],
  })
})

test('where a point is, it goes before data that are called lng and lat', async () => {
  const data =
    '<ExtendedData><Data name="lat"><value>1</value></Data><Data name="lng"><value>2</value></Data></ExtendedData>'
  const { columns, rows } = await readRows(
    onDisk(kml(`<Placemark>${data}${point('121,37')}</Placemark><Placemark>${data}</Placemark>`)),
  )
  expect([columns, ...rows.map(({ cells }) => cells)]).toEqual([['lat', 'lng'], ['37', '121'], ['1', '2']]) // prettier-ignore
})

test('polygons have their holes, and several make one area', async () => {
  const body = `<Placemark>${polygon}</Placemark><Placemark><MultiGeometry>${polygon}<MultiGeometry>${polygon}</MultiGeometry></MultiGeometry></Placemark>`
  const { rows, issues } = await readPolygons(onDisk(kml(body)))
  expect(issues).toEqual([])
  expect(rows.map(({ polygons }) => polygons)).toEqual([[[outer, hole]], [[outer, hole], [outer, hole]]]) // prettier-ignore
})

test.each([
  ['not-a-point', 'Polygon', polygon],
  ['not-a-point', 'LineString', '<LineString><coordinates>121,37 122,38</coordinates></LineString>'],
  ['not-a-point', 'Track', '<gx:Track><gx:coord>121 37 0</gx:coord></gx:Track>'],
  ['not-a-point', 'MultiGeometry', `<MultiGeometry>${polygon}${point('121,37')}</MultiGeometry>`],
  ['not-a-point', 'MultiPoint', `<MultiGeometry>${point('121,37')}${point('122,37')}</MultiGeometry>`],
  ['coordinates', '121.5', point('121.5')],
  ['coordinates', '东经121,北纬37', point('东经121,北纬37')],
  ['coordinates', '121,,37', point('121,,37')],
])('%s: %s', async (rule, found, shape) => {
  const { issues } = await readRows(onDisk(kml(`<Placemark><name>a</name>${shape}</Placemark>`)))
  expect(issues).toEqual([{ row: 1, column: 'geometry', rule, found }])
})

test.each([
  ['ring-not-closed', polygon.replace('121,38,0\n 121,37,0', '121,38,0\n 121,37.5,0')],
  ['range', polygon.replaceAll('122,', '222,')],
  ['not-a-polygon', `<Polygon>${ring('outerBoundaryIs', '121,37', '122,37', '121,37')}</Polygon>`],
  ['not-a-polygon', '<Polygon></Polygon>'],
  ['not-a-polygon', point('121,37')],
])('a territory is no good by %s', async (rule, shape) => {
  const { issues } = await readPolygons(onDisk(kml(`<Placemark>${shape}</Placemark>`)))
  expect(issues).toMatchObject([{ row: 1, column: 'geometry', rule }])
})

describe('the encoding is told by the mark or the declaration', () => {
  const text = (encoding: string) => kml(`<Placemark><name>丰源㐀</name>${point('121,37')}</Placemark>`, `<?xml version="1.0" encoding="${encoding}"?>`) // prettier-ignore
  test.each([
    ['UTF-8', Buffer.from(text('UTF-8'))],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${text('utf-8')}`)],
    ['UTF-16 with a mark', Buffer.from(`\uFEFF${text('UTF-16')}`, 'utf16le')],
    ['UTF-16 without', Buffer.from(text('UTF-16'), 'utf16le')],
    ['GB2312', iconv.encode(text('GB2312'), 'gb18030')],
    ['GBK', iconv.encode(text('gbk'), 'gb18030')],
  ])('%s', async (_, bytes) => {
    expect((await readRows(onDisk(bytes))).rows[0]?.cells[0]).toBe('丰源㐀')
    expect((await readRows(onDisk(zipped({ 'files/a.png': 'x', 'doc.kml': bytes })))).rows[0]?.cells[0]).toBe('丰源㐀')
  })
})

test.each([
  ['no placemark', kml(''), /没有任何要素/],
  ['links to elsewhere alone', kml('<NetworkLink><Link><href>http://example.org/a.kml</href></Link></NetworkLink>'), /NetworkLink/],
  ['another root', '<?xml version="1.0"?><gpx><wpt/></gpx>', /gpx/],
  ['cut off', kml(`<Placemark>${polygon}</Placemark>`).slice(0, -40), /截断/],
  ['an element that nobody closed', kml('<Placemark><name>a</Placemark>'), /XML/],
  ['nested a thousand times', kml(`${'<Folder>'.repeat(1000)}${'</Folder>'.repeat(1000)}`), /100/],
  ['an encoding that nobody knows', kml('', '<?xml version="1.0" encoding="klingon"?>'), /klingon/],
  ['metres', kml(`<Placemark>${point('40512345,4134567')}</Placemark>`), /metres/],
])('refused, with what to do: %s', async (_, text, message) => {
  const error = await readRows(onDisk(text)).catch((refused: Error) => refused)
  expect(error).toBeInstanceOf(FileRefused)
  expect((error as Error).message).toMatch(message)
}) // prettier-ignore
