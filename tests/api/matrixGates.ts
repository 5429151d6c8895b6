import { type PostKind, POSTS } from '#core/domain/posts.ts'

/** Ids of what an answer tells of. */
export interface Told {
  readonly enterprises?: readonly number[]
  readonly sources?: readonly number[]
  readonly grids?: readonly number[]
  readonly places?: readonly number[]
  readonly tenants?: readonly number[]
  readonly departments?: readonly number[]
}

const sideOf = (kind: PostKind) => POSTS[kind].scope
/** Who may ask at all; the rest is refused. */
export const GATES = {
  anybody: () => true,
  'signed-in': () => true,
  audit: (kind) => kind === 'audit-administrator',
  security: (kind) => kind === 'security-administrator',
  system: (kind) => kind === 'system-administrator',
  assigning: (kind) => sideOf(kind) === 'government' || sideOf(kind) === 'department',
  government: (kind) => sideOf(kind) === 'government',
  keepers: (kind) => kind === 'data-steward' || kind === 'safety-manager',
  proposing: (kind) => kind === 'safety-manager',
  deciding: (kind) => kind === 'data-steward' || kind === 'department-officer' || kind === 'grid-chief',
  involved: (kind) => ['data-steward', 'department-officer', 'grid-chief', 'safety-manager'].includes(kind),
  overriding: (kind) => kind === 'data-steward' || kind === 'department-officer',
  'wall-makers': (kind) => kind === 'leader' || kind === 'duty-officer',
  stewards: (kind) => kind === 'data-steward',
  preparers: (kind) => kind === 'duty-officer' || kind === 'data-steward',
  reminded: (kind) => ['leader', 'duty-officer', 'department-officer', 'grid-chief', 'safety-manager'].includes(kind),
  signers: (kind) => kind === 'leader',
  inspecting: (kind) =>
    ['leader', 'duty-officer', 'department-officer', 'grid-chief', 'grid-worker', 'safety-manager', 'expert'].includes(
      kind,
    ),
  supervising: (kind) => ['government', 'department', 'grid'].includes(sideOf(kind)),
  patrolling: (kind) => kind === 'grid-chief' || kind === 'grid-worker',
  'patrols-read': (kind) => sideOf(kind) === 'government' || kind === 'grid-chief',
  'patrols-own': (kind) => sideOf(kind) === 'government' || sideOf(kind) === 'grid',
  'in-district': (kind) => ['government', 'department', 'grid', 'enterprise'].includes(sideOf(kind)),
  planning: (kind) => ['leader', 'duty-officer', 'department-officer'].includes(kind),
  alarmed: (kind) => ['leader', 'duty-officer', 'department-officer', 'grid-chief', 'safety-manager'].includes(kind),
  maintaining: (kind) => ['leader', 'duty-officer', 'safety-manager'].includes(kind),
  ruling: (kind) => kind === 'leader' || kind === 'data-steward',
  office: (kind) => ['government', 'department', 'grid', 'enterprise', 'expert'].includes(sideOf(kind)),
  acquainted: (kind) => ['government', 'department', 'grid', 'enterprise'].includes(sideOf(kind)),
  acting: (kind) =>
    !['data-steward', 'expert', 'system-administrator', 'security-administrator', 'audit-administrator'].includes(kind),
} as const satisfies Record<string, (kind: PostKind) => boolean>
type Who = keyof typeof GATES

/**
 * How each route is asked: its path filled in (`:outside` is an enterprise out of scope), its body, who may ask at all, and which
 * rows its answer tells of, each of which must be seen by who asks; `whole` where it must tell of all of these.
 */
export interface Entry {
  readonly path?: string
  readonly body?: object
  readonly tells?: (body: never) => Told
  readonly whole?: true
  readonly who: Who
}
/** An entry for whom it is. */
export const of =
  (who: Who) =>
  (rest: Omit<Entry, 'who'> = {}): Entry => ({ ...rest, who })
