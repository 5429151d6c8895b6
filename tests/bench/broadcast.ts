/** Bare Node: an event stream for whoever asks, and the same bytes to all of them whenever one posts. */
import type { RequestListener, ServerResponse } from 'node:http'

/** @param bytes one event, as text @param page what `/` answers, for a browser */
export function broadcast(bytes: string, page = ''): RequestListener {
  const listeners = new Set<ServerResponse>()
  const event = Buffer.from(bytes)
  return (req, res) => {
    if (req.url === '/') return void res.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page)
    if (req.method === 'POST') {
      for (const listener of listeners) listener.write(event)
      return void res.writeHead(204).end()
    }
    res.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' })
    res.write('event: beat\ndata: {}\n\n')
    listeners.add(res)
    res.on('close', () => listeners.delete(res))
  }
}
