import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Seconds from the command to the line that says it is ready, on a data folder that was started before. */
export async function startTimes(): Promise<string> {
  const data = mkdtempSync(join(tmpdir(), 'anjian-bench-start-'))
  chmodSync(data, 0o755) // PostgreSQL's account must reach it when this runs as root
  const env = { ...process.env, ANJIAN_DATA: data, ANJIAN_DEMO: '0', PORT: '0', LOG_LEVEL: 'warn' }
  const once = async () => {
    const begun = performance.now()
    const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
      cwd: ROOT,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await ready(child)
    const seconds = (performance.now() - begun) / 1000
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await gone
    return seconds
  }
  const first = await once()
  const again = [await once(), await once(), await once()].sort((a, b) => a - b)
  rmSync(data, { recursive: true, force: true })
  return `First start, empty folder: ${first.toFixed(1)} s. Started again, median of three: ${again[1]!.toFixed(1)} s (goal: under 5 s).`
}

const ready = (child: ChildProcess) =>
  new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (text: Buffer) => text.includes('Anjian is ready') && resolve())
    child.once('exit', (code) => reject(new Error(`the server ended: ${code}`)))
  })
