import type { IncomingMessage } from 'node:http'

const LOOPBACK_ADDRESS = /^(::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$|^::1$/
const LOOPBACK_HOST = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])(:\d{1,5})?$/i
/** Any of these, or one that begins with x-forwarded, says that somebody else stands between. */
const RELAYED = new Set([
  'forwarded',
  'via',
  'x-real-ip',
  'x-client-ip',
  'x-cluster-client-ip',
  'x-original-host',
  'cf-connecting-ip',
  'true-client-ip',
  'fastly-client-ip',
  'cdn-loop',
])
const relayed = (header: string) => RELAYED.has(header) || header.startsWith('x-forwarded')

/**
 * Whether somebody at this machine itself asks: a loopback socket, a loopback name in Host (a page of a foreign name
 * that resolves here is refused) and no trace of a proxy.
 */
export function fromThisMachine({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>): boolean {
  if (!LOOPBACK_ADDRESS.test(socket.remoteAddress ?? '')) return false
  if (!LOOPBACK_HOST.test(headers.host ?? '')) return false
  return !Object.keys(headers).some(relayed)
}
