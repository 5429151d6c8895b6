import { describe, expect, test } from 'vitest'
import type { CoverageFault } from '#core/contract/coverage.ts'
import { FAULT_KINDS, NODE_REASONS } from '#core/domain/coverage.ts'
import { coverage } from '../../locales/zh/coverage.ts'
import { boundsOfFault, coverageFeatures } from './coverageLayer.ts'
import { faultName, smallAreaText, waysOf, whyText, widthText } from './faultText.ts'

const SUBJECTS = {
  'industry-ownerless': 'industry',
  'node-person': 'grid',
  'chief-overload': 'chief',
  'source-responsible': 'hazard-source',
  'place-register': 'place',
} as const
const fault = (kind: CoverageFault['kind'], more: Partial<CoverageFault> = {}): CoverageFault => ({
  key: `${kind}:1`,
  kind,
  subject: kind.startsWith('territory') ? 'territory' : (SUBJECTS[kind as keyof typeof SUBJECTS] ?? 'enterprise'),
  id: 5, enterprise: null, name: '蓝鲸化工（演示）', gridName: null, reason: null, leads: [], amount: 3, area: 2, width: 0.01,
  position: [121.5, 37.4], shape: null, owner: { desk: 'government', id: null, name: '' },
  ...more,
}) // prettier-ignore

/** The words of the page themselves: a path that is none of theirs is a fault of the caller. */
function told(path: string, values: Record<string, string | number> = {}): string {
  if (path === 'words.and') return '、'
  const words = path.split('.').slice(1).reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], coverage)
  if (typeof words !== 'string') throw new Error(`no words at ${path}`)
  return words.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name]))
} // prettier-ignore

test.each([
  [0.0095, '0.9 cm'],
  [0.01, '1.0 cm'],
  [0.0999, '10.0 cm'],
  [0.85, '85 cm'],
  [1, '1 m'],
  [12.34, '12.3 m'],
  [1820.4, '1820 m'],
])('a width of %d m is %s', (metres, text) => {
  expect(widthText(metres)).toBe(text)
})

test.each([
  [0.004, '< 0.01 m²'],
  [0.52, '0.52 m²'],
  [9.999, '10.00 m²'],
  [10, '10 m²'],
  [84_000, '0.08 km²'],
])('an area of %d m² is %s, and never 0', (area, text) => {
  expect(smallAreaText(area)).toBe(text)
})

test('every kind says why, and a node by its reason, in words that are there', () => {
  for (const kind of FAULT_KINDS) expect(whyText(fault(kind), told)).not.toMatch(/undefined|\{/)
  for (const kind of ['node-person', 'place-register'] as const) {
    const reasons = NODE_REASONS.map((reason) => whyText(fault(kind, { reason }), told))
    expect(new Set(reasons).size).toBe(NODE_REASONS.length)
  }
  expect(whyText(fault('enterprise-two-leads', { leads: ['甲局', '乙局'] }), told)).toBe('同归 甲局、乙局 主管')
  expect(whyText(fault('enterprise-no-grid', { position: null }), told)).not.toBe(whyText(fault('enterprise-no-grid'), told)) // prettier-ignore
})

test('a gap is named by the grids beside it, or by none; an industry with its section', () => {
  const name = (one: CoverageFault) => faultName(one, told, 'zh')
  expect(name(fault('territory-gap', { name: '甲网格、乙网格' }))).toBe('邻 甲网格、乙网格')
  expect(name(fault('territory-overlap', { name: '甲网格、乙网格' }))).toBe('甲网格、乙网格')
  expect(name(fault('territory-gap', { name: '' }))).toBe('四周没有网格')
  expect(name(fault('industry-ownerless', { name: 'R89' }))).toBe('R89 文化、体育和娱乐业')
  expect(name(fault('visit-overdue'))).toBe('蓝鲸化工（演示）')
})

describe('waysOf', () => {
  test.each([
    ['visit-overdue', '/enterprises/5'],
    ['source-responsible', '/hazard-sources/5'],
    ['place-register', '/places/5'],
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
