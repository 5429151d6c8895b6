import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { keyFile, secretsOf } from './secrets.ts'

const KEY = 'a text of thirty-two characters or more'
const folder = mkdtempSync(join(tmpdir(), 'anjian-key-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('what is sealed', () => {
  const plain = Buffer.from('JBSWY3DPEHPK3PXP')

  test('opens to what it was, and never looks the same twice', () => {
    const { seal, open } = secretsOf(KEY)
    expect(open(seal(plain))).toEqual(plain)
    expect(seal(plain)).not.toEqual(seal(plain))
    expect(seal(plain).includes(plain)).toBe(false)
  })

  test('opens by no other key, and not where any byte was changed', () => {
    const sealed = secretsOf(KEY).seal(plain)
    expect(() => secretsOf(`${KEY}.`).open(sealed)).toThrow()
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed)
      changed[at]! ^= 1
      expect(() => secretsOf(KEY).open(changed), `byte ${at}`).toThrow()
    }
  })
})

describe('the key file', () => {
  test('is made once, readable by its owner alone', () => {
    const path = join(folder, 'new', 'secret.key')
    const key = keyFile(path)
    expect(keyFile(path)).toEqual(key)
    expect([key.length, (statSync(path).mode & 0o777).toString(8)]).toEqual([32, '600'])
  })

  test('of another length is refused by name', () => {
    const path = join(folder, 'cut.key')
    writeFileSync(path, 'short')
    expect(() => keyFile(path)).toThrow(path)
  })
})
