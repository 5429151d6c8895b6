import { describe, expect, test } from 'vitest'
import { pick } from '../map/pointer.ts'
import { MAP_HITS } from './mapHits.ts'

const point = { type: 'Point' as const, coordinates: [121.5, 37.4] }
const feature = (id: string, properties: Record<string, unknown>) =>
  ({ layer: { id }, properties, geometry: point }) as unknown as Parameters<typeof pick>[0][number]

const enterprise = feature('enterprises-high', { id: 12, name: '蓝鲸化工（演示）', risk: 1, overdue: 1 })
const source = feature('hazard-sources-symbol', {
  id: 3,
  enterprise: 12,
  name: '罐区',
  level: 2,
  provisional: 1,
  risk: 1,
  warning: 2,
})
const cluster = feature('enterprises-cluster', { count: 40, worst: 2, n2: 3, n4: 37 })
const grid = feature('grids-name', { id: 9, name: '金山湾' })

describe('what is pointed at', () => {
  test('a hazard source comes before the enterprise beneath it', () => {
    expect(pick([enterprise, source], MAP_HITS)).toEqual({
      kind: 'hazard-source',
      id: 3,
      enterprise: 12,
      name: '罐区',
      level: 2,
      provisional: true,
      risk: 1,
      warning: 2,
    })
  })
  test('an enterprise comes before the name of a grid', () => {
    expect(pick([grid, enterprise], MAP_HITS)).toMatchObject({ kind: 'enterprise', id: 12, overdue: true })
  })
  test('a cluster of one is its enterprise', () => {
    const alone = feature('enterprises-low', { count: 1, worst: 3, id: 5, name: '橘猫制冷' })
    expect(pick([alone], MAP_HITS)).toMatchObject({ kind: 'enterprise', id: 5, risk: 3, overdue: false })
  })
  test('a cluster says its counts in the order of risk', () => {
    expect(pick([cluster], MAP_HITS)).toMatchObject({ kind: 'cluster', count: 40, counts: [0, 3, 0, 37, 0] })
  })
  test('a flag comes before what it stands on, and names the enterprise and the hazard where there is but one', () => {
    const flag = { enterprises: 1, open: 1, overdue: 1, major: 0, id: 12, name: '蓝鲸化工（演示）', hazard: 77 }
    const one = { kind: 'hazards', enterprise: { id: 12, name: '蓝鲸化工（演示）' }, open: 1, overdue: 1, hazard: 77 }
    expect(pick([enterprise, feature('hazards-flag', flag)], MAP_HITS)).toMatchObject(one)
    const many = pick([feature('hazards-flag', { enterprises: 3, open: 9, overdue: 0, major: 2 })], MAP_HITS)
    expect(many).toMatchObject({ enterprise: undefined, hazard: undefined, enterprises: 3, open: 9, major: 2, position: [121.5, 37.4] }) // prettier-ignore
  })
  test('a park or tower comes after whatever stands on it, and a block is none', () => {
    const tower = feature('places-area', { id: 4, kind: 'tower', name: '创智大厦' })
    const block = feature('places-area', { id: 6, kind: 'block', name: '一号街坊' })
    expect(pick([tower], MAP_HITS)).toEqual({ kind: 'place', id: 4, name: '创智大厦', of: 'tower' })
    expect(pick([tower, enterprise], MAP_HITS)).toMatchObject({ kind: 'enterprise' })
    expect(pick([tower, grid], MAP_HITS)).toMatchObject({ kind: 'grid' })
    expect(pick([block], MAP_HITS)).toBeUndefined()
  })
  test('a blind spot comes after the symbols that lie in it, before names and places, and says which rule it falls under', () => {
    const gap = feature('coverage-area', { key: 'territory-gap:1', kind: 'territory-gap', mark: 'ring' })
    expect(pick([gap, grid], MAP_HITS)).toEqual({ kind: 'fault', of: 'territory-gap' })
    expect(pick([gap, enterprise], MAP_HITS)).toMatchObject({ kind: 'enterprise' })
    expect(pick([feature('coverage-ring', { kind: 'something' })], MAP_HITS)).toBeUndefined()
  })
  test('where nothing is, nothing is meant', () => {
    expect(pick([], MAP_HITS)).toBeUndefined()
  })
})
