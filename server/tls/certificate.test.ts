import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SettingRefused } from '../settings.ts'
import { lanAddresses } from './addresses.ts'
import { newAuthority, newLeaf, type Pair } from './authority.ts'
import { daysLeft, readCertificate } from './certificate.ts'
import { certWords } from './certWords.ts'
import { certifiedName, type Made, makeCertificate } from './making.ts'

const DAY = 86_400_000
const NOW = Date.parse('2026-11-27T08:00:00Z')
const folder = mkdtempSync(join(tmpdir(), 'anjian-tls-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const openssl = (...args: string[]) =>
  execFileSync('openssl', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
const put = (name: string, text: string) => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const at = (path: string) => statSync(path).mode & 0o777

describe('npm run cert', () => {
  let made: Made
  beforeAll(async () => {
    made = await makeCertificate(folder, ['anjian.lan', '10.9.8.7', '安监.example'], NOW)
  })

  test('makes a certificate of this machine’s names and addresses, and of those given', () => {
    const own = ['localhost', hostname().toLowerCase(), '127.0.0.1', '::1', ...lanAddresses()]
    expect(made.names).toEqual(expect.arrayContaining([...own, 'anjian.lan', '10.9.8.7', 'xn--49su84d.example']))
    expect(new Set(made.names).size).toBe(made.names.length)
  })

  test.each([
    ['-verify_hostname', 'localhost'],
    ['-verify_hostname', 'anjian.lan'],
    ['-verify_ip', '127.0.0.1'],
    ['-verify_ip', '10.9.8.7'],
    ['-verify_ip', '::1'],
  ])('OpenSSL trusts it by its authority %s %s', (flag, name) => {
    const time = ['-attime', String(NOW / 1000), '-x509_strict', '-purpose', 'sslserver']
    expect(openssl('verify', '-CAfile', made.authority, ...time, flag, name, made.cert)).toMatch(/: OK$/m)
  })

  test('OpenSSL refuses it for another name', () => {
    const ask = () => openssl('verify', '-CAfile', made.authority, '-attime', String(NOW / 1000), '-verify_hostname', 'other.lan', made.cert) // prettier-ignore
    expect(ask).toThrow(/ostname mismatch/)
  })

  test('is what phones take: for servers, of one year and a month at most, of no authority itself', () => {
    const text = openssl('x509', '-in', made.cert, '-noout', '-text')
    expect(text).toMatch(/Extended Key Usage: \n\s+TLS Web Server Authentication\n/)
    expect(text).toMatch(/Basic Constraints: critical\n\s+CA:FALSE/)
    expect(text).toMatch(/Key Usage: critical\n\s+Digital Signature\n/)
    const [from, until] = [/Not Before: (.+)/, /Not After : (.+)/].map((one) => Date.parse(one.exec(text)![1]!))
    expect((until! - from!) / DAY).toBeLessThanOrEqual(397)
    expect((until! - NOW) / DAY).toBeGreaterThan(396)
    expect(from).toBeLessThan(NOW)
    expect(until).toBe(made.expiresAt)
    expect(openssl('x509', '-in', made.authority, '-noout', '-text')).toMatch(/critical\n\s+CA:TRUE, pathlen:0\n/)
  })

  test('keeps its keys from everybody else', () => {
    expect(at(join(folder, 'tls'))).toBe(0o700)
    expect(at(made.key)).toBe(0o600)
    expect(at(join(folder, 'tls/ca.key'))).toBe(0o600)
  })

  test('says in both languages how to start and how to compare what a device was given', () => {
    const words = certWords(made)
    const der = Buffer.from(readFileSync(made.authority, 'utf8').replace(/-----.*-----|\s/g, ''), 'base64')
    const print = createHash('sha256').update(der).digest('hex').toUpperCase().match(/../g)!.join(':')
    for (const one of [print, made.authority, `TLS_CERT='${made.cert}'`, `TLS_KEY='${made.key}'`, 'HOST=0.0.0.0'])
      expect(words.split(one)).toHaveLength(3)
    expect(words).toMatch(/证书信任设置[^]*Certificate Trust Settings/)
  })

  test('given again renews the certificate, for the names it had, and leaves the authority as it was', async () => {
    const before = readFileSync(made.authority, 'utf8') + readFileSync(join(folder, 'tls/ca.key'), 'utf8')
    const again = await makeCertificate(folder, ['new.lan'], NOW + 300 * DAY)
    expect(readFileSync(again.authority, 'utf8') + readFileSync(join(folder, 'tls/ca.key'), 'utf8')).toBe(before)
    expect(again).toMatchObject({ isNew: false, fingerprint: made.fingerprint })
    expect(new Set(again.names)).toEqual(new Set([...made.names, 'new.lan']))
    expect(again.names.length).toBe(made.names.length + 1)
    expect(again.expiresAt - made.expiresAt).toBe(300 * DAY)
    const then = String((NOW + 300 * DAY) / 1000)
    expect(openssl('verify', '-CAfile', again.authority, '-attime', then, again.cert)).toMatch(/: OK$/m)
  })

  test('touches nothing where the authority cannot sign any more', async () => {
    const [ca, key] = [made.authority, join(folder, 'tls/ca.key')]
    const leaf = readFileSync(made.cert, 'utf8')
    renameSync(key, `${key}.away`)
    await expect(makeCertificate(folder, [], NOW)).rejects.toThrow(/不覆盖它[^]*not written over/)
    writeFileSync(key, (await newAuthority('another', NOW)).key)
    await expect(makeCertificate(folder, [], NOW)).rejects.toThrow(/not written over/)
    renameSync(`${key}.away`, key)
    await expect(makeCertificate(folder, [], NOW + 3650 * DAY)).rejects.toThrow(/have expired/)
    expect(readFileSync(made.cert, 'utf8')).toBe(leaf)
    expect(readFileSync(ca, 'utf8')).toContain('BEGIN CERTIFICATE')
  })

  test.each(['https://anjian.lan', 'anjian.lan:8420', 'a b', 'a_b.lan', '', '*.lan', '192.0.2.0/24', '安监.example/x', '10.1', '256.1.1.1'])('refuses the name %j', (name) => {
    expect(() => certifiedName(name)).toThrow(/不能使用[^]*cannot be used/)
  })
}) // prettier-ignore

describe('a certificate at the start', () => {
  let authority: Pair
  let leaf: Pair
  const files = (cert: string, key: string) => ({ TLS_CERT: put('cert.pem', cert), TLS_KEY: put('key.pem', key) })
  const refusal = (cert: string, key: string, now = NOW) => {
    try {
      readCertificate(files(cert, key), now)
    } catch (error) {
      expect(error).toBeInstanceOf(SettingRefused)
      return (error as Error).message
    }
    throw new Error('it was taken')
  }
  beforeAll(async () => {
    authority = await newAuthority('test', NOW)
    leaf = await newLeaf(authority, ['localhost', '127.0.0.1'], NOW)
  })

  test('is taken with its key, with the chain behind it, and with a key of RSA', () => {
    expect(readCertificate(files(leaf.cert, leaf.key), NOW).names).toEqual(['localhost', '127.0.0.1'])
    expect(readCertificate(files(leaf.cert + authority.cert, leaf.key), NOW).names).toHaveLength(2)
    openssl('req', '-x509', '-subj', '/CN=localhost', '-days', '2', '-newkey', 'rsa:2048', '-nodes', '-keyout', join(folder, 'rsa.key'), '-out', join(folder, 'rsa.crt')) // prettier-ignore
    expect(readCertificate({ TLS_CERT: join(folder, 'rsa.crt'), TLS_KEY: join(folder, 'rsa.key') }).names).toEqual([])
  })

  test('is refused with another key', () => {
    expect(refusal(leaf.cert, authority.key)).toMatch(/^TLS_KEY=.*不是一对.*\nTLS_KEY=.*does not belong/)
  })
  test('is refused with the chain before it', () => {
    expect(refusal(authority.cert + leaf.cert, leaf.key)).toMatch(/comes first/)
  })
  test('is refused after its end and before its beginning, to the millisecond', () => {
    const { expiresAt } = readCertificate(files(leaf.cert, leaf.key), NOW)
    expect(readCertificate(files(leaf.cert, leaf.key), expiresAt).expiresAt).toBe(expiresAt)
    expect(refusal(leaf.cert, leaf.key, expiresAt + 1)).toMatch(/已于 2027-12-29 过期.*\n.*expired on 2027-12-29/)
    expect(readCertificate(files(leaf.cert, leaf.key), NOW - 3_600_000).expiresAt).toBe(expiresAt)
    expect(refusal(leaf.cert, leaf.key, NOW - 3_600_001)).toMatch(/自 2026-11-27 起.*\n.*Check the clock/)
  })
  test('is refused where the files were mixed up or are something else', () => {
    expect(refusal(leaf.key, leaf.cert)).toMatch(/^TLS_CERT=.*no certificate in PEM/ms)
    expect(refusal(leaf.cert, leaf.cert)).toMatch(/^TLS_KEY=.*mixed up/ms)
    expect(refusal('', leaf.key)).toMatch(/^TLS_CERT=/)
  })
  test('is refused with a key that somebody would have to unlock', () => {
    const plain = put('plain.pem', leaf.key)
    const locked = openssl('pkey', '-in', plain, '-aes256', '-passout', 'pass:secret')
    expect(refusal(leaf.cert, locked)).toMatch(/口令[^]*passphrase[^]*openssl pkey/)
  })
  test('is refused where TLS itself finds its key too weak', () => {
    openssl('req', '-x509', '-subj', '/CN=localhost', '-days', '2', '-newkey', 'rsa:512', '-nodes', '-keyout', join(folder, 'weak.key'), '-out', join(folder, 'weak.crt')) // prettier-ignore
    const weak = { TLS_CERT: join(folder, 'weak.crt'), TLS_KEY: join(folder, 'weak.key') }
    expect(() => readCertificate(weak)).toThrow(/TLS does not take it/)
  })
  test('is refused where a file cannot be read', () => {
    expect(() => readCertificate({ TLS_CERT: folder, TLS_KEY: folder }, NOW)).toThrow(/EISDIR[^]*Check its path and rights/)
  })
  test.each([
    [31 * DAY, undefined],
    [31 * DAY - 1, 30],
    [DAY - 1, 0],
    [-1, -1],
  ])('that ends in %d ms has %s days left to be told', (left, days) => {
    expect(daysLeft({ expiresAt: NOW + left }, NOW)).toBe(days)
  })
}) // prettier-ignore
