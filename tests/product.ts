import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { quickFolder } from './memory.ts'

const READY = /Anjian is ready: (\S+)/
const SETUP = /#setup=(\S+)/

/** The product as `npm start` runs it, on a data folder of a test's own. */
export interface Product {
  /** Address for a browser, without a slash at the end. */
  readonly url: string
  /** One-time token of the first administrator; undefined with demo data. */
  readonly setup: string | undefined
  readonly pid: number
  /** Everything it has printed so far. */
  output(): string
  /** Asks it to stop, as Ctrl-C does. @returns its exit code */
  stop(): Promise<number | null>
  /** Ends it with no chance to tidy up. */
  kill(): Promise<void>
}

/** A port of this machine that is free now, for what must be known before it listens. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

/** A data folder for one test; PostgreSQL's account must reach it when tests run as root. */
export function dataFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(quickFolder(), 'anjian-product-'))
  chmodSync(path, 0o755)
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

const gone = (child: ChildProcess) =>
  new Promise<number | null>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode)
    else child.once('exit', resolve)
  })

/** Starts the product and waits until it says that it is ready; settings as its environment. */
export async function startProduct(settings: Readonly<Record<string, string>>): Promise<Product> {
  const env = { ...process.env, PORT: '0', LOG_LEVEL: 'warn', ANJIAN_SIMULATE: '0', ...settings }
  const child = spawn(process.execPath, ['scripts/start.mjs'], { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  const dies = () => child.kill('SIGKILL')
  process.once('exit', dies)
  let output = ''
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      output += chunk
      const [, found] = READY.exec(output) ?? []
      if (found) resolve(found)
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('exit', (code) => reject(new Error(`the product ended (${code}):\n${output}`)))
  })
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    const code = await gone(child)
    process.off('exit', dies)
    return code
  }
  return {
    url,
    setup: SETUP.exec(output)?.[1],
    pid: child.pid ?? 0,
    output: () => output,
    stop: () => end('SIGTERM'),
    kill: async () => void (await end('SIGKILL')),
  }
}
