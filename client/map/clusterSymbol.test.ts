import { createExpression } from '@maplibre/maplibre-gl-style-spec'
import { describe, expect, test } from 'vitest'
import { arcsOf, CLUSTER_IMAGE, sharesOf } from './clusterSymbol.ts'

const compiled = createExpression(CLUSTER_IMAGE, 'CLUSTER_IMAGE')

/** The image that a cluster's feature asks for. */
function imageOf(properties: Record<string, number>): string {
  if (compiled.result !== 'success') throw new Error(JSON.stringify(compiled.value))
  return compiled.value.evaluate({ zoom: 10 }, { type: 'Point', properties })
}

describe('CLUSTER_IMAGE', () => {
  test('one red among a thousand keeps an arc', () => {
    const shares = sharesOf(imageOf({ count: 1000, n1: 1, n2: 0, n3: 0, n4: 999, n0: 0 }))
    expect(shares).toEqual([1, 0, 0, 36, 0])
  })

  test('colours that tiles leave out count nothing', () => {
    expect(sharesOf(imageOf({ count: 2, n4: 1, n0: 1 }))).toEqual([0, 0, 0, 18, 18])
  })

  test.each(['risk-1', 'cluster', 'cluster-1-2', 'cluster-a-0-0-0-0', 'hazard-source-2'])(
    '%s is no cluster',
    (name) => {
      expect(sharesOf(name)).toBeUndefined()
    },
  )
})

describe('arcsOf', () => {
  test('keeps the order 重大 较大 一般 低 未评级', () => {
    expect(arcsOf([1, 2, 3, 4, 5]).map(({ risk }) => risk)).toEqual([1, 2, 3, 4, 0])
  })

  test('a single colour closes the ring', () => {
    expect(arcsOf([0, 0, 0, 9, 0])).toEqual([{ risk: 4, from: 0, to: 2 * Math.PI }])
  })

  test('arcs are as long as their shares, and never overlap', () => {
    const [red, blue] = arcsOf([9, 0, 0, 27, 0])
    expect((blue!.to - blue!.from) / (red!.to - red!.from)).toBeCloseTo(3, 9)
    expect(blue!.from).toBeGreaterThan(red!.to)
    expect(blue!.to).toBeLessThan(2 * Math.PI)
  })
})
