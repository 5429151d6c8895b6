import { expect, test } from 'vitest'
import { addressFault } from './addressFault.ts'

test.each([
  ['https://anjian.example', undefined],
  ['https://192.168.1.20:8443', undefined],
  ['http://192.168.1.20', 'notSecure'],
  ['http://localhost:8080', 'ownMachine'],
  ['https://127.0.0.1:8443', 'ownMachine'],
  ['http://[::1]:8080', 'ownMachine'],
  ['https://127.example', undefined],
])('what a phone makes of %s: %s', (address, fault) => expect(addressFault(new URL(address))).toBe(fault))
