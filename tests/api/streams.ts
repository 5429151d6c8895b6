import { LIVE_EVENTS, type Turned } from '#core/contract/live.ts'

type Name = keyof typeof LIVE_EVENTS
/** One event of the stream. */
export interface Said {
  readonly name: Name
  readonly data: {
    versions?: Record<string, number>
    turned?: Turned
    at?: string
    layer?: string
    version?: number
    ids?: number[] | null
  }
}

/** A reader of `/api/live`: `until` waits for an event that fits, among those said already, too. */
export function openStream(address: string, headers: Readonly<Record<string, string>> = {}) {
  const stop = new AbortController()
  const said: Said[] = []
  let ended = false
  let wake = () => {}
  const reading = (async () => {
    const response = await fetch(`${address}/api/live`, { headers, signal: stop.signal })
    let text = ''
    for await (const part of response.body!.pipeThrough(new TextDecoderStream())) {
      text += part
      const frames = text.split('\n\n')
      text = frames.pop() ?? ''
      for (const frame of frames) {
        const found = /^event: (\w+)\ndata: (.*)$/.exec(frame)
        if (!found) continue
        const name = found[1] as Name
        said.push({ name, data: LIVE_EVENTS[name].parse(JSON.parse(found[2] ?? '')) as Said['data'] })
      }
      wake()
    }
  })()
  const over = reading
    .catch(() => undefined)
    .finally(() => {
      ended = true
      wake()
    })
  return {
    said,
    /** Once the stream has ended. */
    over,
    stop: () => stop.abort(),
    async until(fits: (event: Said) => boolean): Promise<Said> {
      for (;;) {
        const found = said.find(fits)
        if (found) return found
        if (ended) throw new Error(`the stream ended after ${JSON.stringify(said)}`)
        await new Promise<void>((resolve) => (wake = resolve))
      }
    },
  }
}
export type Stream = ReturnType<typeof openStream>

export const isBeat = ({ name }: Said) => name === 'beat'
