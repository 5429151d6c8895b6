/** The same tiles as GDAL reads them: another decoder, other hands. */
import { execFile, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FreshDatabase } from './database.ts'
import { featuresOf, placed, tileBytes, tilesBook, type TileServer, tileServer } from './tilesBook.ts'
import { needs } from '../fixtures/needs.ts'

const missing = spawnSync('ogr2ogr', ['--version']).error !== undefined
const WANTED = '未安装 gdal-bin · gdal-bin is not installed'

let database: FreshDatabase
let server: TileServer
const folder = mkdtempSync(join(tmpdir(), 'anjian-tiles-'))
beforeAll(async () => {
  if (missing) return
  database = await tilesBook()
  server = await tileServer(database)
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await server?.close()
  await database?.drop()
})

interface Read {
  readonly properties: Readonly<Record<string, unknown>>
  readonly geometry: { readonly type: string; readonly coordinates: readonly number[] }
}

/** Writes a tile's bytes as they were sent, and gives the file. */
function written(layer: string, address: string, sent: Buffer, zipped: boolean): string {
  const file = join(folder, layer, zipped ? 'zipped' : 'plain', `${address}.pbf`)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, sent)
  return file
}

/** What ogr2ogr makes of a file or a folder of tiles: features with geometry in metres of EPSG:3857. */
async function ogr(path: string, ...opened: readonly string[]): Promise<Read[]> {
  const options = [...opened, 'CLIP=NO'].flatMap((option) => ['-oo', option])
  const shape = ['-f', 'GeoJSON', '-lco', 'COORDINATE_PRECISION=3', '-mapFieldType', 'DateTime=String']
  const { stdout } = await promisify(execFile)('ogr2ogr', [...shape, ...options, '/vsistdout/', path], {
    maxBuffer: 1e8,
  })
  return (JSON.parse(stdout) as { features: Read[] }).features
}

/** One tile. */
function ogrTile(layer: string, address: string, sent: Buffer, zipped: boolean): Promise<Read[]> {
  const file = written(layer, address, sent, zipped)
  const [z, x, y] = address.split('/')
  return ogr(zipped ? `/vsigzip/${file}` : file, `Z=${z}`, `X=${x}`, `Y=${y}`)
}

const HALF = 20037508.342789244
const sum = (features: readonly { properties: Readonly<Record<string, unknown>> }[], name: string) =>
  features.reduce((total, { properties }) => total + Number(properties[name]), 0)

describe('GDAL', () => {
  needs(missing, WANTED)
  test.each([
    ['enterprises', 0, 'count'],
    ['enterprises', 9, 'count'],
    ['enterprises', 12, 'id'],
    ['enterprises', 15, 'id'],
    ['hazard-sources', 7, 'enterprise'],
    ['population', 10, 'people'],
    ['population', 14, 'people'],
    ['grids', 10, 'id'],
    ['places', 10, 'id'],
    ['basemap', 13, 'rank'],
    ['district', 9, undefined],
  ] as const)('reads %s at zoom %i as it was written, zipped and plain', async (layer, z, summed) => {
    const place = placed((114.2251 / 180) * HALF, (Math.asinh(Math.tan((22.5551 * Math.PI) / 180)) / Math.PI) * HALF, z)
    const address = `${z}/${place.x}/${place.y}`
    const zipped = await server.ask(`/tiles/${layer}/${address}`)
    const features = featuresOf(zipped)
    expect(features.length).toBeGreaterThan(0)
    for (const read of [
      await ogrTile(layer, address, tileBytes(zipped), false),
      await ogrTile(layer, address, zipped.sent, true),
    ]) {
      expect(read.length).toBe(features.length)
      if (summed) expect(sum(read, summed)).toBe(sum(features, summed))
    }
  })

  test('finds the points of a tile where SQL says they are, to one unit of the tile', async () => {
    const { rows } = await database.owner.query<{ id: number; name: string; east: number; north: number }>(`
      select id, name, st_x(st_transform(geom, 3857)) as east, st_y(st_transform(geom, 3857)) as north
      from enterprise where st_x(geom) between 114.2 and 114.4 and st_y(geom) between 22.5 and 22.7`)
    const addresses = new Set(
      rows.map(({ east, north }) => `13/${placed(east, north, 13).x}/${placed(east, north, 13).y}`),
    )
    const unit = (2 * HALF) / 2 ** 13 / 4096
    const places = new Map(rows.map((row) => [row.id, row]))
    for (const address of addresses)
      written('enterprises', address, (await server.ask(`/tiles/enterprises/${address}`)).sent, true)
    let found = 0
    // all tiles of the zoom at once, as GDAL reads a folder of them: to start it for each takes half a minute
    for (const { properties, geometry } of await ogr(`MVT:${join(folder, 'enterprises/zipped/13')}`)) {
      const row = places.get(Number(properties.id))
      if (!row) continue
      found += 1
      const [east = 0, north = 0] = geometry.coordinates
      expect(properties.name).toBe(row.name)
      expect(Math.abs(east - row.east)).toBeLessThanOrEqual(unit + 0.001)
      expect(Math.abs(north - row.north)).toBeLessThanOrEqual(unit + 0.001)
    }
    expect(found).toBe(rows.length)
  })
})
