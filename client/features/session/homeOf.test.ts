import { expect, test } from 'vitest'
import { ROLES } from '#core/contract/roles.ts'
import { readAddress } from '#client/view/address.ts'
import { homeOf } from './homeOf.ts'

test.each(ROLES.filter((role) => role !== 'security' && role !== 'audit' && role !== 'enterprise'))(
  '%s begins on the map',
  (role) => {
    expect(homeOf({ role, enterprise: null })).toEqual({ path: '/' })
  },
)

test('administrators of people and of the audit begin on their pages', () => {
  expect(homeOf({ role: 'security', enterprise: null }).path).toBe('/accounts')
  expect(homeOf({ role: 'audit', enterprise: null }).path).toBe('/audits')
})

test('an enterprise begins on the map with its own file open', () => {
  const { path, hash } = homeOf({ role: 'enterprise', enterprise: 12 })
  expect(path).toBe('/')
  expect(readAddress(hash!).selection).toEqual({ kind: 'enterprise', id: 12 })
})
