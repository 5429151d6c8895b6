import { stat } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import { FileRefused } from '../../files/rows.ts'
import { type Answers, answerTo, type Question } from './questions.ts'

/** Bytes up to which a file is looked into sooner than a thread has begun. */
const SMALL = 2 ** 18
/** A thread that nobody asks for so long ends, and with it what it remembers. */
const IDLE_MS = 60_000

const Said = z.object({
  number: z.number(),
  answer: z.unknown().optional(),
  failed: z.object({ refused: z.boolean(), message: z.string() }).optional(),
})

interface Waiting {
  readonly settle: (answer: unknown) => void
  readonly fail: (error: Error) => void
}
interface Thread {
  readonly worker: Worker
  readonly waiting: Map<number, Waiting>
}

let thread: Thread | undefined
let asked = 0
let idle: NodeJS.Timeout | undefined

/** A message of a FileRefused that came from a thread. */
export function refusedAs(message: string): FileRefused {
  const [zh = '', ...en] = message.split('\n')
  return new FileRefused(zh, en.join('\n'))
}

/** Where the thread ends, by itself or for want of memory, those who wait are told, and the next question begins another. */
function begin(): Thread {
  const worker = new Worker(new URL('./askingThread.mjs', import.meta.url))
  const waiting = new Map<number, Waiting>()
  const begun = { worker, waiting }
  worker.on('message', (message) => {
    const { number, answer, failed } = Said.parse(message)
    const { settle, fail } = waiting.get(number) ?? {}
    waiting.delete(number)
    if (failed) fail?.(failed.refused ? refusedAs(failed.message) : new Error(failed.message))
    else settle?.(answer)
    if (waiting.size === 0) rest(begun)
  })
  const ended = (error: Error) => {
    if (thread === begun) thread = undefined
    for (const { fail } of waiting.values()) fail(error)
    waiting.clear()
  }
  worker.on('error', ended)
  worker.on('exit', () => ended(new Error('the thread that looks into files has ended')))
  return begun
}

/** A thread that has answered everything neither keeps the process nor stays for ever. */
function rest({ worker, waiting }: Thread): void {
  worker.unref()
  clearTimeout(idle)
  idle = setTimeout(() => {
    if (waiting.size > 0) return
    thread = undefined
    void worker.terminate()
  }, IDLE_MS).unref()
}

function askThread(question: Question): Promise<unknown> {
  thread ??= begin()
  const { worker, waiting } = thread
  clearTimeout(idle)
  worker.ref()
  const number = (asked += 1)
  return new Promise((settle, fail) => {
    waiting.set(number, { settle, fail })
    worker.postMessage({ number, question })
  })
}

/**
 * Looks into a file: a large one in a thread, so that the server goes on answering. @throws FileRefused where it cannot be read,
 * ENOENT where it is not there
 */
export async function askOf<Asked extends Question>(question: Asked): Promise<Answers[Asked['is']]> {
  const { size } = await stat(question.path)
  const answer = size <= SMALL ? answerTo(question) : askThread(question)
  return answer as Promise<Answers[Asked['is']]>
}
