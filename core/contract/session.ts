import { z } from 'zod'
import { Code, NewAccount, Password, Post, Token } from './accounts.ts'
import { POST_KINDS } from '#core/domain/posts.ts'
import { ROLES } from '#core/domain/roles.ts'
import { Id, lineText, route } from './route.ts'

/** Who sits at this screen, and as whom a demo lets one look. */
export const Session = z.object({
  person: z.string(),
  role: z.enum(ROLES),
  label: z.string(),
  labelEn: z.string(),
  grids: z.array(Id),
  department: Id.nullable(),
  enterprise: Id.nullable(),
  /** Assigned to an expert at this moment. */
  enterprises: z.array(Id),
  /** The post in which one acts; null of a demo identity that acts in the first of its side, and of who has none. */
  worn: z.enum(POST_KINDS).nullable(),
  /** Demo data: identities may be switched, and everything is labelled 演示. */
  demo: z.boolean(),
  /** A demo identity that nobody chose: the first one, which a demo gives by itself. */
  unasked: z.boolean(),
  /** Where people reach this server (PUBLIC_URL), which printed codes hold; null where nobody set it. */
  address: z.string().nullable(),
  /** Who is signed in, or about to be: until `step` is done the session opens nothing but the rest of sign-in. */
  account: z
    .object({
      id: Id,
      userName: z.string(),
      step: z.enum(['code', 'enrolment', 'password', 'done']),
      /** The post that is worn, and all that are held now. */
      post: Id.nullable(),
      posts: z.array(Post),
    })
    .nullable(),
})
export type Session = z.infer<typeof Session>

/** Header in which a page that keeps work for later says for whom a request is. */
export const AS_HEADER = 'x-as'
/** Whom a request is for: an account in a post, or a demo identity. */
export const whoKey = ({ account, label }: { account: { id: number; post: number | null } | null; label: string }) =>
  account ? `${account.id}-${account.post ?? 0}` : `demo-${encodeURIComponent(label)}`

export const session = {
  read: route({ method: 'GET', path: '/session', wall: true, summary: 'Who asks', response: Session }),
  identities: route({
    method: 'GET',
    path: '/session/identities',
    wall: true,
    summary: 'Demo identities that may be taken; empty without demo data or off the loopback',
    response: z.array(z.object({ key: z.string(), label: z.string(), labelEn: z.string(), role: z.enum(ROLES) })),
  }),
  take: route({
    method: 'POST',
    path: '/session/identity',
    wall: true,
    summary: 'Look as a demo identity; only with demo data, from this machine itself',
    body: z.object({ key: z.string() }),
    response: Session,
  }),
  awaited: route({
    method: 'GET',
    path: '/session/setup',
    summary: 'Whether the first account is still to be made',
    response: z.object({ awaited: z.boolean() }),
  }),
  setup: route({
    method: 'POST',
    path: '/session/setup',
    summary: 'Make the first account by the one-time token printed at start: security administrator and duty officer',
    body: NewAccount.extend({ token: z.string().min(20).max(200), password: Password }),
    response: Session,
  }),
  signIn: route({
    method: 'POST',
    path: '/session',
    wall: true,
    summary: 'Sign in by user name or phone and password; the answer says what is still asked for',
    body: z.object({ name: lineText(200), password: Password }),
    response: Session.extend({ failures: z.number().int().describe('wrong passwords in a row before this one') }),
  }),
  wall: route({
    method: 'POST',
    path: '/session/wall',
    wall: true,
    summary: 'Make this browser a wall by a link; refused where somebody is signed in',
    body: z.object({ token: Token }),
    response: Session,
  }),
  code: route({
    method: 'POST',
    path: '/session/code',
    summary: 'Complete the sign-in by a code of the second factor, or a recovery code',
    body: z.object({ code: Code }),
    response: Session,
  }),
  wear: route({
    method: 'POST',
    path: '/session/post',
    summary: 'Wear another of the posts one holds',
    body: z.object({ post: Id }),
    response: Session,
  }),
  end: route({ method: 'DELETE', path: '/session', summary: 'Sign out', response: z.object({ ended: z.boolean() }) }),
}
