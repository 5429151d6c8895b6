import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import type { Origin } from '../db/actor.ts'
import type { Who } from '../db/db.ts'
import { personName, type SignedIn } from './signIn/sessionRows.ts'

/** Prefix by which a socket for both families writes an IPv4 address. */
const MAPPED = /^::ffff:(?=\d)/

/** Where a request comes from: by the proxies that are believed, where Express knows them, else by its connection. */
export function originOf(req: IncomingMessage & { readonly ip?: string | undefined }): Origin {
  const told = req.ip?.replace(MAPPED, '') ?? ''
  // what a proxy was told by somebody need be no address
  const address = isIP(told) ? told : req.socket.remoteAddress?.replace(MAPPED, '')
  const request = typeof req.id === 'string' ? req.id : undefined
  return { ...(address !== undefined && { address }), ...(request !== undefined && { request }) }
}

/** Who is signed in, and from where, as the audit names them. */
export const whoOf = (session: SignedIn | undefined, req: IncomingMessage): Who => ({
  ...originOf(req),
  ...(session && { account: session.account, person: personName(session) }),
})
