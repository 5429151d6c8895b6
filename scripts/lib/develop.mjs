import { spawn } from 'node:child_process'
import { createServer } from 'vite'
import { ROOT } from './run.mjs'
import { say } from './say.mjs'

/** What the server answers itself, as Vite matches addresses. Everything else is Vite's: modules of the client's folder `api`, too. */
export const SERVED = ['^/api/(?!.*\\.ts($|\\?))', '^/tiles/', '^/(healthz|readyz)$']

/** The product with the client from Vite's server, reloaded in place, and the server started anew on each change. */
export async function develop() {
  const port = Number(process.env.PORT || 8420)
  const host = process.env.HOST || '127.0.0.1'
  const env = { ...process.env, HOST: '127.0.0.1', PORT: String(port + 1) }
  const watch = ['node_modules/tsx/dist/cli.mjs', 'watch', '--clear-screen=false', 'server/main.ts']
  // in a process group of its own: a second signal, from the terminal, would make tsx kill the server unready
  const server = spawn(process.execPath, watch, { cwd: ROOT, env, stdio: 'inherit', detached: true })
  const target = `http://127.0.0.1:${port + 1}`
  const vite = await createServer({
    server: { host, port, strictPort: true, proxy: Object.fromEntries(SERVED.map((path) => [path, { target }])) },
  })
  await vite.listen()
  say(`开发界面 · Vite: http://${host}:${port} (server, once it is ready: ${target})`)
  server.once('exit', (code) => void vite.close().finally(() => process.exit(code ?? 1)))
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(name, () => server.killed || server.kill('SIGTERM'))
  }
}
