import { parentPort } from 'node:worker_threads'
import { FileRefused } from '../../files/rows.ts'
import { openChecked, type Reading } from './reading.ts'

/** What the thread says of each file: the heading, batch after batch, and how it ended. It waits for a word before each batch but the first two. */
const port = parentPort
if (!port) throw new Error('readingThread runs as a thread')

/** Batches that may be under way before one is taken. */
const AHEAD = 2
let allowed = AHEAD
let goOn: (() => void) | undefined

async function run(reading: Reading) {
  allowed = AHEAD
  const { columns, of, batches } = await openChecked(reading)
  port?.postMessage({ is: 'heading', columns, of })
  for await (const batch of batches()) {
    while (allowed === 0) await new Promise<void>((resolve) => (goOn = resolve))
    allowed -= 1
    port?.postMessage({ is: 'batch', ...batch })
  }
  port?.postMessage({ is: 'end' })
}

/** One file after another: the next is given once the end of this one was heard. */
port.on('message', (message: 'more' | { readonly begin: Reading }) => {
  if (message === 'more') {
    allowed += 1
    goOn?.()
    return
  }
  run(message.begin).catch((error: unknown) => {
    const refused = error instanceof FileRefused
    port.postMessage({ is: 'failed', refused, message: error instanceof Error ? error.message : String(error) })
  })
})
