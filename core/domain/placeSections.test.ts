import { describe, expect, test } from 'vitest'
import { type PlaceFacts, placeLacks, placeSections, PLACE_SECTIONS } from './placeSections.ts'

const WHOLE: PlaceFacts = {
  kind: 'tower',
  code: 'T-01',
  address: '科技大道 1 号',
  floors: 18,
  area: 32_000,
  managerHidden: false,
  managerName: '演示物业',
  managerCode: '91370671DEM000019B',
  person: '甲',
  reachable: true,
  safetyManager: '乙',
  safetyReachable: true,
  emergencyContact: '消防控制室',
  grid: 11,
  boundaryAssumed: false,
  tenants: 3,
  tenantsWithoutFile: 0,
}
const BARE: PlaceFacts = {
  kind: 'tower',
  code: null,
  address: null,
  floors: null,
  area: null,
  managerHidden: false,
  managerName: null,
  managerCode: null,
  person: null,
  reachable: false,
  safetyManager: null,
  safetyReachable: false,
  emergencyContact: null,
  grid: null,
  boundaryAssumed: true,
  tenants: 0,
  tenantsWithoutFile: 0,
}
const [opened, now] = [new Date('2026-03-01T00:00:00Z'), new Date('2026-03-02T00:00:00Z')]

describe('placeLacks', () => {
  test('of a whole file nothing', () => {
    expect(Object.values(placeLacks(WHOLE)).flat()).toEqual([])
  })
  test('of an empty one everything', () => {
    expect(placeLacks(BARE)).toEqual({
      identity: ['code', 'address', 'floors', 'area'],
      manager: ['manager', 'manager-code'],
      people: ['person', 'phone', 'safety-manager', 'safety-phone', 'emergency'],
      position: ['grid', 'boundary'],
      tenants: ['tenants'],
      hazards: [],
      inspections: [],
    })
  })
  test('asks no floors of a park', () => {
    expect(placeLacks({ ...WHOLE, kind: 'park', floors: null }).identity).toEqual([])
    expect(placeLacks({ ...WHOLE, floors: null }).identity).toEqual(['floors'])
  })
  test('finds no gap in a manager whose file is for others', () => {
    expect(placeLacks({ ...BARE, managerHidden: true }).manager).toEqual([])
  })
  test('names tenants without a file, though others have one', () => {
    expect(placeLacks({ ...WHOLE, tenantsWithoutFile: 1 }).tenants).toEqual(['files'])
    expect(placeLacks({ ...WHOLE, tenants: 0, tenantsWithoutFile: 1 }).tenants).toEqual(['files'])
  })
})

describe('placeSections', () => {
  test('gives thirty days from the opening, and says who fills what', () => {
    const sections = placeSections(BARE, opened, now)
    expect(sections.map(({ section }) => section)).toEqual(PLACE_SECTIONS)
    expect(sections.find(({ section }) => section === 'manager')).toEqual({
      section: 'manager',
      by: 'data-steward',
      state: 'missing',
      lacks: ['manager', 'manager-code'],
      dueAt: new Date('2026-03-31T00:00:00Z'),
    })
  })
  test('takes registers as filled', () => {
    for (const { section, state } of placeSections(BARE, opened, now))
      expect(state === 'filled', section).toBe(section === 'hazards' || section === 'inspections')
  })
})
