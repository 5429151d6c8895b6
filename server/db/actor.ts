import type { Role } from '#core/domain/roles.ts'
import { knowledgeOf, KNOWLEDGE, type PostKind } from '#core/domain/posts.ts'

/** From where one acts, and the id of the request in the log: what the audit keeps beside the person. */
export interface Origin {
  readonly address?: string
  readonly request?: string
}

/** Who asks. Row-level security reads this and nothing else. */
export interface Actor extends Origin {
  readonly role: Role
  /** Name under which changes are kept. */
  readonly person: string
  /** Ids of the grids of a grid chief; empty for all others. */
  readonly grids: readonly number[]
  readonly department?: number
  readonly enterprise?: number
  /** Ids of the enterprises assigned to an expert. */
  readonly enterprises?: readonly number[]
  /** Ids of the scenes that the link of a wall is bound to. */
  readonly scenes?: readonly number[]
  /** Keys of the filters of these scenes: a wall is told nothing under another. */
  readonly conditions?: readonly string[]
  /** The account that is signed in, and the post it wears; a demo identity has neither. */
  readonly account?: number
  readonly post?: PostKind
}

/**
 * What two actors must share to see the same rows and columns, as text for cache keys. The person is no part of it;
 * neither is a grid, department or enterprise that the role does not read.
 */
export function scopeKey(actor: Actor): string {
  const known = knowledgeOf(actor)
  const hidden = KNOWLEDGE.filter((one) => !known.includes(one))
  return [rowsKey(actor), ...hidden].join('-')
}

const sorted = (ids: readonly number[]): string => [...new Set(ids)].sort((a, b) => a - b).join(',')

function rowsKey({ role, grids, department, enterprise, enterprises }: Actor): string {
  switch (role) {
    case 'department':
      return `department:${department ?? ''}`
    case 'grid':
      return `grid:${sorted(grids)}`
    case 'enterprise':
      return `enterprise:${enterprise ?? ''}`
    case 'expert':
      return `expert:${sorted(enterprises ?? [])}`
    default:
      return role
  }
}
