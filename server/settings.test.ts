import { describe, expect, test } from 'vitest'
import { describeSettings, readSettings, settingsInForce } from './settings.ts'

test('tells what is in force, and no secret', () => {
  const rows = settingsInForce({
    PORT: '9000',
    SECRET_KEY: 'a-key-that-nobody-may-read-in-a-browser',
    DATABASE_URL: 'postgres://me:hush@host/book',
  })
  const of = (name: string) => rows.find((row) => row.name === name)
  expect(of('PORT')).toMatchObject({ value: '9000', given: true })
  expect(of('HOST')).toMatchObject({ value: '127.0.0.1', given: false })
  expect(of('TLS_CERT')).toMatchObject({ value: null, given: false })
  expect(JSON.stringify(rows)).not.toMatch(/nobody-may-read|hush/)
  expect(rows.map(({ name }) => name)).toEqual(describeSettings().map(({ name }) => name))
})

describe('readSettings', () => {
  test('listens on the loopback at 8420 where nothing is set', () => {
    expect(readSettings({})).toMatchObject({ HOST: '127.0.0.1', PORT: 8420, ANJIAN_DATA: 'var', POOL_SIZE: 10 })
  })

  test('takes an empty variable as unset', () => {
    expect(readSettings({ PORT: ' ', ANJIAN_DEMO: '' })).toMatchObject({ PORT: 8420 })
  })

  test('reads several replicas', () => {
    const { DATABASE_READ_URLS } = readSettings({ DATABASE_READ_URLS: 'postgres://a/x, postgres://b/x' })
    expect(DATABASE_READ_URLS).toEqual(['postgres://a/x', 'postgres://b/x'])
  })

  test.each([
    ['PORT', '80a'],
    ['PORT', '70000'],
    ['HOST', 'a b'],
    ['TLS_CERT', '/no/such.pem'],
    ['DATABASE_URL', 'mysql://x'],
    ['DATABASE_READ_URLS', 'postgres://a/x,b'],
    ['ANJIAN_DEMO', 'yes'],
    ['LOG_LEVEL', 'loud'],
    ['POOL_SIZE', '0'],
    ['STATEMENT_TIMEOUT_MS', '-1'],
  ])('refuses %s=%s by name, in both languages, with what would do', (name, value) => {
    const { en, zh } = describeSettings().find((row) => row.name === name)!
    const read = () => readSettings({ [name]: value })
    for (const part of [`${name}=${value}`, en, zh]) expect(read).toThrow(part)
  })

  test('wants a certificate and its key together', () => {
    expect(() => readSettings({ TLS_CERT: 'package.json' })).toThrow('together')
  })

  test('does not repeat a password', () => {
    expect(() => readSettings({ DATABASE_URL: 'http://me:secret@host/x' })).toThrow('http://me:…@host/x')
  })
})
