/** Who asks. Row-level security reads this and nothing else. */
export interface Actor {
  readonly role: 'government' | 'department' | 'grid' | 'enterprise' | 'public'
  /** Name under which changes are kept. */
  readonly person: string
  /** Ids of the grids of a grid chief; empty for all others. */
  readonly grids: readonly number[]
  readonly department?: number
  readonly enterprise?: number
}

/**
 * What two actors must share to see the same rows, as text for cache keys. The person is no part of it;
 * neither is a grid, department or enterprise that the role does not read.
 */
export function scopeKey({ role, grids, department, enterprise }: Actor): string {
  switch (role) {
    case 'department':
      return `department:${department ?? ''}`
    case 'grid':
      return `grid:${[...new Set(grids)].sort((a, b) => a - b).join(',')}`
    case 'enterprise':
      return `enterprise:${enterprise ?? ''}`
    default:
      return role
  }
}
