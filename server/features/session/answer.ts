import type { Session } from '#core/contract/session.ts'
import type { Identity } from '../../http/session.ts'

/** Who asks, as the contract tells it; `address` is where people reach this server, where that is set. */
export const asSessionAnswer = (
  { actor, label, labelEn, demo, unasked = false, session: of }: Identity,
  address: string | undefined,
): Session => ({
  person: actor.person,
  role: actor.role,
  label,
  labelEn,
  grids: [...actor.grids],
  department: actor.department ?? null,
  enterprise: actor.enterprise ?? null,
  enterprises: [...(actor.enterprises ?? [])],
  worn: actor.post ?? null,
  demo,
  unasked,
  address: address ?? null,
  account: of ? { id: of.account, userName: of.userName, step: of.step, post: of.post, posts: of.posts } : null,
})
