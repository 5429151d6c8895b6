import type { Logger } from 'pino'
import { BEAT_SECONDS } from '#core/contract/live.ts'
import { inSlices } from './inSlices.ts'
import type { Told } from './told.ts'

/** What a beat is made of: what the database says, and which release of the client this server has. */
type Said = Told & { readonly release: string | null }
/** What was said last, or that the database said nothing. */
export type Beat = ({ readonly is: 'beat' } & Omit<Said, 'holds'>) | { readonly is: 'down' }
type Hear = (beat: Beat) => void

/** A database that has not said its versions by then counts as out of reach. */
const PATIENCE_MS = 4_000
/** A read that hangs longer is given up for lost, and another is tried. */
const LOST_MS = 30_000
/** While the database is out of reach it is asked more often, so that its return shows soon. */
const DOWN_SECONDS = 2
/** However many due times pass one after another, so far apart are the beats that tell of them. */
const CALM_SECONDS = 1

const later = <T>(ms: number, value: T) => new Promise<T>((resolve) => setTimeout(resolve, ms, value).unref())

/**
 * One read shared by all who ask, but never one that began before they asked: who joins while a read runs gets the next.
 */
export function sharedRead<T>(read: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined
  let next: Promise<T> | undefined
  function start(): Promise<T> {
    const mine = read().finally(() => running === mine && (running = undefined))
    return (running = mine)
  }
  return () => {
    if (!running) return start()
    const settled = Promise.race([running.catch(() => undefined), later(LOST_MS, undefined)])
    next ??= settled.then(() => {
      next = undefined
      return start()
    })
    return next
  }
}

/**
 * The heartbeat of all streams of this process: every BEAT_SECONDS, and when time turns something, one read of the versions,
 * told to everybody. It beats only while somebody listens.
 */
export function pulse(read: () => Promise<Said>, log: Logger) {
  const hearers = new Set<Hear>()
  const shared = sharedRead(read)
  let timer: NodeJS.Timeout | undefined
  let round = 0
  let down = false
  let holds = Infinity

  async function take(): Promise<Beat> {
    const asked = shared().then(
      ({ holds: seconds, ...told }): Beat => {
        holds = seconds
        return { is: 'beat', ...told }
      },
      (error: unknown): Beat => {
        if (!down) log.warn({ err: error }, 'the data versions could not be read')
        return { is: 'down' }
      },
    )
    const beat = await Promise.race([asked, later<Beat>(PATIENCE_MS, { is: 'down' })])
    down = beat.is === 'down'
    return beat
  }

  /** Beats now, and from now on; where two run at once the later one sets the time of the next. */
  async function beat(): Promise<void> {
    clearTimeout(timer)
    const mine = ++round
    const taken = await take()
    inSlices([...hearers], (hear) => hear(taken))
    if (mine !== round || hearers.size === 0) return
    const next = down ? DOWN_SECONDS : Math.min(BEAT_SECONDS, Math.max(CALM_SECONDS, holds))
    timer = setTimeout(beat, next * 1000).unref()
  }

  return {
    /** Everybody hears the present versions at once: notices may have been lost. */
    beatNow: (): void => void (hearers.size > 0 && beat()),
    /** Hears one beat read from now, then every beat. @returns a function that ends it */
    hear(hear: Hear): () => void {
      hearers.add(hear)
      if (hearers.size === 1) void beat()
      else void take().then((taken) => hearers.has(hear) && hear(taken))
      return () => {
        hearers.delete(hear)
        if (hearers.size === 0) clearTimeout(timer)
      }
    },
  }
}
