import { createReadStream } from 'node:fs'
import { connect, type Socket } from 'node:net'

/** A scanner that says nothing for this long is given up. */
const PATIENCE_MS = 60_000
/** Bytes of its answer: a name of a virus and no more. */
const MOST_ANSWER = 4096

/** What a virus scanner says of a file: nothing found, or by which name. @throws Error where it does not answer, or not clearly */
export type Scan = (path: string) => Promise<string | undefined>

/** Sends the file in pieces, each with its length before it, and an empty one at the end. */
async function send(socket: Socket, path: string): Promise<void> {
  const write = (bytes: Buffer) =>
    new Promise<void>((resolve, reject) => socket.write(bytes, (error) => (error ? reject(error) : resolve())))
  await write(Buffer.from('zINSTREAM\0'))
  for await (const chunk of createReadStream(path)) {
    const bytes = chunk as Buffer
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    await write(Buffer.concat([length, bytes]))
  }
  await write(Buffer.alloc(4))
}

async function answerOf(socket: Socket): Promise<string> {
  let text = ''
  for await (const chunk of socket) {
    text += String(chunk)
    if (text.length > MOST_ANSWER || text.includes('\0')) break
  }
  return text.split('\0', 1)[0] ?? ''
}

function verdictOf(answer: string): string | undefined {
  if (answer === 'stream: OK') return undefined
  const found = /^stream: (.{1,200}) FOUND$/.exec(answer)?.[1]
  if (found === undefined) throw new Error(`the virus scanner answered ${JSON.stringify(answer.slice(0, 200))}`)
  return found
}

/** Asks clamd at `host:port` by its command INSTREAM. @see clamd(8) */
export const clamdAt = (address: string): Scan => {
  const at = address.lastIndexOf(':')
  const host = address.slice(0, at).replace(/^\[|\]$/g, '')
  const port = Number(address.slice(at + 1))
  return async (path) => {
    const socket = connect({ host, port })
    socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error('the virus scanner says nothing')))
    const sending = send(socket, path).catch(() => undefined) // what hinders it shows in the answer
    try {
      return verdictOf(await answerOf(socket))
    } finally {
      socket.destroy()
      await sending
    }
  }
}
