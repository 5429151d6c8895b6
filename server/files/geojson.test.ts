import { describe, expect, test } from 'vitest'
import type { Feature } from './features.ts'
import { geoJsonFeatures } from './geojson.ts'

/** The features of a text that comes in pieces of so many characters. */
async function read(text: string, size = text.length): Promise<Feature[]> {
  async function* pieces() {
    for (let at = 0; at < text.length; at += size) yield { text: text.slice(at, at + size), share: 0 }
  }
  const features: Feature[] = []
  for await (const { feature } of geoJsonFeatures(pieces())) features.push(feature)
  return features
}
const point = (name: string, more: object = {}) => ({
  type: 'Feature',
  properties: { name, ...more },
  geometry: { type: 'Point', coordinates: [121.5, 37.25] },
})
const names = (features: readonly Feature[]) => features.map(({ row, values }) => [row, values.get('name')])
const AWKWARD = {
  name: 'a "features": [ {',
  note: { features: [{ type: 'Feature' }], 'x,"features': [1, [2, [3]]] },
  type: 'FeatureCollection',
  features: [
    point('甲]}, 10" {, "features": ['),
    null,
    point('乙\\', { deep: { features: [[{ a: '}' }]] } }),
    [],
    'text, with "commas", and [brackets]',
    point('丙\u2028😀'),
  ],
  bbox: [121, 37, 122, 38],
}

describe('features that come in pieces', () => {
  const whole = [[1, '甲]}, 10" {, "features": ['], [2, undefined], [3, '乙\\'], [4, undefined], [5, undefined], [6, '丙\u2028😀']] // prettier-ignore
  test.each([1, 2, 3, 7, 64, 100_000])('of %i characters are those of the whole', async (size) => {
    for (const text of [JSON.stringify(AWKWARD), JSON.stringify(AWKWARD, null, 2)]) {
      const features = await read(text, size)
      expect(names(features)).toEqual(whole)
      expect(features[2]?.shape).toEqual({ is: 'point', at: [121.5, 37.25] })
      expect(features[2]?.values.get('deep')).toBe('{"features":[[{"a":"}"}]]}')
    }
  })

  test('may stand before the type, or alone', async () => {
    expect(names(await read(`{"features":[${JSON.stringify(point('甲'))}],"type":"FeatureCollection"}`))).toEqual([[1, '甲']]) // prettier-ignore
    expect(names(await read(JSON.stringify(point('甲')), 5))).toEqual([[1, '甲']])
    expect(await read('{"type":"FeatureCollection","features":[]}')).toEqual([])
  })

  test('in metres are refused before they are read, where that stands before them', async () => {
    async function* endless() {
      const crs = '"crs":{"properties":{"name":"EPSG:4527"}}'
      yield { text: `{"type":"FeatureCollection",${crs},"features":[`, share: 0 }
      for (let n = 0; n < 10; n += 1) yield { text: `${JSON.stringify(point(String(n)))},`, share: 0 }
      throw new Error('it was read on')
    }
    const reading = async () => {
      for await (const _ of geoJsonFeatures(endless()));
    }
    await expect(reading()).rejects.toThrow(/4527/)
  })

  test('are given out before the rest of the text has come', async () => {
    let asked = 0
    async function* endless() {
      yield { text: '{"type":"FeatureCollection","features":[', share: 0 }
      for (;;) yield { text: `${JSON.stringify(point(String((asked += 1))))},`, share: 0 }
    }
    const given: string[] = []
    for await (const { feature } of geoJsonFeatures(endless())) {
      given.push(feature.values.get('name') ?? '')
      if (given.length === 3) break
    }
    expect([given, asked]).toEqual([['1', '2', '3'], 3])
  })

  test.each([
    ['features without a comma', `{"type":"FeatureCollection","features":[${JSON.stringify(point('甲'))}{}]}`],
    ['a feature that is cut off', JSON.stringify({ type: 'FeatureCollection', features: [point('甲')] }).slice(0, -8)],
    ['a bracket of the wrong kind', '{"type":"FeatureCollection","features":[{"type":"Feature"]]}'],
    ['a list', `[${JSON.stringify(point('甲'))}]`],
    ['another type', '{"type":"GeometryCollection","features":[]}'],
    ['nothing', ''],
  ])('with %s are refused', async (_, text) => {
    for (const size of [1, 1_000]) await expect(read(text, size)).rejects.toThrow(/FeatureCollection/)
  })

  test.each(['before', 'behind'])('in metres are refused where that is said %s them', async (where) => {
    const crs = '"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4527"}}'
    const features = `"features":[${JSON.stringify(point('甲'))}]`
    const members = where === 'before' ? [crs, features] : [features, crs]
    await expect(read(`{"type":"FeatureCollection",${members.join(',')}}`, 9)).rejects.toThrow(/4527/)
  })
})
