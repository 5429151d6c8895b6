import { createHash, createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

const ACCESS = 'AKIDEXAMPLE'
const SECRET = 'wJalrXUtnFEMI+bPxRfiCYEXAMPLEKEY'
const REGION = 'cn-north-1'
/** Keys of one page of a list. */
const PAGE = 2

const hash = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex')
const mac = (key: Buffer | string, text: string) => createHmac('sha256', key).update(text).digest()

/** What the signature of a request must be, made of the request as it arrived. @see Signature Version 4 */
function signatureOf(req: IncomingMessage, names: readonly string[]): string {
  const [path = '', query = ''] = (req.url ?? '').split('?')
  const date = String(req.headers['x-amz-date'])
  const canonical = [
    req.method,
    path,
    query.split('&').sort().join('&'),
    ...names.map((name) => `${name}:${String(req.headers[name])}`),
    '',
    names.join(';'),
    String(req.headers['x-amz-content-sha256']),
  ].join('\n')
  const scope = `${date.slice(0, 8)}/${REGION}/s3/aws4_request`
  const key = mac(mac(mac(mac(`AWS4${SECRET}`, date.slice(0, 8)), REGION), 's3'), 'aws4_request')
  return mac(key, ['AWS4-HMAC-SHA256', date, scope, hash(canonical)].join('\n')).toString('hex')
}

/** Why a request is not let in; undefined where it is. */
function refusalOf(req: IncomingMessage, body: Buffer): string | undefined {
  const told = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/.*,SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/.exec(req.headers.authorization ?? '') // prettier-ignore
  if (told?.[1] !== ACCESS) return 'InvalidAccessKeyId'
  if (signatureOf(req, told[2]!.split(';')) !== told[3]) return 'SignatureDoesNotMatch'
  if (hash(body) !== req.headers['x-amz-content-sha256']) return 'XAmzContentSHA256Mismatch'
  return undefined
}

/** One bucket of an S3-compatible store on this machine, which checks every signature and the sum of every body by itself. */
export async function bucket() {
  const objects = new Map<string, { bytes: Buffer; at: Date }>()
  const listed = (prefix: string, after: string) => {
    const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort()
    const page = keys.slice(0, PAGE)
    const token = keys.length > PAGE ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : ''
    const rows = page.map((key) => `<Contents><Key>${key}</Key><LastModified>${objects.get(key)!.at.toISOString()}</LastModified></Contents>`) // prettier-ignore
    return `<?xml version="1.0"?><ListBucketResult>${token}${rows.join('')}</ListBucketResult>`
  }
  const server = createServer((req, res) => {
    const parts: Buffer[] = []
    req.on('data', (part: Buffer) => parts.push(part))
    req.on('end', () => {
      const body = Buffer.concat(parts)
      const refusal = refusalOf(req, body)
      if (refusal !== undefined) return void res.writeHead(403).end(`<Error><Code>${refusal}</Code></Error>`)
      const url = new URL(req.url ?? '', 'http://x')
      const key = decodeURIComponent(url.pathname.replace('/book/', ''))
      if (url.searchParams.has('list-type')) {
        const { searchParams } = url
        return void res.end(listed(searchParams.get('prefix') ?? '', searchParams.get('continuation-token') ?? ''))
      }
      if (req.method === 'PUT') objects.set(key, { bytes: body, at: new Date() })
      if (req.method === 'DELETE') objects.delete(key)
      if (req.method !== 'GET') return void res.writeHead(req.method === 'PUT' ? 200 : 204).end()
      const found = objects.get(key)
      res.writeHead(found ? 200 : 404).end(found?.bytes ?? '<Error><Code>NoSuchKey</Code></Error>')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/book`,
    credentials: { accessKey: ACCESS, secretKey: SECRET, region: REGION },
    objects,
    async close() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}
