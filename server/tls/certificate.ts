import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { createSecureContext } from 'node:tls'
import { SettingRefused } from '../settings.ts'

const DAY_MS = 86_400_000
/** From how many days before its end on a certificate is warned of. */
const WARNED_DAYS = 30

/** The two files of TLS, as TLS_CERT and TLS_KEY name them. */
export interface TlsFiles {
  readonly TLS_CERT: string
  readonly TLS_KEY: string
}

/** A certificate, with its chain, that can be served: its key fits and its time is now. */
export interface Certificate {
  readonly cert: Buffer
  readonly key: Buffer
  /** Names and addresses that it vouches for. */
  readonly names: readonly string[]
  /** Epoch milliseconds. */
  readonly expiresAt: number
}

/** What is wrong, whose fault it is and what helps: in Chinese, then in English. */
const refused = (name: string, path: string, [zh, en]: readonly [string, string]) =>
  new SettingRefused(`${name}=${path} 不能使用：${zh}\n${name}=${path} cannot be used: ${en}`)

function read(name: string, path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException
    throw refused(name, path, [
      `文件读不出（${code}）。请检查路径与权限：运行本程序的账号须能读它。`,
      `the file cannot be read (${code}). Check its path and rights: the account that runs this program must be able to read it.`,
    ])
  }
}

function parsed<T>(of: () => T, refusal: () => Error): T {
  try {
    return of()
  } catch {
    throw refusal()
  }
}

function keyOf(path: string, key: Buffer): KeyObject {
  const locked = /ENCRYPTED/.test(key.toString('latin1'))
  const words = locked
    ? ([
        '私钥带口令，启动时无人输入。请先解除：openssl pkey -in 原文件 -out 新文件。',
        'the key has a passphrase, and nobody is there to type it. Take it off: openssl pkey -in OLD -out NEW.',
      ] as const)
    : ([
        '不是 PEM 格式的私钥（-----BEGIN PRIVATE KEY-----）。请检查是否与证书弄反。',
        'it is no private key in PEM (-----BEGIN PRIVATE KEY-----). Perhaps key and certificate were mixed up.',
      ] as const)
  return parsed(
    () => createPrivateKey(key),
    () => refused('TLS_KEY', path, words),
  )
}

function refuseWrongTime(path: string, { validFrom, validTo }: X509Certificate, now: number): void {
  const day = (text: string) => new Date(text).toISOString().slice(0, 10)
  if (now > Date.parse(validTo))
    throw refused('TLS_CERT', path, [
      `证书已于 ${day(validTo)} 过期，浏览器会拒绝。请换新证书；由 npm run cert 制作的，再执行一次即续期。`,
      `the certificate expired on ${day(validTo)}, and browsers refuse it. Get a new one; one made by npm run cert is renewed by running that again.`,
    ])
  if (now < Date.parse(validFrom))
    throw refused('TLS_CERT', path, [
      `证书自 ${day(validFrom)} 起才有效。请检查本机时钟，或换用现已生效的证书。`,
      `the certificate is valid from ${day(validFrom)} on only. Check the clock of this machine, or take one that is valid now.`,
    ])
}

/** The one spelling of an address: certificates write IPv6 in full. */
export const spelled = (name: string): string =>
  isIP(name) === 6 ? new URL(`http://[${name}]`).hostname.slice(1, -1) : name

/** Names and addresses that a certificate vouches for. */
export const namesOf = ({ subjectAltName }: X509Certificate): string[] =>
  (subjectAltName ?? '').split(', ').flatMap((one) => {
    const [, name] = /^(?:DNS|IP Address):(.+)$/.exec(one) ?? []
    return name === undefined ? [] : [spelled(name)]
  })

/** Reads what the settings name. @throws SettingRefused, with the remedy, where no browser could use it */
export function readCertificate({ TLS_CERT, TLS_KEY }: TlsFiles, now: number = Date.now()): Certificate {
  const [cert, key] = [read('TLS_CERT', TLS_CERT), read('TLS_KEY', TLS_KEY)]
  const leaf = parsed(
    () => new X509Certificate(cert),
    () =>
      refused('TLS_CERT', TLS_CERT, [
        '不是 PEM 格式的证书（-----BEGIN CERTIFICATE-----）。',
        'it is no certificate in PEM (-----BEGIN CERTIFICATE-----).',
      ]),
  )
  if (!leaf.checkPrivateKey(keyOf(TLS_KEY, key)))
    throw refused('TLS_KEY', TLS_KEY, [
      `私钥与证书 ${TLS_CERT} 不是一对。请使用签发该证书时的私钥；证书文件里服务器自己的证书须排在最前。`,
      `the key does not belong to the certificate ${TLS_CERT}. Give the key it was made with; in the file of the certificate the server's own comes first.`,
    ])
  refuseWrongTime(TLS_CERT, leaf, now)
  try {
    createSecureContext({ cert, key })
  } catch (error) {
    const { message } = error as Error
    throw refused('TLS_CERT', TLS_CERT, [
      `TLS 不接受（${message}）。请换用至少 2048 位的 RSA 或 P-256 的证书。`,
      `TLS does not take it (${message}). Take one of RSA with 2048 bits at least, or of P-256.`,
    ])
  }
  return { cert, key, names: namesOf(leaf), expiresAt: Date.parse(leaf.validTo) }
}

/** Whole days until the end, where it comes soon enough to be told; undefined before. */
export function daysLeft({ expiresAt }: Pick<Certificate, 'expiresAt'>, now: number = Date.now()): number | undefined {
  const days = Math.floor((expiresAt - now) / DAY_MS)
  return days <= WARNED_DAYS ? days : undefined
}
