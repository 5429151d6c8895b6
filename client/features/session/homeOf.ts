import type { Role } from '#core/contract/roles.ts'
import { ADDRESS_VERSION } from '#client/view/address.ts'

/** Where one begins: a page, and the view on it where it is to be a certain one. */
export interface Home {
  readonly path: string
  readonly hash?: string
}

/** The page a role works on: the map, for an enterprise with its own file open; administrators have theirs. */
export function homeOf({ role, enterprise }: { role: Role; enterprise: number | null }): Home {
  if (role === 'security') return { path: '/accounts' }
  if (role === 'audit') return { path: '/audits' }
  if (role === 'enterprise' && enterprise !== null)
    return { path: '/', hash: `#v=${ADDRESS_VERSION}&sel=e${enterprise}` }
  return { path: '/' }
}
