import { expect, test } from 'vitest'
import { sizeText } from './sizeText.ts'

test.each([
  [400 * 1024, '400 KB'],
  [402_000, '393 KB'],
  [1, '1 KB'],
  [1024 * 1024, '1.0 MB'],
  [20 * 2 ** 20, '20.0 MB'],
])('%d bytes are %s', (bytes, text) => {
  expect(sizeText(bytes)).toBe(text)
})
