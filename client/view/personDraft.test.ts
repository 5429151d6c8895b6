import { expect, test } from 'vitest'
import { emptyPerson, faultsOf, personOf } from './personDraft.ts'

test('an empty draft lacks a user name and a name, and needs neither phone nor mail', () => {
  expect(faultsOf(emptyPerson())).toEqual(['userName', 'name'])
})

test('what is typed is taken as the contract spells it', () => {
  const typed = { userName: ' LiNa ', name: ' 李娜 ', phone: '+86 138-0000-0000', email: '' }
  expect(personOf(typed)).toEqual({ userName: 'lina', name: '李娜', phone: '+8613800000000', email: null })
  expect(faultsOf(typed)).toEqual([])
})

test.each([
  ['userName', '13800000000'],
  ['userName', '李娜'],
  ['phone', '12'],
  ['email', 'lina@'],
] as const)('%s cannot be %s', (field, text) => {
  expect(faultsOf({ userName: 'lina', name: '李娜', phone: '', email: '', [field]: text })).toEqual([field])
})
