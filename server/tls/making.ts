import { createPrivateKey, X509Certificate } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { domainToASCII } from 'node:url'
import { lanAddresses } from './addresses.ts'
import { newAuthority, newLeaf, type Pair } from './authority.ts'
import { namesOf, readCertificate, spelled } from './certificate.ts'

const NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/

/** What `npm run cert` has made, and where it lies. */
export interface Made {
  /** To be installed on phones and desktops; no secret. */
  readonly authority: string
  /** SHA-256 of the authority, by which a device can compare what it was given. */
  readonly fingerprint: string
  /** Whether the authority was made just now; else it stood and has signed anew. */
  readonly isNew: boolean
  readonly cert: string
  readonly key: string
  readonly names: readonly string[]
  readonly expiresAt: number
}

/** A name or address as certificates hold it. @throws Error saying what would do */
export function certifiedName(text: string): string {
  if (isIP(text)) return text.toLowerCase()
  // what reads names of other scripts would take a path off, and make an address of numbers
  const name = /^[\w.-]*$/.test(text.replace(/[^ -~]/g, '')) ? domainToASCII(text).toLowerCase() : ''
  if (NAME.test(name) && !isIP(name)) return name
  throw new Error(
    `--host ${text} 不能使用：应为主机名（如 anjian.lan）或 IP 地址，不带 https://、端口和路径。\n` +
      `--host ${text} cannot be used: give a host name (as anjian.lan) or an IP address, without https://, port and path.`,
  )
}

/** Names by which this machine is reached whatever was asked for; a host name that no certificate can hold is left out. */
function ownNames(): string[] {
  const name = hostname().toLowerCase()
  const named = NAME.test(name) && !isIP(name) ? [name, ...(name.includes('.') ? [] : [`${name}.local`])] : []
  return ['localhost', ...named, '127.0.0.1', '::1', ...lanAddresses()]
}

/** Writes beside it and then in its place, so that nobody reads half a file. */
function put(path: string, text: string, mode: number): void {
  rmSync(`${path}.new`, { force: true }) // of a run that was killed, perhaps with other rights
  writeFileSync(`${path}.new`, text, { mode })
  renameSync(`${path}.new`, path)
}

/** Whether the two are an authority that can still sign. */
function canSign({ cert, key }: Pair, now: number): boolean {
  try {
    const authority = new X509Certificate(cert)
    const fits = authority.ca && authority.checkPrivateKey(createPrivateKey(key))
    return fits && now < Date.parse(authority.validTo)
  } catch {
    return false
  }
}

/** The authority of the folder; it is never written over, for devices trust it. */
async function authorityIn(folder: string, now: number): Promise<Pair & { readonly isNew: boolean }> {
  const [certFile, keyFile] = [join(folder, 'ca.crt'), join(folder, 'ca.key')]
  if (!existsSync(certFile) && !existsSync(keyFile)) {
    const day = new Date(now).toISOString().slice(0, 10)
    const made = await newAuthority(`Anjian CA ${hostname().slice(0, 40)} ${day}`, now)
    put(keyFile, made.key, 0o600)
    put(certFile, made.cert, 0o644)
    return { ...made, isNew: true }
  }
  const [cert, key] = [certFile, keyFile].map((path) => (existsSync(path) ? readFileSync(path, 'utf8') : ''))
  const found = { cert: cert ?? '', key: key ?? '' }
  if (canSign(found, now)) return { ...found, isNew: false }
  throw new Error(
    `已有的证书颁发机构 ${certFile}、${keyFile} 不能再签发（缺少其一、不是一对、读不懂或已过期），本命令不覆盖它。\n` +
      `请恢复这两个文件；或将二者移走后重试，那样每台设备须重新安装新的 ca.crt。\n` +
      `The authority ${certFile}, ${keyFile} cannot sign any more (one of the two is missing, they do not fit, cannot be ` +
      `read, or have expired), and is not written over.\n` +
      `Restore both files; or move both away and try again: every device must then be given the new ca.crt.`,
  )
}

/** Names of the certificate that was served until now: who opened the product by one of them still can. */
function namesBefore(certFile: string): string[] {
  try {
    return namesOf(new X509Certificate(readFileSync(certFile)))
  } catch {
    return []
  }
}

/** Makes an authority where there is none, and a certificate of the server for these hosts beside its own names. */
export async function makeCertificate(data: string, hosts: readonly string[], now: number = Date.now()): Promise<Made> {
  const given = hosts.map(certifiedName)
  const folder = join(data, 'tls')
  mkdirSync(data, { recursive: true }) // which the account of PostgreSQL must be able to pass
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const [cert, key] = [join(folder, 'server.crt'), join(folder, 'server.key')]
  const authority = await authorityIn(folder, now)
  const names = [...new Set([...ownNames(), ...given, ...namesBefore(cert)].map(spelled))]
  const leaf = await newLeaf(authority, names, now)
  put(key, leaf.key, 0o600)
  put(cert, leaf.cert, 0o644)
  const { expiresAt } = readCertificate({ TLS_CERT: cert, TLS_KEY: key }, now)
  const { fingerprint256: fingerprint } = new X509Certificate(authority.cert)
  return { authority: join(folder, 'ca.crt'), fingerprint, isNew: authority.isNew, cert, key, names, expiresAt }
}
