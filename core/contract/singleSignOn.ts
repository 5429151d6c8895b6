import { z } from 'zod'
import { Password } from './accounts.ts'
import { Instant, lineText, route } from './route.ts'
import { Session } from './session.ts'

/** Longest address within the product that one is led back to; a longer one is forgotten. */
export const MOST_BACK = 1500

const Address = z.object({ address: z.string().describe('address of the provider, to be opened in this very window') })

/** Sign-in by a provider of OpenID Connect, where one is set up. The way there and back is bound to the browser by a cookie. */
export const singleSignOn = {
  read: route({
    method: 'GET',
    path: '/single-sign-on',
    summary: 'Whether one may sign in by a provider, and what it is called',
    response: z.object({ offered: z.boolean(), name: z.string().nullable() }),
  }),
  begin: route({
    method: 'POST',
    path: '/single-sign-on',
    summary:
      'Begin to sign in by the provider: the answer says where to go, and a cookie binds the way back to this browser',
    body: z.object({ back: lineText(MOST_BACK).nullable().default(null) }),
    response: Address,
  }),
  complete: route({
    method: 'POST',
    path: '/single-sign-on/answer',
    summary: 'Come back from the provider with the query that it added to the address: signs in, or links the account',
    body: z.object({ answer: lineText(8000) }),
    response: z.object({
      session: Session,
      /** The account that was signed in before is linked now; nobody else signed in. */
      linked: z.boolean(),
      back: z.string().nullable(),
    }),
  }),
  own: route({
    method: 'GET',
    path: '/account/single-sign-on',
    summary: 'Whether the own account is linked to the provider',
    response: z.object({ offered: z.boolean(), name: z.string().nullable(), linkedAt: Instant.nullable() }),
  }),
  link: route({
    method: 'POST',
    path: '/account/single-sign-on',
    summary: 'Begin to link the own account to whom one is at the provider, by the password said once more',
    body: z.object({ password: Password }),
    response: Address,
  }),
  unlink: route({
    method: 'DELETE',
    path: '/account/single-sign-on',
    summary: 'Take the link to the provider off the own account',
    response: z.object({ done: z.boolean() }),
  }),
}
