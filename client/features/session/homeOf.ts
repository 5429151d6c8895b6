import { ADDRESS_VERSION } from '#core/contract/conditions.ts'
import type { Role } from '#core/domain/roles.ts'

/** Where one begins: a page, and the view on it where it is to be a certain one. */
export interface Home {
  readonly path: string
  readonly hash?: string
}

/**
 * The page a role works on: the map, with the list of its enterprises for a department and a grid, with its own file open for an
 * enterprise; experts, administrators and the public have theirs.
 */
export function homeOf({ role, enterprise }: { role: Role; enterprise: number | null }): Home {
  if (role === 'security') return { path: '/accounts' }
  if (role === 'system') return { path: '/system' }
  if (role === 'audit') return { path: '/audits' }
  if (role === 'expert') return { path: '/inspections' }
  if (role === 'public') return { path: '/disclosures' }
  if (role === 'department' || role === 'grid') return { path: '/', hash: `#v=${ADDRESS_VERSION}&open=left,right,list` }
  if (role === 'enterprise' && enterprise !== null)
    return { path: '/', hash: `#v=${ADDRESS_VERSION}&sel=e${enterprise}` }
  return { path: '/' }
}
