import { describe, expect, test } from 'vitest'
import { FAULT_KINDS } from '#core/domain/coverage.ts'
import { fault, told } from '../../../tests/faultSamples.ts'
import { boundsOfFault, coverageFeatures } from './coverageLayer.ts'
import { waysOf } from './faultWays.ts'

describe('waysOf', () => {
  test.each([
    ['visit-overdue', '/enterprises/5'],
    ['source-responsible', '/hazard-sources/5'],
    ['place-register', '/places/5'],
    ['class-a-leader', '/assignments?assign=5'],
    ['industry-ownerless', '/#v=1&industry=R89&department=0'],
  ] as const)('%s leads first to %s', (kind, to) => {
    expect(waysOf(fault(kind, { name: 'R89' }), false)[0]!.to).toBe(to)
  })
  test('the book of grids is mended by whoever imports, and by nobody else', () => {
    for (const kind of ['territory-gap', 'node-person'] as const)
      expect([true, false].map((imports) => waysOf(fault(kind), imports).some(({ to }) => to === '/imports'))).toEqual([true, false]) // prettier-ignore
  })
  test('every word of a way is there, each once for a fault, and only what has a position is on the map', () => {
    for (const kind of FAULT_KINDS) {
      const words = waysOf(fault(kind, { enterprise: 9 }), true).map(({ word }) => told(`coverage.to.${word}`))
      expect(new Set(words).size).toBe(words.length)
      expect(waysOf(fault(kind, { position: null }), true).some(({ word }) => word === 'map')).toBe(false)
    }
  })
})

describe('on the map', () => {
  const ring = [[121.5, 37.4], [121.50000001, 37.4], [121.5, 37.41], [121.5, 37.4]] // prettier-ignore
  const gap = fault('territory-gap', { shape: { type: 'Polygon', coordinates: [ring] } })
  test('a gap has its shape and a ring at its position, another fault a point, and what has neither is nowhere', () => {
    const drawn = coverageFeatures([gap, fault('node-person'), fault('visit-overdue', { position: null })]).features
    expect(drawn.map(({ geometry, properties }) => [geometry.type, properties!.key, properties!.mark])).toEqual([
      ['Polygon', 'territory-gap:1', 'ring'],
      ['Point', 'territory-gap:1', 'ring'],
      ['Point', 'node-person:1', 'point'],
    ])
  })
  test('what is brought near is the whole shape, or the point', () => {
    expect(boundsOfFault(gap)).toEqual([121.5, 37.4, 121.50000001, 37.41])
    expect(boundsOfFault(fault('node-person'))).toEqual([121.5, 37.4, 121.5, 37.4])
    expect(boundsOfFault(fault('visit-overdue', { position: null }))).toBeUndefined()
  })
})
