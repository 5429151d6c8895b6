import { expect, test } from 'vitest'
import { signedText, sinceSigned } from './signedText.ts'

const signed = { version: 2, findings: 3, sha256: 'a'.repeat(64), rewritten: false, added: 0, altered: 0, gone: 0 }
const speak = (key: string, filled = {}) => [key, ...Object.values(filled)].join(' ')

test('what stands as it was signed is said to be the same, also where it was finished since', () => {
  expect(sinceSigned(signed, 3)).toEqual([])
  expect(signedText(speak, signed, 3)).toBe('records.version 2 3 · records.same')
})

test('each thing that changed since is said, with how many and the present version', () => {
  expect(signedText(speak, { ...signed, rewritten: true, added: 1, altered: 2, gone: 4 }, 5)).toBe(
    'records.version 2 3 · records.since records.sinceWhat.rewritten 5words.andrecords.sinceWhat.added 1words.andrecords.sinceWhat.altered 2words.andrecords.sinceWhat.gone 4',
  )
})
