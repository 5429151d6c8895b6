import { createServer as createPlain, type RequestListener, type Server } from 'node:http'
import { createServer as createTls } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Settings } from './settings.ts'
import { lanAddresses } from './tls/addresses.ts'
import type { KeptCertificate } from './tls/keeping.ts'

/** Longest that running answers are waited for when the server stops. */
const GRACE_MS = 10_000
/** How often connections that a browser keeps open, but does not use, are then closed. */
const IDLE_MS = 50
/** How long a connection is kept that nothing is asked on: longer than proxies keep theirs (a minute), so that none asks on one that ends. */
const KEPT_MS = 75_000

/** A server that takes requests. */
export interface Listening {
  /** Address for a browser, without a slash at the end; of this machine where it listens on all of its addresses. */
  readonly url: string
  /** Addresses at which others in the network reach it, where it listens on all. */
  readonly others: readonly string[]
  /** Takes no more and lets running answers finish; event streams must have been ended. */
  stop(): Promise<void>
}

type Where = Pick<Settings, 'HOST' | 'PORT'>
/** Addresses that stand for all of a machine's. */
const EVERYWHERE = new Set(['0.0.0.0', '::'])

/** Serves `answer` at the address of the settings, over TLS where there is a certificate. */
export async function listenAt(
  { HOST, PORT }: Where,
  answer: RequestListener,
  certificate?: KeptCertificate,
): Promise<Listening> {
  const server = certificate ? overTls(certificate) : createPlain()
  server.on('request', answer)
  server.keepAliveTimeout = KEPT_MS
  await bind(server, HOST, PORT)
  const { port } = server.address() as AddressInfo
  const urlOf = (host: string) =>
    `${certificate ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`
  const everywhere = EVERYWHERE.has(HOST)
  const others = everywhere ? lanAddresses().filter((address) => HOST === '::' || !address.includes(':')) : []
  return { url: urlOf(everywhere ? 'localhost' : HOST), others: others.map(urlOf), stop: () => close(server) }
}

function overTls(certificate: KeptCertificate): Server {
  const { cert, key } = certificate.now()
  const server = createTls({ cert, key })
  // connections that are open keep what they began with
  certificate.onNew((found) => server.setSecureContext({ cert: found.cert, key: found.key }))
  return server
}

function bind(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES' && error.code !== 'EADDRNOTAVAIL') return reject(error)
      reject(
        new Error(
          `不能监听 ${host}:${port}（${error.code}）。请用 HOST、PORT 另选，例如 PORT=8421 npm start。\n` +
            `Cannot listen on ${host}:${port} (${error.code}). Choose another by HOST and PORT, e.g. PORT=8421 npm start.`,
        ),
      )
    })
    server.listen(port, host, resolve)
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_MS)
    const late = setTimeout(() => server.closeAllConnections(), GRACE_MS)
    server.close(() => {
      clearInterval(idle)
      clearTimeout(late)
      resolve()
    })
  })
}
