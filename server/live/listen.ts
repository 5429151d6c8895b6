import type pg from 'pg'
import type { Logger } from 'pino'
import type { ChangeHub } from './hub.ts'

const FIRST_DELAY_MS = 250
const LONGEST_DELAY_MS = 10_000
/** How often the connection is asked whether it still lives, and how long it may take to say so. */
const PROBE_MS = 15_000

/** The one LISTEN of the process, with how to end it. */
export interface Listener {
  close(): Promise<void>
}

/** Asks now and then whether the connection lives: a half-open one would stay silent for hours. */
function probe(client: pg.Client): () => void {
  let answered = true
  const timer = setInterval(() => {
    if (!answered) return client.connection.stream.destroy(new Error('the listening connection gave no answer'))
    answered = false
    client.query('select').then(
      () => (answered = true),
      () => undefined,
    )
  }, PROBE_MS).unref()
  return () => clearInterval(timer)
}

/** Resolves with the reason when the connection ends. */
const ended = (client: pg.Client) =>
  new Promise<Error | undefined>((resolve) => {
    client.once('error', resolve)
    client.once('end', () => resolve(undefined))
  })

/**
 * Keeps one connection on the channels `change` and `access` and hands their notices to the hub. A lost one is opened again, with a
 * growing delay; what was said meanwhile is lost, so everybody then compares versions.
 * @param connect makes a client that is not yet connected; it needs a session of its own, no transaction pooler
 */
export function listen(connect: () => pg.Client, hub: ChangeHub, log: Logger): Listener {
  let client: pg.Client | undefined
  let wake: () => void = () => undefined
  let closed = false

  function receive(payload: string) {
    try {
      hub.receive(payload)
    } catch (error) {
      log.warn({ err: error }, 'a notice was not understood')
      hub.broadcastAll()
    }
  }

  /** Listens until the connection ends. @returns whether it listened at all */
  async function once(): Promise<boolean> {
    const current = (client = connect())
    const over = ended(current)
    let stop = () => {}
    try {
      await current.connect()
      current.on('notification', ({ channel, payload }) => {
        if (channel === 'access') hub.recheck()
        else receive(payload ?? '')
      })
      await current.query('listen change; listen access')
      stop = probe(current)
      hub.broadcastAll()
      log.info('listening for changes')
      const error = await over
      if (closed) return true
      log.warn({ err: error }, 'the connection that listens for changes was lost')
      hub.broadcastAll() // whether the database still answers shows at once
      return true
    } catch (error) {
      if (!closed) log.warn({ err: error }, 'cannot listen for changes')
      return false
    } finally {
      stop()
      current.on('error', () => undefined)
      await current.end().catch(() => undefined)
    }
  }

  async function keepListening() {
    let delay = FIRST_DELAY_MS
    while (!closed) {
      delay = (await once()) ? FIRST_DELAY_MS : Math.min(delay * 2, LONGEST_DELAY_MS)
      if (!closed) await new Promise<void>((resolve) => setTimeout((wake = resolve), delay).unref())
    }
  }

  const running = keepListening()
  return {
    async close() {
      closed = true
      wake()
      // one that is still connecting would never answer a polite end
      client?.connection.stream.destroy()
      await running
    },
  }
}
