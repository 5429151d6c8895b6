import { expect, test } from 'vitest'
import { isStrong } from './isStrong.ts'

const HOUR = 3600
const NOW = 1_800_000_000

test.each([
  [{ amr: ['mfa'], auth_time: NOW }, true],
  [{ amr: ['pwd', 'otp'], auth_time: NOW - 11 * HOUR }, true],
  [{ amr: ['pin', 'hwk'], auth_time: NOW }, true],
  [{ amr: ['pwd', 'mfa'], auth_time: NOW - 13 * HOUR }, false],
  [{ amr: ['mfa'] }, false],
  [{ amr: ['mfa'], auth_time: String(NOW) }, false],
  [{ amr: ['pwd'], auth_time: NOW }, false],
  [{ amr: ['otp'], auth_time: NOW }, false],
  [{ amr: ['hwk'], auth_time: NOW }, false],
  [{ amr: ['otp', 'hwk'], auth_time: NOW }, false],
  [{ amr: ['pwd', 'pin'], auth_time: NOW }, false],
  [{ amr: ['pwd', 'sms'], auth_time: NOW }, false],
  [{ amr: 'mfa', auth_time: NOW }, false],
  [{ amr: [], auth_time: NOW }, false],
  [{ acr: 'mfa', auth_time: NOW }, false],
  [{}, false],
])('%j: %s', (claims, strong) => {
  expect(isStrong(claims, NOW, 12 * HOUR)).toBe(strong)
})
