import { z } from 'zod'
import { KNOWLEDGE, POST_KINDS } from '#core/domain/posts.ts'
import { pageFields } from './filter.ts'
import { HAZARD_SOURCES } from './hazards.ts'
import { Id, IdText, Instant, lineText, MOST_ID, route } from './route.ts'

/** Small letters, digits, dot, dash, underscore; begins with a letter, so that no phone number is one. */
export const UserName = z.string().regex(/^[a-z][a-z0-9._-]{1,39}$/)
export const Phone = z.string().regex(/^\+?[0-9]{5,20}$/)
export const Password = z.string().min(1).max(200)
/** Six digits of an authenticator, or one of the recovery codes. */
export const Code = z.string().regex(/^([0-9]{6}|[a-z2-7]{5}-[a-z2-7]{5})$/)
export const Token = z.string().min(20).max(200)

const BoundId = Id.max(MOST_ID)
/** A post to be held: what its kind is bound to must be named, and nothing else. */
export const NewPost = z.object({
  kind: z.enum(POST_KINDS),
  grids: z.array(BoundId).max(200).default([]),
  department: BoundId.nullable().default(null),
  enterprise: BoundId.nullable().default(null),
  /** In place of the enterprise's id: its code, e.g. the USCC. Who appoints people sees no enterprises, but knows their codes. */
  identifier: lineText(80).nullable().default(null),
  /** From when, and until when it is held; a stand-in 代理 holds it for a time. */
  fromAt: Instant.nullable().default(null),
  untilAt: Instant.nullable().default(null),
})
export const Post = NewPost.omit({ identifier: true }).extend({
  id: Id,
  grids: z.array(Id),
  fromAt: Instant,
  /** Names of the grids, of the department or of the enterprise that it is bound to. */
  bound: z.string().nullable(),
  /** Held at this moment. */
  active: z.boolean(),
  /** Whom the holder stands in for 值班代理; null for an appointment of the own. */
  standsFor: z.string().nullable(),
})
export type Post = z.infer<typeof Post>

export const ACCOUNT_STATES = ['invited', 'active', 'left'] as const
export const Account = z.object({
  id: Id,
  userName: z.string(),
  name: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  state: z.enum(ACCOUNT_STATES),
  posts: z.array(Post),
  secondFactor: z.boolean(),
  /** Linked to somebody at the provider of single sign-on. */
  linked: z.boolean(),
  /** Locked after wrong passwords until then. */
  lockedUntil: Instant.nullable(),
  /** Last use of any session, of one that has ended too. */
  seenAt: Instant.nullable(),
})
export type Account = z.infer<typeof Account>

/** Who an account is made for. */
export const NewAccount = z.object({
  userName: UserName,
  name: lineText(80),
  phone: Phone.nullable().default(null),
  email: z.email().max(200).nullable().default(null),
})

/** What may be put right of a person; the user name stays, for the audit knows people by it. */
export const Correction = NewAccount.omit({ userName: true })
export type Correction = z.infer<typeof Correction>

export const LINK_PURPOSES = ['invitation', 'reset'] as const
/** Why a one-time link was not mailed: no mail is set up, the account has no address, or the mail server did not take it. */
export const UNSENT = ['no-mail', 'no-email', 'failed'] as const
/** A one-time link: sent by mail where that can be, else shown once to whoever asked for it, with the reason. */
export const Link = z.object({
  purpose: z.enum(LINK_PURPOSES),
  /** Path and fragment on this server; null where it was sent. */
  link: z.string().nullable(),
  sentTo: z.string().nullable(),
  unsent: z.enum(UNSENT).nullable(),
  expiresAt: Instant,
})
export type Link = z.infer<typeof Link>
const Invited = z.object({ account: Account, link: Link })
const Done = z.object({ done: z.boolean() })
const params = z.object({ id: IdText })
const only = ['security'] as const

