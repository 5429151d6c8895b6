/** Children of the benchmark and what is said to them. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Heard, Said } from './listenerClient.ts'
import type { Load, Outcome } from './load.ts'
import type { Role } from './servers.ts'

const children = new Set<ChildProcess>()

function start(file: string): ChildProcess {
  const path = fileURLToPath(new URL(file, import.meta.url))
  const child = fork(path, { execArgv: ['--import', 'tsx', '--expose-gc'] })
  children.add(child)
  child.on('exit', () => children.delete(child))
  return child
}

/** Says something to a child and waits for its one answer. @throws where the child ends instead */
async function tell<Answer>(child: ChildProcess, message: object): Promise<Answer> {
  const done = new AbortController()
  const { signal } = done
  const ended = once(child, 'exit', { signal }).then(([code]) => Promise.reject(new Error(`a process ended: ${code}`)))
  try {
    child.send(message)
    const [answer] = await Promise.race([once(child, 'message', { signal }), ended])
    return answer as Answer
  } finally {
    ended.catch(() => undefined)
    done.abort()
  }
}

/** Bytes a server process holds after collecting its garbage. */
export interface Memory {
  readonly rss: number
  readonly heapUsed: number
  readonly external: number
}
/** A server under measurement. */
export interface Measured {
  readonly port: number
  readonly pid: number
  memory(): Promise<Memory>
  /** Processor time it has used so far, microseconds. */
  cpu(): Promise<number>
  stop(): Promise<void>
}

/** Starts a server of that role. */
export async function serve(role: Role): Promise<Measured> {
  const child = start('./servers.ts')
  const { port } = await tell<{ port: number }>(child, { role })
  return {
    port,
    pid: child.pid!,
    memory: () => tell<Memory>(child, { memory: true }),
    cpu: async () => (await tell<{ cpu: number }>(child, { cpu: true })).cpu,
    async stop() {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}

let client: ChildProcess | undefined

/** Puts a load on a server from the one client process. */
export async function load(work: Load): Promise<Outcome> {
  client ??= start('./load.ts')
  const { outcome, error } = await tell<{ outcome?: Outcome; error?: string }>(client, work)
  if (!outcome) throw new Error(error)
  return outcome
}

/** Starts a process that listens to event streams. */
export function listeners() {
  const process = start('./listenerClient.ts')
  async function say<Answer extends object>(said: Said): Promise<Answer> {
    const answer = await tell<Answer | { error: string }>(process, said)
    if ('error' in answer) throw new Error(answer.error)
    return answer
  }
  return {
    /** Opens a listener for each cookie. @returns once each has had its first beat */
    open: (open: Extract<Said, { open: object }>['open']) => say<{ seconds: number }>({ open }),
    /** From now on they hearken. */
    arm: () => say({ arm: true }),
    /** Waits until so many have heard. @returns moments, ms since 1970, in the order of the listeners; -1 of those that did not hear */
    take: async (expected: number, milliseconds: number) => (await say<Heard>({ take: { expected, milliseconds } })).at,
    async close() {
      await say({ close: true })
      process.kill('SIGKILL')
    },
  }
}
export type Listeners = ReturnType<typeof listeners>

/** Ends whatever is still running. */
export function stopAll(): void {
  for (const child of children) child.kill('SIGKILL')
}
