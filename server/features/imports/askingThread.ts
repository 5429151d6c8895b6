import { parentPort } from 'node:worker_threads'
import { FileRefused } from '../../files/rows.ts'
import { answerTo, type Question } from './questions.ts'

/** Answers questions as they come, each under its number, until the thread is ended. */
const port = parentPort
if (!port) throw new Error('askingThread runs as a thread')

port.on('message', ({ number, question }: { readonly number: number; readonly question: Question }) => {
  answerTo(question).then(
    (answer) => port.postMessage({ number, answer }),
    (error: unknown) => {
      const message = error instanceof Error ? error.message : String(error)
      port.postMessage({ number, failed: { refused: error instanceof FileRefused, message } })
    },
  )
})
