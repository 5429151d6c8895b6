import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { scratch } from '../../tests/files/onDisk.ts'
import { drawn, geopackageOf } from '../../tests/files/geopackage.ts'
import { dbfOf, shpOf, WGS84_PRJ } from '../../tests/files/shapefile.ts'
import { xlsxParts } from '../../tests/files/xlsx.ts'
import { zipOf } from '../../tests/files/zip.ts'
import { readPolygons, readRows } from './read.ts'
import { FileRefused } from './rows.ts'
import { needs } from '../../tests/fixtures/needs.ts'

const onDisk = scratch()

/** How reading ends, which is one of two: a table, or a refusal in words. Any other error fails the test. */
async function fateOf(path: string, read: typeof readRows): Promise<'read' | 'refused'> {
  try {
    const { columns, rows } = await read(path)
    for (const { cells } of rows) if (columns.length > 0) expect(cells.length).toBeGreaterThan(0)
    return 'read'
  } catch (error) {
    if (error instanceof FileRefused) return 'refused'
    throw error
  }
}

/** Numbers that repeat with their seed. */
function random(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** Stored, so that names and numbers of the zip itself are changed as often as its parts. */
const stored = (parts: Readonly<Record<string, Buffer | string>>) =>
  zipOf(Object.entries(parts).map(([name, data]) => ({ name, data, stored: true })))
const RING: [number, number][] = [[121, 37], [121, 38], [122, 38], [121, 37]] // prettier-ignore
const KML = `<?xml version="1.0"?><kml><Placemark><name>甲</name><Polygon><outerBoundaryIs><LinearRing><coordinates>${RING.join(' ')}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></kml>`
const SHP = shpOf([[RING], null, [RING]])
const DBF = dbfOf(['名称', ['n', 'N']], [['甲', '1'], ['乙', '2'], ['丙', '3']]) // prettier-ignore
const WHOLE: Readonly<Record<string, Buffer>> = {
  xlsx: stored(xlsxParts({ sheets: { 表: [['名称', 'n'], ['甲', 1], ['乙', 2]] }, merged: ['A5:B6'] })), // prettier-ignore
  shapefile: stored({ 'a.shp': SHP, 'a.dbf': DBF, 'a.prj': WGS84_PRJ, 'a.cpg': 'UTF-8' }),
  kml: Buffer.from(KML),
  geojson: Buffer.from(JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', properties: { 名称: '甲' }, geometry: { type: 'Polygon', coordinates: [RING] } }] })),
  geopackage: geopackageOf([{ name: 'a', columns: ['名称 TEXT', 'n INTEGER'], rows: [[drawn([[RING]]), '甲', 1], [null, '乙', 2], [drawn([121, 37]), '丙'.repeat(400), 3]] }], 'PRAGMA page_size = 512; VACUUM'),
  csv: iconv.encode('名称,n\r\n"甲",1\r\n乙,2\r\n', 'gb18030'),
} // prettier-ignore

describe('a file whose bytes were changed, cut off or repeated anywhere is read or refused', () => {
  test.each(Object.keys(WHOLE))(
    '%s',
    async (format) => {
      const whole = WHOLE[format] ?? Buffer.alloc(0)
      const next = random(format.length)
      const fates = { read: 0, refused: 0 }
      for (let n = 0; n < 150; n++) {
        const bytes = Buffer.from(whole)
        for (let k = next(4); k >= 0; k--) bytes[next(bytes.length)] = next(256)
        const [from, to] = [next(bytes.length), next(bytes.length)]
        const changed = n % 3 === 0 ? bytes.subarray(0, to) : n % 3 === 1 ? Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]) : bytes // prettier-ignore
        const path = onDisk(changed, 'changed')
        for (const read of [readRows, readPolygons]) fates[await fateOf(path, read)] += 1
      }
      expect(fates.read + fates.refused).toBe(300)
      expect(fates.refused).toBeGreaterThan(0)
    },
    60_000,
  )

  /** Other bytes in one of the parts, in a zip that is whole. */
  async function changeParts(parts: Readonly<Record<string, Buffer | string>>) {
    const next = random(7)
    const names = Object.keys(parts)
    for (let n = 0; n < 300; n++) {
      const name = names[n % names.length] ?? ''
      const part = Buffer.from(parts[name] as string)
      for (let k = next(3); k >= 0; k--) part[next(part.length)] = next(256)
      const path = onDisk(stored({ ...parts, [name]: part }), 'changed')
      for (const read of [readRows, readPolygons]) await fateOf(path, read)
    }
  }

  test('the parts of a shapefile too, where the zip around them is whole', async () => {
    await changeParts({ 'a.shp': SHP, 'a.dbf': DBF })
  }, 60_000)

  test('and those of a workbook', async () => {
    await changeParts(xlsxParts({ sheets: { 表: [['名称', 'n'], ['甲', 1], ['乙', true]] }, merged: ['A5:B6'] })) // prettier-ignore
  }, 60_000)
})

const material = process.env.ANJIAN_MATERIAL ?? '../shared'
const folders = ['import', 'geometry'].map((name) => join(material, 'data', name))
const missing = !folders.every((folder) => existsSync(folder))
const WANTED = `${folders.join(' or ')} is missing: set ANJIAN_MATERIAL`

describe('every file of others is read or refused, whatever it is', () => {
  needs(missing, WANTED)
  const filesOf = (folder: string): string[] =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)).filter((path) => statSync(path).isFile()) // prettier-ignore
  test.each(folders)(
    '%s',
    async (folder) => {
      const files = filesOf(folder)
      expect(files.length).toBeGreaterThan(100)
      const fates = { read: 0, refused: 0 }
      for (const path of files) for (const read of [readRows, readPolygons]) fates[await fateOf(path, read)] += 1
      console.log(`${folder}: ${files.length} files, ${JSON.stringify(fates)}`)
    },
    120_000,
  )
})
