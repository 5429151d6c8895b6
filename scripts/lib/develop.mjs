import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import { createServer } from 'vite'
import { ROOT } from './run.mjs'
import { ForPeople, say } from './say.mjs'

/** What the server answers itself, as Vite matches addresses. Everything else is Vite's: modules of the client's folder `api`, too. */
export const SERVED = ['^/api/(?!.*\\.ts($|\\?))', '^/tiles/', '^/(healthz|readyz)$']

/**
 * The certificate and key that Vite's server and the product behind it both speak with; undefined where none are given.
 * @param {NodeJS.ProcessEnv} env @throws ForPeople where they cannot be used
 */
export function tlsOf({ TLS_CERT, TLS_KEY }) {
  if (!TLS_CERT || !TLS_KEY) return undefined // one without the other is refused by the server, with the remedy
  try {
    const pair = { cert: readFileSync(TLS_CERT), key: readFileSync(TLS_KEY) }
    createSecureContext(pair)
    return pair
  } catch (error) {
    const { message } = /** @type {Error} */ (error)
    throw new ForPeople(
      `TLS_CERT、TLS_KEY 不能使用（${message}）。请用 npm run cert 制作证书，或改正路径。\n` +
        `TLS_CERT and TLS_KEY cannot be used (${message}). Make a certificate by npm run cert, or correct the paths.`,
    )
  }
}

/**
 * Vite's server of the client, listening, with what the product answers itself asked of `target`.
 * @param {{host: string, port: number, target: string, tls: ReturnType<typeof tlsOf>}} where
 */
export async function serveClient({ host, port, target, tls }) {
  const way = { target, secure: false } // our own server on this machine, whose certificate may be for other names
  const proxy = Object.fromEntries(SERVED.map((path) => [path, way]))
  const vite = await createServer({ server: { host, port, strictPort: true, proxy, ...(tls && { https: tls }) } })
  return vite.listen()
}

/** The product with the client from Vite's server, reloaded in place, and the server started anew on each change. */
export async function develop() {
  const tls = tlsOf(process.env)
  const scheme = tls ? 'https' : 'http'
  const port = Number(process.env.PORT || 8420)
  const host = process.env.HOST || '127.0.0.1'
  const target = `${scheme}://127.0.0.1:${port + 1}`
  const vite = await serveClient({ host, port, target, tls })
  const env = { ...process.env, HOST: '127.0.0.1', PORT: String(port + 1) }
  const watch = ['node_modules/tsx/dist/cli.mjs', 'watch', '--clear-screen=false', 'server/main.ts']
  // in a process group of its own: a second signal, from the terminal, would make tsx kill the server unready
  const server = spawn(process.execPath, watch, { cwd: ROOT, env, stdio: 'inherit', detached: true })
  say(`开发界面 · Vite: ${scheme}://${host}:${port} (server, once it is ready: ${target})`)
  server.once('exit', (code) => void vite.close().finally(() => process.exit(code ?? 1)))
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(name, () => server.killed || server.kill('SIGTERM'))
  }
}
