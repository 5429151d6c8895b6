import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import { refusedAs } from './asking.ts'
import type { Batch, CheckedFile, Reading } from './reading.ts'

const Said = z.discriminatedUnion('is', [
  z.object({ is: z.literal('heading'), columns: z.array(z.string()), of: z.enum(['cells', 'features']).optional() }),
  z.object({
    is: z.literal('batch'),
    rows: z.string(),
    late: z.string().nullable(),
    last: z.number(),
    share: z.number(),
  }),
  z.object({ is: z.literal('failed'), refused: z.boolean(), message: z.string() }),
  z.object({ is: z.literal('end') }),
])
type Said = z.infer<typeof Said>

/** What a thread says, in order, for one who asks for it. */
function saidBy(worker: Worker) {
  const said: Said[] = []
  let waiting: (() => void) | undefined
  const take = (one: Said) => {
    said.push(one)
    waiting?.()
  }
  worker.on('message', (message) => take(Said.parse(message)))
  worker.on('error', ({ message }) => take({ is: 'failed', refused: false, message }))
  worker.on('exit', () => take({ is: 'failed', refused: false, message: 'the thread that reads the file has ended' }))
  return async () => {
    for (;;) {
      const next = said.shift()
      if (next?.is === 'failed') throw next.refused ? refusedAs(next.message) : new Error(next.message)
      if (next) return next
      await new Promise<void>((resolve) => (waiting = resolve))
    }
  }
}

/** A thread that has read a file to its end waits so long for the next one: to begin costs more than most files. */
const IDLE_MS = 60_000
/** Batches after which a thread is not kept: it holds more by then than beginning anew is worth. */
const MOST_KEPT = 10
/** Most of what is garbage soon; what a thread holds for long is not bounded by it. */
const YOUNG_MB = 8
let spare: Worker | undefined

function takeThread(): Worker {
  const worker =
    spare ??
    new Worker(new URL('./thread.mjs', import.meta.url), { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } })
  spare = undefined
  worker.removeAllListeners()
  worker.ref()
  return worker
}

/** Keeps a thread that is done for the next file; one is enough, and it keeps no process from ending. */
async function keepThread(worker: Worker) {
  worker.removeAllListeners()
  if (spare) return void (await worker.terminate())
  spare = worker
  const forget = () => {
    if (spare === worker) spare = undefined
  }
  worker.on('error', forget).on('exit', forget)
  setTimeout(() => spare === worker && void worker.terminate(), IDLE_MS).unref()
  worker.unref()
}

/**
 * Opens a file for reading and checking in a thread, so that the server goes on answering. A thread that is left in the middle
 * ends there. @throws FileRefused where it cannot be read as it is mapped
 */
export async function openThreaded(reading: Reading): Promise<CheckedFile> {
  const worker = takeThread()
  const next = saidBy(worker)
  worker.postMessage({ begin: reading })
  async function* batches(): AsyncGenerator<Batch> {
    let [whole, count] = [false, 0]
    try {
      for (let said = await next(); said.is === 'batch'; said = await next()) {
        yield said
        count += 1
        worker.postMessage('more')
      }
      whole = true
    } finally {
      await (whole && count <= MOST_KEPT ? keepThread(worker) : worker.terminate())
    }
  }
  try {
    const heading = await next()
    if (heading.is !== 'heading') throw new Error(`the thread began with ${heading.is}`)
    return { columns: heading.columns, of: heading.of, batches }
  } catch (error) {
    await worker.terminate()
    throw error
  }
}
