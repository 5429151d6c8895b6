import { expect, test } from 'vitest'
import type { CoverageFault } from '#core/contract/coverage.ts'
import { FAULT_KINDS, NODE_REASONS } from '#core/domain/coverage.ts'
import { fault, told } from '../../tests/faultSamples.ts'
import { faultName, markText, smallAreaText, whyText, widthText } from './faultText.ts'

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

test('a row tells a fault from others of its kind: a gap of a centimetre by its measures, an overdue visit by its grid', () => {
  const mark = (one: CoverageFault) => markText(one, told)
  expect(mark(fault('territory-gap', { gridName: '甲网格', amount: null }))).toContain('1.0 cm')
  const overdue = { amount: null, width: null, area: null }
  expect(mark(fault('visit-overdue', { ...overdue, gridName: '甲网格' }))).toBe('甲网格')
  expect(mark(fault('visit-overdue', overdue))).toBe(whyText(fault('visit-overdue'), told))
  expect(mark(fault('node-person', { ...overdue, gridName: '甲网格', reason: 'left' }))).toBe('责任人已离岗')
  expect(mark(fault('enterprise-two-leads', { ...overdue, gridName: '甲网格', leads: ['甲局', '乙局'] }))).toContain('甲局、乙局')
}) // prettier-ignore
