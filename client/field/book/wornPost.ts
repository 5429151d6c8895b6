import type { Session } from '#core/contract/session.ts'
import { INSPECTION_RIGHTS, type InspectionKind } from '#core/domain/inspections.ts'
import type { PostKind } from '#core/domain/posts.ts'

/** A demo identity wears the first post of its role, as the server has it. */
const FIRST: Readonly<Partial<Record<Session['role'], PostKind>>> = {
  government: 'duty-officer',
  department: 'department-officer',
  grid: 'grid-chief',
  enterprise: 'safety-manager',
}

/** The post in which somebody acts. */
export const wornPost = (who: Session | undefined): PostKind | undefined =>
  who?.account?.posts.find(({ id }) => id === who.account?.post)?.kind ?? (who && FIRST[who.role])

/** The kind of visit that somebody makes as a rule: the first of the post; undefined where the post makes none. */
export function inspectionKindOf(who: Session | undefined): InspectionKind | undefined {
  const post = wornPost(who)
  return post && INSPECTION_RIGHTS[post]?.[0]
}
