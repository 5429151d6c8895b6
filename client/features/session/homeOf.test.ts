import { expect, test } from 'vitest'
import { ROLES } from '#core/domain/roles.ts'
import { readAddress } from '#client/view/address.ts'
import { homeOf } from './homeOf.ts'

const MAP = ['government', 'wall'] as const
const OTHERS = ['system', 'security', 'audit', 'enterprise', 'expert', 'public', 'department', 'grid'] as const

test('every role has a home', () => {
  expect([...MAP, ...OTHERS].sort()).toEqual([...ROLES].sort())
})

test.each(MAP)('%s begins on the map', (role) => {
  expect(homeOf({ role, enterprise: null })).toEqual({ path: '/' })
})

test('administrators begin on their pages', () => {
  expect(homeOf({ role: 'security', enterprise: null }).path).toBe('/accounts')
  expect(homeOf({ role: 'system', enterprise: null }).path).toBe('/system')
  expect(homeOf({ role: 'audit', enterprise: null }).path).toBe('/audits')
})

test('an expert begins with the own inspections, the public with what is disclosed', () => {
  expect(homeOf({ role: 'expert', enterprise: null }).path).toBe('/inspections')
  expect(homeOf({ role: 'public', enterprise: null }).path).toBe('/disclosures')
})

test.each(['department', 'grid'] as const)('%s begins on the map with its list open', (role) => {
  const { path, hash } = homeOf({ role, enterprise: null })
  expect(path).toBe('/')
  expect(readAddress(hash!).open?.list).toBe(true)
})

test('an enterprise begins on the map with its own file open', () => {
  const { path, hash } = homeOf({ role: 'enterprise', enterprise: 12 })
  expect(path).toBe('/')
  expect(readAddress(hash!).selection).toEqual({ kind: 'enterprise', id: 12 })
})
