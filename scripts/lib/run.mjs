import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The folder of the project. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** How long a program may take to end in an orderly manner. */
const PATIENCE_MS = 15_000
/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()

/** @param {import('node:child_process').ChildProcess} child @param {NodeJS.Signals} signal */
function killGroup(child, signal) {
  try {
    if (child.pid) process.kill(-child.pid, signal)
  } catch {
    child.kill(signal) // it shares our group, or is gone already
  }
}

/** Ends every program started here, with all that it has started. @param {NodeJS.Signals} signal */
export function killAll(signal) {
  for (const child of running) killGroup(child, signal)
}

/** @type {Record<string, number>} */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }

/** Told to stop: our programs first, then we. @param {string} name */
function endAll(name) {
  killAll('SIGTERM')
  setTimeout(() => killAll('SIGKILL'), PATIENCE_MS).unref()
  const gone = [...running].map((child) => new Promise((resolve) => child.once('close', resolve)))
  void Promise.all(gone).then(() => process.exit(SIGNALS[name]))
}

/** We answer for signals only while a program of ours runs. @param {'on' | 'off'} way */
const answerSignals = (way) => Object.keys(SIGNALS).forEach((name) => process[way](name, endAll))

process.on('exit', () => killAll('SIGKILL'))

/**
 * Runs a program in a process group of its own, so that it ends with all its children.
 * @param {string} command @param {readonly string[]} args
 * @param {{env?: NodeJS.ProcessEnv, show?: boolean, input?: string, timeoutMs?: number, terminal?: boolean}} [options]
 *   show: print as it comes; terminal: stay in our own process group, so that it may ask for a password
 * @returns {Promise<{code: number, output: string}>}
 */
export function run(command, args, { env = process.env, show = false, input, timeoutMs, terminal = false } = {}) {
  return new Promise((resolve) => {
    const stdio = show ? 'inherit' : 'pipe'
    const child = spawn(command, args, {
      cwd: ROOT,
      env,
      detached: !terminal,
      stdio: [input ? 'pipe' : 'ignore', stdio, stdio],
    })
    if (running.add(child).size === 1) answerSignals('on')
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk))
    if (input) child.stdin?.end(input)
    const late = timeoutMs && setTimeout(() => stopGroup(child, `\n${command}: ${timeoutMs / 1000} s`), timeoutMs)
    /** @param {number} code */
    const done = (code) => {
      clearTimeout(late || undefined)
      running.delete(child)
      if (running.size === 0) answerSignals('off')
      resolve({ code, output })
    }
    child.once('error', (error) => {
      output += error.message
      done(127)
    })
    child.once('close', (code, signal) => done(code ?? (signal ? 1 : 0)))
  })
}

/** @param {import('node:child_process').ChildProcess} child @param {string} why */
function stopGroup(child, why) {
  console.error(`${why}: 超时，强制结束 · took too long and is ended`)
  killGroup(child, 'SIGKILL')
}
