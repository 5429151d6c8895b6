import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { describeSettings, readSettings, settingsInForce } from './settings.ts'

test('tells what is in force, and no secret', () => {
  const rows = settingsInForce({
    WEBHOOK_URL: 'https://hooks.example/nobody-may-read?token=hush',
    WEBHOOK_SECRET: 'a-key-that-nobody-may-read-in-a-browser',
    PORT: '9000',
    SECRET_KEY: 'a-key-that-nobody-may-read-in-a-browser',
    DATABASE_URL: 'postgres://me:hush@host/book',
  })
  const of = (name: string) => rows.find((row) => row.name === name)
  expect(of('PORT')).toMatchObject({ value: '9000', given: true })
  expect(of('WEBHOOK_URL')).toMatchObject({ value: 'https://hooks.example/…', given: true })
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

  test.each([
    [{ TLS_CERT: 'package.json' }, 'TLS_KEY'],
    [{ TLS_KEY: 'package.json' }, 'TLS_CERT'],
    [{ SMTP_URL: 'smtp://host', PUBLIC_URL: 'https://a.example' }, 'MAIL_FROM'],
    [{ SMTP_URL: 'smtp://host', MAIL_FROM: 'a@b.example' }, 'PUBLIC_URL'],
    [{ MAIL_FROM: 'a@b.example' }, 'SMTP_URL'],
    [{ MQTT_CA: 'package.json' }, 'MQTT_URL'],
    [{ OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'x' }, 'PUBLIC_URL'],
    [{ OIDC_ISSUER: 'https://id.example', PUBLIC_URL: 'https://a.example' }, 'OIDC_CLIENT_ID'],
    [{ OIDC_CLIENT_ID: 'x' }, 'OIDC_ISSUER'],
    [{ OIDC_CLIENT_SECRET: 'x' }, 'OIDC_ISSUER'],
    [{ OIDC_NAME: 'x' }, 'OIDC_ISSUER'],
    [{ S3_BUCKET_URL: 'https://store.example/book', S3_ACCESS_KEY: 'x' }, 'S3_SECRET_KEY'],
    [{ S3_SECRET_KEY: 'x' }, 'S3_BUCKET_URL'],
    [{ WEBHOOK_URL: 'https://hooks.example/a' }, 'WEBHOOK_SECRET'],
    [{ WEBHOOK_SECRET: 'x'.repeat(32) }, 'WEBHOOK_URL'],
  ])('%j is refused for want of %s', (settings, missing) => {
    const read = () => readSettings(settings)
    expect(read).toThrow(`needs ${missing}: the two must be set together`)
    expect(read).toThrow(`还须设置 ${missing}`)
  })

  test('takes mail and single sign-on where they are whole', () => {
    const whole = {
      SMTP_URL: 'smtps://robot:s3cret%40@mail.example:465',
      MAIL_FROM: 'anjian@district.example',
      PUBLIC_URL: 'https://anjian.example/',
      OIDC_ISSUER: 'https://id.example/realms/district',
      OIDC_CLIENT_ID: 'anjian',
    }
    expect(readSettings(whole)).toMatchObject({ ...whole, PUBLIC_URL: 'https://anjian.example' })
    expect(readSettings({ ...whole, OIDC_ISSUER: 'http://127.0.0.1:9000' }).OIDC_ISSUER).toBe('http://127.0.0.1:9000')
  })

  test.each([
    ['PUBLIC_URL', ['anjian.example', 'ftp://a.example', 'https://a.example/map', 'https://a.example?x', 'https://u:p@a.example']],
    ['SMTP_URL', ['mail.example', 'http://mail.example', 'smtp://', 'smtp://m.example/x', 'smtp://m.example?tls=no', 'smtp://u@m.example', 'smtp://u:%zz@m.example']],
    ['MQTT_URL', ['broker', 'http://b.example', 'mqtt://', 'mqtt://b.example/x', 'mqtts://u@b.example', 'ws://b.example']],
    ['VIDEO_HOSTS', ['https://video.example', 'video.example/1', 'a.example, me@b.example', '*.example']],
    ['MQTT_CLIENT', ['two words', 'x'.repeat(61)]],
    ['MAIL_FROM', ['robot', 'A <a@b.example>', 'a@b.example, c@d.example']],
    ['CLAMD_ADDRESS', ['scanner', 'scanner:0', 'scanner:70000', 'tcp://scanner:3310', '::1:3310']],
    ['S3_BUCKET_URL', ['store.example/book', 'ftp://store.example', 'https://a:b@store.example/book', 'https://store.example/?x=1']],
    ['DOCUMENT_MB', ['0', '101']],
    ['WEBHOOK_URL', ['hooks.example', 'http://hooks.example/a', 'ftp://hooks.example', 'https://u:p@hooks.example', 'https://hooks.example/#a']],
    ['WEBHOOK_SECRET', ['x'.repeat(31), 'x'.repeat(501)]],
    ['OIDC_ISSUER', ['id.example', 'http://id.example', 'http://127.0.0.1.example', 'https://u:p@id.example', 'https://id.example?x=1']],
  ] as const)('%s is none of %j', (name, values) => {
    for (const value of values) expect(() => readSettings({ [name]: value }), value).toThrow(`${name}=`)
  }) // prettier-ignore

  test('does not repeat a password', () => {
    expect(() => readSettings({ DATABASE_URL: 'http://me:secret@host/x' })).toThrow('http://me:…@host/x')
    for (const value of ['http://me:se:cr@et@host', 'me:secret@host', 'smtp://me:se/cret@host']) {
      const read = () => readSettings({ SMTP_URL: value })
      expect(read).toThrow('SMTP_URL=…@host')
      expect(read).not.toThrow(/se.?cr/)
      expect(() => readSettings({ MQTT_URL: value })).toThrow('MQTT_URL=…@host')
    }
    expect(() => readSettings({ OIDC_CLIENT_SECRET: 'x'.repeat(1001) })).toThrow('OIDC_CLIENT_SECRET=…')
    expect(() => readSettings({ S3_SECRET_KEY: 'x'.repeat(201) })).toThrow('S3_SECRET_KEY=…')
  })

  test.each(['README.md', 'README.zh-CN.md'])('%s has a row for each setting, as it is', (file) => {
    const language = file === 'README.md' ? 'en' : 'zh'
    const table = readFileSync(file, 'utf8')
    for (const row of describeSettings())
      expect(table).toMatch(new RegExp(`^\\| \`${row.name}\` \\| [^|]+ \\| ${row[language].replaceAll(/[()[\].*+?]/g, '\\$&')} \\|$`, 'm'))
  }) // prettier-ignore
})
