import { createHash, createHmac } from 'node:crypto'

/** Whose requests they are, and of which region. */
export interface Credentials {
  readonly accessKey: string
  readonly secretKey: string
  readonly region: string
}

/** A request to be signed; names of headers in small letters. */
export interface Unsigned {
  readonly method: string
  readonly url: URL
  readonly headers?: Readonly<Record<string, string>>
  /** SHA-256 of the body, hexadecimal. */
  readonly sha256: string
  readonly at: Date
}

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
const sha256Of = (text: string) => createHash('sha256').update(text).digest('hex')
/** As RFC 3986 has it, which encodeURIComponent leaves four characters short of. */
const encoded = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)

const pathOf = ({ pathname }: URL) =>
  pathname
    .split('/')
    .map((part) => encoded(decodeURIComponent(part)))
    .join('/')
const queryOf = ({ searchParams }: URL) =>
  [...searchParams]
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join('&')

/**
 * The headers that sign a request to an S3-compatible store: those given, and `host`, `x-amz-date`, `x-amz-content-sha256`,
 * `authorization`.
 * @see AWS Signature Version 4, “Authenticating Requests: Using the Authorization Header”, Amazon S3 API Reference
 */
export function signed(
  { method, url, headers = {}, sha256, at }: Unsigned,
  { accessKey, secretKey, region }: Credentials,
): Record<string, string> {
  const moment = at.toISOString().replace(/[-:]|\.\d{3}/g, '')
  const scope = `${moment.slice(0, 8)}/${region}/s3/aws4_request`
  const all = { ...headers, host: url.host, 'x-amz-content-sha256': sha256, 'x-amz-date': moment }
  const names = Object.keys(all).sort()
  const lines = names.map((name) => `${name}:${all[name as keyof typeof all].trim()}\n`).join('')
  const request = [method, pathOf(url), queryOf(url), lines, names.join(';'), sha256].join('\n')
  const text = ['AWS4-HMAC-SHA256', moment, scope, sha256Of(request)].join('\n')
  const key = scope.split('/').reduce<string | Buffer>((made, part) => hmac(made, part), `AWS4${secretKey}`)
  const signature = hmac(key, text).toString('hex')
  return {
    ...all,
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKey}/${scope},SignedHeaders=${names.join(';')},Signature=${signature}`,
  }
}
