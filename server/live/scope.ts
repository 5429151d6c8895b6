import { z } from 'zod'
import { LAYERS, type Layer } from '#core/contract/live.ts'
import type { Role } from '#core/domain/roles.ts'
import type { Actor } from '../db/actor.ts'

const ScopeKeys = z.object({
  enterprise: z.number().int().nullable(),
  grid: z.number().int().nullable(),
  department: z.number().int().nullable(),
})
type ScopeKeys = z.infer<typeof ScopeKeys>

/** What app.announce sends on the channel `change`; `scopes` null where many rows changed. */
export const Notice = z.object({
  layer: z.enum(LAYERS),
  version: z.number().int(),
  scopes: z.array(ScopeKeys).nullable(),
})
export type Notice = z.infer<typeof Notice>

/** What one reader is told: ids are those of the enterprises touched, null where nothing is said of whose it was. */
export interface Change {
  readonly layer: Layer
  readonly version: number
  readonly ids: readonly number[] | null
}

function covers({ role, department, grids, enterprise, enterprises }: Actor, keys: ScopeKeys): boolean {
  switch (role) {
    case 'government':
    case 'wall':
      return true
    case 'department':
      return department !== undefined && keys.department === department
    case 'grid':
      return keys.grid !== null && grids.includes(keys.grid)
    case 'enterprise':
      return enterprise !== undefined && keys.enterprise === enterprise
    case 'expert':
      return keys.enterprise !== null && (enterprises ?? []).includes(keys.enterprise)
    default:
      return false
  }
}

/** A row that belongs to nobody in particular, such as a grid or the substance of a source, is everybody's. */
const unowned = ({ enterprise, grid, department }: ScopeKeys) =>
  enterprise === null && grid === null && department === null

/** Roles that see no row of the book hear of no change to it, not even of one that is everybody's. */
const DEAF: ReadonlySet<Role> = new Set(['public', 'system', 'security', 'audit'])

/** The part of a notice that `actor` may hear; undefined where it lies outside. */
export function changeFor(actor: Actor, { layer, version, scopes }: Notice): Change | undefined {
  if (DEAF.has(actor.role)) return undefined
  if (scopes === null || scopes.some(unowned)) return { layer, version, ids: null }
  const mine = scopes.filter((keys) => covers(actor, keys))
  if (mine.length === 0) return undefined
  const ids = mine.flatMap(({ enterprise }) => (enterprise === null ? [] : [enterprise]))
  return { layer, version, ids: [...new Set(ids)].sort((a, b) => a - b) }
}

/** Scope keys kept of notices that are merged; beyond it everybody refetches. */
const MOST_SCOPES = 200

/** Two notices of one layer as one: the later version, the scopes of both. */
export function merge(earlier: Notice, later: Notice): Notice {
  const scopes = earlier.scopes && later.scopes && [...earlier.scopes, ...later.scopes]
  return {
    layer: later.layer,
    version: Math.max(earlier.version, later.version),
    scopes: scopes && scopes.length <= MOST_SCOPES ? scopes : null,
  }
}
