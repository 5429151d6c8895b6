import type { z } from 'zod'
import type { NewPost } from '#core/contract/accounts.ts'
import { POST_KINDS, type PostKind, POSTS } from '#core/domain/posts.ts'
import { instantOf } from '#client/ui/districtTime.ts'

/** A post being given; from and until as typed, by the clock of the district, empty for at once and for good. */
export interface PostDraft {
  kind: PostKind | ''
  grids: readonly number[]
  department: number | undefined
  /** Code of the enterprise: who appoints people sees no enterprises, but knows their codes. */
  identifier: string
  from: string
  until: string
}
type Binding = (typeof POSTS)[PostKind]['of']
export type PostGap = 'kind' | Exclude<Binding, 'nothing' | 'district'> | 'time'

export const emptyPost = (): PostDraft => ({
  kind: '',
  grids: [],
  department: undefined,
  identifier: '',
  from: '',
  until: '',
})

/** What a kind is bound to; undefined while none is chosen. */
export const bindingOf = ({ kind }: Pick<PostDraft, 'kind'>): Binding | undefined =>
  kind === '' ? undefined : POSTS[kind].of

const isOrdered = ({ from, until }: PostDraft): boolean => {
  const [begin, end] = [instantOf(from), instantOf(until)]
  if ((from !== '' && !begin) || (until !== '' && !end)) return false
  return !begin || !end || begin < end
}

/** What still keeps a draft from being a post. */
export function gapOf(draft: PostDraft): PostGap | undefined {
  const binding = bindingOf(draft)
  if (!binding) return 'kind'
  if (binding === 'grids' && draft.grids.length === 0) return 'grids'
  if (binding === 'department' && draft.department === undefined) return 'department'
  if (binding === 'enterprise' && draft.identifier.trim() === '') return 'enterprise'
  return isOrdered(draft) ? undefined : 'time'
}

/** A draft as the contract takes it, bound to what its kind is bound to and nothing else; undefined while it has a gap. */
export function postOf(draft: PostDraft): z.input<typeof NewPost> | undefined {
  if (draft.kind === '' || gapOf(draft)) return undefined
  const binding = bindingOf(draft)
  return {
    kind: draft.kind,
    grids: binding === 'grids' ? [...draft.grids] : [],
    department: binding === 'department' ? (draft.department ?? null) : null,
    identifier: binding === 'enterprise' ? draft.identifier.trim() : null,
    fromAt: instantOf(draft.from) ?? null,
    untilAt: instantOf(draft.until) ?? null,
  }
}

/** The three administrations are the scopes that see no enterprise and no inspection. */
const isAdministrator = (kind: PostKind) => ['system', 'security', 'audit'].includes(POSTS[kind].scope)
/** Kinds open to one who holds others: of the three administrations nobody holds two. */
export function kindsBeside(held: readonly PostKind[]): readonly PostKind[] {
  const administration = held.find(isAdministrator)
  return POST_KINDS.filter((kind) => !administration || !isAdministrator(kind) || kind === administration)
}
