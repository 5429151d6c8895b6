import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider, { type ClientMetadata } from 'oidc-provider'

/** One who signs in at the provider, and what it says of that person. */
export interface Somebody {
  readonly sub: string
  readonly email?: string
  readonly email_verified?: boolean
  /** What was shown to it (RFC 8176). */
  readonly amr?: readonly string[]
}

/** Where the product takes people back. */
export const PUBLIC_URL = 'http://localhost:8420'
export const CLIENT = { id: 'anjian', secret: 'a-secret-of-the-client: + %' } as const

interface Registered {
  /** Without a secret. */
  readonly isPublic?: boolean
  readonly port?: number
  readonly publicUrl?: string
}

/** A real provider of OpenID Connect on the loopback, at which a test says who sits in front of the screen. */
export async function identityProvider({ isPublic = false, port = 0, publicUrl = PUBLIC_URL }: Registered = {}) {
  const server = createServer().listen(port, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  let somebody: Somebody = { sub: 'nobody' }
  /** Changes what a browser asks for on its way, as a fault or a thief would. */
  let onTheWay: (address: URL) => void = () => undefined
  const client: ClientMetadata = {
    client_id: CLIENT.id,
    redirect_uris: [`${publicUrl}/sign-on`],
    ...(isPublic ? { token_endpoint_auth_method: 'none' } : { client_secret: CLIENT.secret }),
  }
  const provider: Provider = new Provider(issuer, {
    clients: [client],
    cookies: { keys: [randomBytes(16).toString('hex')] },
    claims: { openid: ['sub', 'amr', 'auth_time'], email: ['email', 'email_verified'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ ...somebody, sub, amr: undefined }) }),
    async loadExistingGrant({ oidc }) {
      const grant = new provider.Grant({ clientId: oidc.client!.clientId, accountId: oidc.session!.accountId! })
      grant.addOIDCScope('openid email')
      await grant.save()
      return grant
    },
  })
  const answer = provider.callback()
  server.on('request', (req, res) => {
    const address = new URL(req.url ?? '/', issuer)
    if (address.pathname === '/auth') onTheWay(address)
    req.url = `${address.pathname}${address.search}`
    if (!address.pathname.startsWith('/interaction/')) return void answer(req, res)
    const login = { accountId: somebody.sub, remember: false, ...(somebody.amr && { amr: [...somebody.amr] }) }
    void provider.interactionFinished(req, res, { login })
  })

  /** Goes where the product sends a browser, with a jar for cookies. @returns the query that it comes back with */
  async function visit(address: string, by: Somebody): Promise<string> {
    somebody = by
    const jar = new Map<string, string>()
    for (let next = new URL(address); ;) {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
      const reply = await fetch(next, { redirect: 'manual', headers: { cookie } })
      for (const set of reply.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
        if (value === '') jar.delete(name)
        else jar.set(name, value)
      }
      const to = reply.headers.get('location')
      if (to === null) throw new Error(`the provider answered ${reply.status}: ${await reply.text()}`)
      next = new URL(to, next)
      if (next.origin === publicUrl) return next.search.slice(1)
    }
  }
  return {
    issuer,
    port: Number(new URL(issuer).port),
    visit,
    /** Who sits there from now on, for whoever comes by a browser. */
    sits: (by: Somebody) => (somebody = by),
    tamper: (work: (address: URL) => void) => (onTheWay = work),
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
export type IdentityProvider = Awaited<ReturnType<typeof identityProvider>>
