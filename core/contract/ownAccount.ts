import { z } from 'zod'
import { Account, Code, Password, SessionRow, Token, UserName } from './accounts.ts'
import { Id, IdText, Instant, lineText, MOST_ID, route } from './route.ts'

const Done = z.object({ done: z.boolean() })

export const ApiToken = z.object({
  id: Id,
  name: z.string(),
  post: Id,
  writes: z.boolean(),
  madeAt: Instant,
  expiresAt: Instant,
  usedAt: Instant.nullable(),
})
export type ApiToken = z.infer<typeof ApiToken>
/** Longest that a token for a machine lasts, days. */
export const MOST_TOKEN_DAYS = 366

/** Longest that somebody stands in for another at once, days. */
export const MOST_STANDING_DAYS = 92
/** A post of the own that somebody else holds for a time 值班代理. */
export const StandIn = z.object({
  id: Id,
  /** The post that is stood in for. */
  post: Id,
  person: z.string(),
  fromAt: Instant,
  untilAt: Instant,
})
export type StandIn = z.infer<typeof StandIn>

/** What a person does with the own account. */
export const account = {
  read: route({ method: 'GET', path: '/account', summary: 'The own account', response: Account }),
  setPassword: route({
    method: 'POST',
    path: '/account/password',
    summary: 'Change the own password; every other session of the account ends',
    body: z.object({ password: Password, next: Password }),
    response: Done,
  }),
  followLink: route({
    method: 'POST',
    path: '/account/link',
    summary: 'Set a password by a one-time link of an invitation or a reset; it then signs in as usual',
    body: z.object({ token: Token, password: Password }),
    response: z.object({ userName: z.string() }),
  }),
  enrol: route({
    method: 'POST',
    path: '/account/second-factor',
    summary: 'Begin a second factor: the secret for an authenticator, in force once a code of it was given',
    response: z.object({ secret: z.string(), uri: z.string() }),
  }),
  confirm: route({
    method: 'POST',
    path: '/account/second-factor/code',
    summary: 'Put the second factor in force by a code of it; answers with recovery codes, shown once',
    body: z.object({ code: Code }),
    response: z.object({ recovery: z.array(z.string()) }),
  }),
  dropSecondFactor: route({
    method: 'POST',
    path: '/account/second-factor/off',
    summary: 'Take the second factor off; refused where a post needs it',
    body: z.object({ code: Code }),
    response: Done,
  }),
  sessions: route({
    method: 'GET',
    path: '/account/sessions',
    summary: 'Where one is signed in',
    response: z.array(SessionRow),
  }),
  endSession: route({
    method: 'DELETE',
    path: '/account/sessions/:id',
    summary: 'End one of the own sessions',
    params: z.object({ id: IdText }),
    response: Done,
  }),
  standIns: route({
    method: 'GET',
    path: '/account/stand-ins',
    summary: 'Who stands in for one, now or later',
    response: z.array(StandIn),
  }),
  lend: route({
    method: 'POST',
    path: '/account/stand-ins',
    summary: 'Have another account hold a post of the own for a time; what it does is recorded under its own name',
    body: z.object({
      post: Id.max(MOST_ID),
      userName: UserName,
      fromAt: Instant.nullable().default(null),
      untilAt: Instant,
    }),
    response: StandIn,
  }),
  takeBack: route({
    method: 'DELETE',
    path: '/account/stand-ins/:id',
    summary: 'End a standing-in now, in open pages too',
    params: z.object({ id: IdText }),
    response: Done,
  }),
  tokens: route({
    method: 'GET',
    path: '/account/tokens',
    summary: 'Tokens by which machines ask in the own name',
    response: z.array(ApiToken),
  }),
  addToken: route({
    method: 'POST',
    path: '/account/tokens',
    summary:
      'Make a token for a machine; it is shown once, travels as `Authorization: Bearer …` and sees what the post sees',
    body: z.object({
      name: lineText(80),
      post: Id,
      writes: z.boolean().default(false),
      days: z.number().int().min(1).max(MOST_TOKEN_DAYS),
    }),
    response: z.object({ token: z.string(), row: ApiToken }),
  }),
  endToken: route({
    method: 'DELETE',
    path: '/account/tokens/:id',
    summary: 'End a token; it opens nothing from then on',
    params: z.object({ id: IdText }),
    response: Done,
  }),
}
