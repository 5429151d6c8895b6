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

/**
 * Opens a file for reading and checking in a thread of its own, so that the server goes on answering. The thread ends with the
 * batches, or when they are left. @throws FileRefused where it cannot be read as it is mapped
 */
export async function openThreaded(reading: Reading): Promise<CheckedFile> {
  const worker = new Worker(new URL('./thread.mjs', import.meta.url), { workerData: reading })
  const next = saidBy(worker)
  async function* batches(): AsyncGenerator<Batch> {
    try {
      for (let said = await next(); said.is === 'batch'; said = await next()) {
        yield said
        worker.postMessage('more')
      }
    } finally {
      await worker.terminate()
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
