import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Datum, fromWgs84, toWgs84 } from './datum.ts'

interface Vector {
  readonly name: string
  readonly from: Datum
  readonly to: Datum
  readonly given: [number, number]
  readonly expected: [number, number]
}
const fixture = new URL('../../tests/fixtures/standards/datumVectors.json', import.meta.url)
const { vectors } = JSON.parse(readFileSync(fixture, 'utf8')) as { vectors: Vector[] }

/** Degrees; 1e-6 is a tenth of a metre, to which the inverse of GCJ-02 is iterated. */
const EXACT = 2e-9
const INVERSE = 2e-6

describe('independent vectors', () => {
  test.each(vectors)('$name, $given', ({ from, to, given, expected }) => {
    const wgs = from === 'wgs84' ? given : toWgs84(given, from)
    const there = fromWgs84(wgs, to)
    const tolerance = from === 'wgs84' ? EXACT : INVERSE
    expect(Math.abs(there[0] - expected[0])).toBeLessThan(tolerance)
    expect(Math.abs(there[1] - expected[1])).toBeLessThan(tolerance)
  })
  test.each(vectors.filter(({ from }) => from === 'wgs84'))('$name back, $expected', ({ to, given, expected }) => {
    const back = toWgs84(expected, to)
    expect(Math.abs(back[0] - given[0])).toBeLessThan(INVERSE)
    expect(Math.abs(back[1] - given[1])).toBeLessThan(INVERSE)
  })
})

describe('nothing shifts in GCJ-02', () => {
  test.each<[string, [number, number]]>([
    ['Central, Hong Kong', [114.1588, 22.2819]],
    ['Yuen Long, Hong Kong', [114.0222, 22.4445]],
    ['Sheung Shui, Hong Kong', [114.1286, 22.5017]],
    ['Hong Kong airport', [113.9185, 22.308]],
    ['Senado Square, Macao', [113.5399, 22.1936]],
    ['Coloane, Macao', [113.556, 22.118]],
    ['Taipei', [121.5654, 25.033]],
    ['Kaohsiung', [120.3014, 22.6273]],
    ['Magong, Penghu', [119.5664, 23.5654]],
    ['Tokyo', [139.6917, 35.6895]],
  ])('%s', (_, at) => {
    expect(toWgs84(at, 'gcj02')).toEqual(at)
    expect(fromWgs84(at, 'gcj02')).toEqual(at)
  })
})

describe('what lies beside them does', () => {
  test.each<[string, [number, number]]>([
    ['Shekou, Shenzhen', [113.915, 22.482]],
    ['Luohu, Shenzhen', [114.1316, 22.5484]],
    ['Futian, Shenzhen', [114.0579, 22.5431]],
    ['Yantian, Shenzhen', [114.2369, 22.5571]],
    ['Gongbei, Zhuhai', [113.5492, 22.2233]],
    ['Hengqin, Zhuhai', [113.52, 22.13]],
    ['Pingtan, Fujian', [119.79, 25.5]],
    ['Xiamen', [118.0894, 24.4798]],
  ])('%s', (_, at) => {
    const [lng, lat] = fromWgs84(at, 'gcj02')
    expect(Math.hypot(lng - at[0], lat - at[1])).toBeGreaterThan(0.001)
  })
})

test('BD-09 keeps its own shift in Hong Kong', () => {
  const at = [114.1588, 22.2819] as const
  const [lng, lat] = fromWgs84(at, 'bd09')
  expect(Math.hypot(lng - at[0], lat - at[1])).toBeGreaterThan(0.005)
  const back = toWgs84([lng, lat], 'bd09')
  expect(Math.hypot(back[0] - at[0], back[1] - at[1])).toBeLessThan(2e-5)
})
