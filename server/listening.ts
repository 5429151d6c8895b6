import { readFileSync } from 'node:fs'
import { createServer as createPlain, type RequestListener, type Server } from 'node:http'
import { createServer as createTls } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Settings } from './settings.ts'

/** Longest that running answers are waited for when the server stops. */
const GRACE_MS = 10_000
/** How often connections that a browser keeps open, but does not use, are then closed. */
const IDLE_MS = 50

/** A server that takes requests. */
export interface Listening {
  /** Address for a browser, without a slash at the end. */
  readonly url: string
  /** Takes no more and lets running answers finish; event streams must have been ended. */
  stop(): Promise<void>
}

type Where = Pick<Settings, 'HOST' | 'PORT' | 'TLS_CERT' | 'TLS_KEY'>

/** Serves `answer` at the address of the settings, over TLS where a certificate is given. */
export async function listenAt({ HOST, PORT, TLS_CERT, TLS_KEY }: Where, answer: RequestListener): Promise<Listening> {
  const tls = TLS_CERT !== undefined && TLS_KEY !== undefined
  const server = tls ? createTls({ cert: readFileSync(TLS_CERT), key: readFileSync(TLS_KEY) }) : createPlain()
  server.on('request', answer)
  await bind(server, HOST, PORT)
  const { port } = server.address() as AddressInfo
  const host = HOST.includes(':') ? `[${HOST}]` : HOST
  return { url: `${tls ? 'https' : 'http'}://${host}:${port}`, stop: () => close(server) }
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
