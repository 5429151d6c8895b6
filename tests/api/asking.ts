import { once } from 'node:events'
import http, { type OutgoingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { app } from '../../server/app.ts'
import type { Kit } from '../../server/http/kit.ts'

/** An answer with its body as it travelled. */
export interface Answered {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly sent: Buffer
}

/** The body of an answer as JSON; undefined where it has none. */
export const jsonOf = ({ sent }: Answered): unknown => (sent.length > 0 ? JSON.parse(sent.toString()) : undefined)

/** Said by every method: without it a DELETE would send its body as the beginning of the next request. */
const length = (body: string) => (body === '' ? {} : { 'content-length': Buffer.byteLength(body) })

/** The whole server over real HTTP, with connections that are kept: to open one for each question would take longer than the answers. */
export async function wholeServer(kit: Kit) {
  const server = http.createServer(app(kit)).listen(0, '127.0.0.1')
  server.keepAliveTimeout = 0 // no connection ends while a test is about to use it
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const agent = new http.Agent({ keepAlive: true })
  const ask = (path: string, headers: OutgoingHttpHeaders = {}, { method = 'GET', body = '' } = {}) =>
    new Promise<Answered>((resolve, reject) => {
      http
        .request(
          { agent, port, host: '127.0.0.1', path, method, headers: { host: 'localhost', ...length(body), ...headers } },
          (res) => {
            const parts: Buffer[] = []
            res.on('data', (part: Buffer) => parts.push(part))
            res.on('error', reject)
            res.on('end', () => resolve({ status: res.statusCode!, headers: res.headers, sent: Buffer.concat(parts) }))
          },
        )
        .on('error', reject)
        .end(body)
    })
  return {
    address: `http://127.0.0.1:${port}`,
    ask,
    async close() {
      agent.destroy()
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}
export type WholeServer = Awaited<ReturnType<typeof wholeServer>>
