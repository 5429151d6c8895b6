/** Ten thousand listeners in one process over bare sockets: when each heard the first event of the alarms since it was told to hearken. */
import net from 'node:net'

/** Sockets that are opened at a time. */
const AT_ONCE = 400
/** A source address has some 28,000 ports: listeners are shared among several. */
const ADDRESSES = 4
const ALARM = Buffer.from('"layer":"alarms"')
const BEAT = Buffer.from('event: beat')

/** What the bench says to this process. */
export type Said =
  | { readonly open: { readonly port: number; readonly path: string; readonly cookies: readonly string[] } }
  | { readonly arm: true }
  | { readonly take: { readonly expected: number; readonly milliseconds: number } }
  | { readonly close: true }
/** Moments at which listeners heard, ms since 1970, in the order of the listeners; -1 where one did not. */
export interface Heard {
  readonly at: readonly number[]
}

const sockets: net.Socket[] = []
let at: number[] = []
let n = 0
let heard: () => void = () => undefined
let ended = 0

/** Opens one listener. @returns once its first beat is there */
function open(index: number, { port, path, cookies }: Extract<Said, { open: object }>['open']): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ port, host: '127.0.0.1', localAddress: `127.0.0.${1 + (index % ADDRESSES)}`, noDelay: true }) // prettier-ignore
    sockets.push(socket)
    socket.on(
      'connect',
      () =>
      socket.write(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\naccept: text/event-stream\r\ncookie: ${cookies[index]!}\r\n\r\n`), // prettier-ignore
    )
    socket.on('data', (chunk: Buffer) => {
      if (chunk.includes(BEAT)) resolve()
      if (at[index] !== -1 || !chunk.includes(ALARM)) return
      at[index] = performance.timeOrigin + performance.now()
      n += 1
      heard()
    })
    socket.on('error', reject)
    socket.on('close', () => {
      ended += 1
      reject(new Error('a listener was sent away'))
    })
  })
}

async function openAll(wanted: Extract<Said, { open: object }>['open']) {
  const begun = performance.now()
  for (let from = 0; from < wanted.cookies.length; from += AT_ONCE) {
    const count = Math.min(AT_ONCE, wanted.cookies.length - from)
    await Promise.all(Array.from({ length: count }, (_, i) => open(from + i, wanted)))
  }
  return { seconds: (performance.now() - begun) / 1000 }
}

/** Waits until so many have heard, and a moment for those who should not. */
const taken = ({ expected, milliseconds }: Extract<Said, { take: object }>['take']) =>
  new Promise<Heard>((resolve) => {
    const done = () => resolve({ at })
    const late = setTimeout(done, milliseconds)
    heard = () => {
      if (n < expected) return
      clearTimeout(late)
      setTimeout(done, 100)
    }
    heard()
  })

async function answer(said: Said): Promise<object> {
  if ('open' in said) return openAll(said.open)
  if ('take' in said) return taken(said.take)
  if ('arm' in said) {
    if (ended > 0) throw new Error(`${ended} listeners were sent away`)
    at = Array<number>(sockets.length).fill(-1)
    n = 0
    heard = () => undefined
    return {}
  }
  for (const socket of sockets.splice(0)) socket.removeAllListeners('close').destroy()
  return {}
}

process.on('message', (said: Said) => {
  answer(said).then(
    (told) => process.send?.(told),
    (error: unknown) => process.send?.({ error: String(error) }),
  )
})
process.on('disconnect', () => process.exit()) // the benchmark is gone
