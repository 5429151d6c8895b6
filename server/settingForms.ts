const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Whether a host of an address is this machine itself. */
export const isLoopbackHost = (hostname: string): boolean => LOOPBACK.has(hostname)

const urlOf = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined)

/** An address of the web by scheme, host and port alone. */
export function isOrigin(text: string): boolean {
  const url = urlOf(text)
  return url !== undefined && /^https?:$/.test(url.protocol) && (url.origin === text || `${url.origin}/` === text)
}

/** A mail server with nothing behind its host; what the library would read from a query is none of its business. */
export function isMailServer(text: string): boolean {
  const url = urlOf(text)
  const bare = url !== undefined && url.hostname !== '' && /^\/?$/.test(url.pathname) && url.search + url.hash === ''
  return bare && /^smtps?:$/.test(url.protocol) && (url.username !== '') === (url.password !== '') && isDecodable(url)
}

/** A broker of MQTT with nothing behind its host. */
export function isBroker(text: string): boolean {
  const url = urlOf(text)
  const bare = url !== undefined && url.hostname !== '' && /^\/?$/.test(url.pathname) && url.search + url.hash === ''
  return bare && /^mqtts?:$/.test(url.protocol) && (url.username !== '') === (url.password !== '') && isDecodable(url)
}

function isDecodable({ username, password }: URL): boolean {
  try {
    decodeURIComponent(username + password)
    return true
  } catch {
    return false
  }
}

/** An issuer of OpenID Connect: tokens travel from it, so without TLS it must be this machine. */
export function isProvider(text: string): boolean {
  const url = urlOf(text)
  if (!url || url.search + url.hash + url.username + url.password !== '') return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname))
}

/** A receiver of webhooks: what it is told names enterprises, so without TLS it must be this machine. A login would travel in the open. */
export function isReceiver(text: string): boolean {
  const url = urlOf(text)
  if (!url || url.hash + url.username + url.password !== '') return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname))
}

/** A bucket of a store: what is kept there is no secret of the network, so without TLS it may be any host, but never hold a login. */
export function isBucket(text: string): boolean {
  const url = urlOf(text)
  return (
    url !== undefined && /^https?:$/.test(url.protocol) && url.search + url.hash + url.username + url.password === ''
  )
}

/** `host:port`; an IPv6 address in brackets. */
export const isHostAndPort = (text: string): boolean =>
  /^([0-9A-Za-z.-]+|\[[0-9A-Fa-f:]+\]):[1-9][0-9]{0,4}$/.test(text) && Number(/\d+$/.exec(text)?.[0]) <= 65_535