export const SessionRow = z.object({
  id: Id,
  madeAt: Instant,
  seenAt: Instant,
  endsAt: Instant,
  address: z.string().nullable(),
  agent: z.string().nullable(),
  /** The one that asks. */
  own: z.boolean(),
})
export type SessionRow = z.infer<typeof SessionRow>

/** What one would see in a post, as numbers: who appoints people learns how far a post reaches, not what lies there. */
export const Preview = z.object({
  /** Of the post. */
  id: Id,
  knows: z.array(z.enum(KNOWLEDGE)),
  /** Sources of hazards that may be reported in it. */
  reports: z.array(z.enum(HAZARD_SOURCES)),
  /** Operations of the API that only some roles may ask and this one may, by their id. */
  operations: z.array(z.string()),
  rows: z.object({
    enterprises: z.number().int(),
    hazardSources: z.number().int(),
    hazards: z.number().int(),
    inspections: z.number().int(),
    riskPoints: z.number().int(),
    grids: z.number().int(),
    places: z.number().int(),
  }),
})
export type Preview = z.infer<typeof Preview>

/** What the security administrator does with the accounts of people. */
export const accounts = {
  list: route({
    method: 'GET',
    path: '/accounts',
    summary: 'Accounts by user name, paged by key; for the security administrator',
    only,
    sensitive: 'account',
    query: z.object({ ...pageFields, search: lineText(60).optional().describe('part of user name, name or phone') }),
    response: z.object({ total: z.number().int(), rows: z.array(Account), next: z.string().nullable() }),
  }),
  add: route({
    method: 'POST',
    path: '/accounts',
    summary: 'Invite a person: an account with its posts, and the one-time link by which its password is set',
    only,
    body: NewAccount.extend({ posts: z.array(NewPost).min(1).max(12) }),
    response: Invited,
  }),
  correct: route({
    method: 'PUT',
    path: '/accounts/:id',
    summary: 'Correct the name, phone or mail address of a person',
    only,
    params,
    body: Correction,
    response: Account,
  }),
  appoint: route({
    method: 'POST',
    path: '/accounts/:id/posts',
    summary: 'Give an account one post more',
    only,
    params,
    body: NewPost,
    response: Account,
  }),
  dismiss: route({
    method: 'DELETE',
    path: '/accounts/:id/posts/:post',
    summary: 'End a post now; what was done in it stays in the audit',
    only,
    params: params.extend({ post: IdText }),
    response: Account,
  }),
  preview: route({
    method: 'GET',
    path: '/accounts/:id/posts/:post/preview',
    summary: 'See as this person: how far a post reaches, counted under its own rights; each look is recorded',
    only,
    sensitive: 'post',
    params: params.extend({ post: IdText }),
    response: Preview,
  }),
  leave: route({
    method: 'POST',
    path: '/accounts/:id/leave',
    summary: 'The person has left: access ends at once, in open streams too',
    only,
    params,
    response: Account,
  }),
  takeBack: route({
    method: 'POST',
    path: '/accounts/:id/return',
    summary: 'Take back a person who left: without a post, and by a one-time link to set a new password',
    only,
    params,
    response: Invited,
  }),
  reset: route({
    method: 'POST',
    path: '/accounts/:id/reset',
    summary: 'A one-time link to set a new password; the second factor is taken off where asked',
    only,
    params,
    body: z.object({ secondFactor: z.boolean().default(false) }),
    response: Link,
  }),
  unlock: route({
    method: 'POST',
    path: '/accounts/:id/unlock',
    summary: 'Let a locked account sign in again',
    only,
    params,
    response: Account,
  }),
  sessions: route({
    method: 'GET',
    path: '/accounts/:id/sessions',
    summary: 'Where an account is signed in',
    only,
    sensitive: 'session',
    params,
    response: z.array(SessionRow),
  }),
  endSessions: route({
    method: 'DELETE',
    path: '/accounts/:id/sessions',
    summary: 'Sign an account out everywhere',
    only,
    params,
    response: Done,
  }),
}
