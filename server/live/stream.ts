import type { IncomingMessage, ServerResponse } from 'node:http'
import type { z } from 'zod'
import { LIVE_EVENTS } from '#core/contract/live.ts'
import { type Actor, scopeKey } from '../db/actor.ts'
import type { ChangeHub } from './hub.ts'
import { atLeisure } from './inSlices.ts'
import type { Beat, pulse } from './pulse.ts'
import type { Change } from './scope.ts'

/** A reader that is further behind, in bytes, is dropped; it comes back and compares versions. */
const MOST_BEHIND = 1_000_000
/** Milliseconds after which a browser reopens a stream that ended. */
const RETRY = 'retry: 3000\n\n'

/** Who reads: somebody else of the same scope is another reader, whose name the page has to show. */
const readerKey = (actor: Actor): string => JSON.stringify([scopeKey(actor), actor.person, actor.account, actor.post])

type EventName = keyof typeof LIVE_EVENTS

/** One event as bytes, checked against the contract. */
function frame<Name extends EventName>(name: Name, data: z.input<(typeof LIVE_EVENTS)[Name]>): Buffer {
  return Buffer.from(`event: ${name}\ndata: ${JSON.stringify(LIVE_EVENTS[name].parse(data))}\n\n`)
}

/** Frames each object once, however many streams it is written to. */
function framedOnce<Said extends object>(make: (said: Said) => Buffer): (said: Said) => Buffer {
  const frames = new WeakMap<Said, Buffer>()
  return (said) => {
    const made = frames.get(said) ?? make(said)
    frames.set(said, made)
    return made
  }
}

const frameOfBeat = framedOnce((beat: Beat) =>
  beat.is === 'beat'
    ? frame('beat', { versions: beat.versions, turned: beat.turned, at: beat.at, release: beat.release })
    : frame('down', {}),
)
const frameOfChange = framedOnce(({ layer, version, ids }: Change) =>
  frame('change', { layer, version, ids: ids && [...ids] }),
)

/** Writes to a reader that keeps up; one that does not is cut off. */
export function writeOrDrop(
  res: Pick<ServerResponse, 'write' | 'destroy' | 'destroyed' | 'writableLength' | 'writableEnded'>,
  bytes: Buffer,
): void {
  if (res.writableEnded || res.destroyed) return
  if (res.writableLength > MOST_BEHIND) res.destroy()
  else res.write(bytes)
}

/** What a stream leans on. */
interface StreamParts {
  readonly hub: ChangeHub
  readonly beats: ReturnType<typeof pulse>
  readonly actorOf: (req: IncomingMessage) => Promise<Actor>
}

/**
 * `GET /api/live`: server-sent events as core/contract/live.ts has them. Who the reader is is asked again at every
 * beat and when the hub says so; a reader who is somebody else by then, or nobody, is sent away and comes back anew.
 */
export const liveStream = ({ hub, beats, actorOf }: StreamParts) => {
  const leisurely = atLeisure()
  return async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const actor = await actorOf(req)
    if (req.socket.destroyed) return // gone while we asked; its close has been said already
    const send = (bytes: Buffer) => writeOrDrop(res, bytes)
    const look = () =>
      void actorOf(req).then(
        (now) => void (readerKey(now) !== readerKey(actor) && res.end()),
        () => undefined, // the database is out of reach: no news then either
      )
    const recheck = () => leisurely(look)
    res.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'private, no-store',
      'x-accel-buffering': 'no',
    })
    if (req.method === 'HEAD') return void res.end()
    res.write(RETRY)
    const unsubscribe = hub.subscribe({
      actor,
      change: (change) => send(frameOfChange(change)),
      recheck,
      end: () => res.end(),
    })
    const unhear = beats.hear((beat) => {
      send(frameOfBeat(beat))
      recheck()
    })
    res.on('close', () => {
      unsubscribe()
      unhear()
    })
  }
}
