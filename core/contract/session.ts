import { z } from 'zod'
import { Id, route } from './route.ts'

export const ROLES = ['government', 'department', 'grid', 'enterprise', 'public'] as const

/** Who sits at this screen, and as whom a demo lets one look. */
export const Session = z.object({
  person: z.string(),
  role: z.enum(ROLES),
  label: z.string(),
  labelEn: z.string(),
  grids: z.array(Id),
  department: Id.nullable(),
  enterprise: Id.nullable(),
  /** Demo data: identities may be switched, and everything is labelled 演示. */
  demo: z.boolean(),
})
export type Session = z.infer<typeof Session>

export const session = {
  read: route({ method: 'GET', path: '/session', summary: 'Who asks', response: Session }),
  identities: route({
    method: 'GET',
    path: '/session/identities',
    summary: 'Demo identities that may be taken; empty without demo data or off the loopback',
    response: z.array(z.object({ key: z.string(), label: z.string(), labelEn: z.string(), role: z.enum(ROLES) })),
  }),
  take: route({
    method: 'POST',
    path: '/session/identity',
    summary: 'Look as a demo identity; only with demo data, from this machine itself',
    body: z.object({ key: z.string() }),
    response: Session,
  }),
  redeem: route({
    method: 'POST',
    path: '/session/setup',
    summary: 'Become the local administrator by the one-time token printed at start',
    body: z.object({ token: z.string().min(20).max(200) }),
    response: Session,
  }),
  end: route({ method: 'DELETE', path: '/session', summary: 'Sign out', response: z.object({ ended: z.boolean() }) }),
}
