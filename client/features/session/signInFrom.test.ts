import { expect, test } from 'vitest'
import { cameFrom } from './signInFrom.ts'

test.each([
  [{ from: '/#v=1&risk=1' }, '/#v=1&risk=1'],
  [{ from: '/accounts' }, '/accounts'],
  [{ from: '/sign-in' }, undefined],
  [{ from: '/link' }, undefined],
  [{ from: '/sign-on' }, undefined],
  [{ from: '//elsewhere.example' }, undefined],
  [{ from: '/\\elsewhere.example' }, undefined],
  [{ from: 'https://elsewhere.example' }, undefined],
  [{ from: 7 }, undefined],
  [{}, undefined],
  [null, undefined],
])('%j leads back to %s', (state, address) => {
  expect(cameFrom(state)).toBe(address)
})
