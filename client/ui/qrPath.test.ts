import { encode } from 'uqr'
import { expect, test } from 'vitest'
import { qrPath } from './qrPath.ts'

/** The modules that a path covers, drawn again by its words alone. */
function drawn(path: string, size: number): boolean[][] {
  const rows = Array.from({ length: size }, () => Array<boolean>(size).fill(false))
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let step = 0; step < Number(width); step += 1) rows[Number(y)]![Number(x) + step] = true
  return rows
}

test('runs become bars', () => {
  expect(qrPath([[true, true, false, true], [false, false, false, true]])).toBe('M0 0h2v1h-2zM3 0h1v1h-1zM3 1h1v1h-1z') // prettier-ignore
  expect(qrPath([[false]])).toBe('')
})

test('a code of an authenticator is drawn module by module', () => {
  const { data, size } = encode('otpauth://totp/%E5%AE%89%E7%9B%91:lina?secret=JBSWY3DPEHPK3PXP', { ecc: 'M' })
  expect(drawn(qrPath(data), size)).toEqual(data)
})
