import { expect, test } from 'vitest'
import type { EnterpriseFacts } from '#core/contract/enterpriseFacts.ts'
import { draftOf, pick, readRing, wantedOf } from './factDraft.ts'

const FACTS: EnterpriseFacts = {
  name: '灯塔石油仓储',
  identifier: 'X-1',
  industry: 'G59',
  status: 'active',
  legalPerson: null,
  staff: 12,
  crowded: false,
  highRisk: true,
  standardization: null,
  standardizationUntil: null,
  address: '海滨路 1 号',
  place: null,
  position: { at: [121.5, 37.4], datum: 'gcj02' },
  footprint: { ring: [[121, 37], [121.1, 37], [121.1, 37.1], [121, 37]] },
  safetyManager: '钱安',
  safetyManagerPhone: null,
} // prettier-ignore

const typed = (over: object, datum: '' | 'wgs84' = '') => {
  const draft = draftOf(FACTS)
  return wantedOf({ texts: { ...draft.texts, ...over }, datum }, FACTS)
}

test('as it is, nothing is wanted', () => {
  expect(typed({})).toEqual({ changed: [], faults: [], wanted: {} })
  expect(typed({ address: '海滨路 1 号 ' }).changed).toEqual([])
})

test('what is typed is read by its field, and emptied where nothing is left', () => {
  const { wanted, faults } = typed({
    staff: '120',
    crowded: 'true',
    address: ' ',
    standardization: '2',
    industry: 'C26',
  })
  expect([wanted, faults]).toEqual([
    { staff: 120, crowded: true, address: null, standardization: 2, industry: 'C26' },
    [],
  ])
})

test('a position needs its datum, chosen by whoever types it', () => {
  expect(typed({ position: '121.6，37.5' })).toMatchObject({ changed: ['position'], faults: ['position'] })
  expect(typed({ position: '121.6 37.5' }, 'wgs84')).toMatchObject({
    faults: [],
    wanted: { position: { at: [121.6, 37.5], datum: 'wgs84' } },
  })
  const corners = '121,37; 121.1,37;\n121.1,37.2'
  expect(typed({ footprint: corners }, 'wgs84').wanted.footprint?.ring).toEqual(readRing(corners))
})

test.each([
  ['name', ''],
  ['staff', '1.5'],
  ['staff', '-1'],
  ['standardization', '4'],
  ['standardizationUntil', '2026-02-30'],
  ['industry', 'D26'],
  ['safetyManagerPhone', 'abc'],
  ['position', '121.6'],
  ['position', '200, 37'],
  ['position', '1e2, 37'],
  ['footprint', '121,37; 121.1,37'],
  ['footprint', '121,37; x,37; 121,38'],
])('%s is not %j', (field, text) => {
  expect(typed({ [field]: text }, 'wgs84').faults).toEqual([field])
})

test('picks what is named', () => {
  expect(pick({ staff: 1, address: null }, ['address', 'name'])).toEqual({ address: null })
})
