import type { Role } from './roles.ts'

/** Columns that a scope alone does not open: phones of people, quantities of substances, where guarded stores lie. */
export const KNOWLEDGE = ['phones', 'inventories', 'stores'] as const
export type Knowledge = (typeof KNOWLEDGE)[number]
const ALL = KNOWLEDGE

interface Post {
  readonly scope: Role
  readonly of: 'district' | 'department' | 'grids' | 'enterprise' | 'nothing'
  /** Needs a second factor. */
  readonly strong: boolean
  readonly knows: readonly Knowledge[]
  readonly zh: string
  readonly en: string
}

/**
 * Posts 岗位 that an account may hold, one or several, of which one is worn at a time. The post says what one may do; its scope
 * says which rows one sees. The three administrators see no enterprise by their post alone, and nobody holds two of them
 * (separation of system, security and audit administration, GB/T 22239-2019, 8.1.5).
 */
export const POSTS = {
  leader: { scope: 'government', of: 'district', strong: true, knows: ALL, zh: '领导', en: 'Leader' },
  'duty-officer': { scope: 'government', of: 'district', strong: true, knows: ALL, zh: '值班员', en: 'Duty officer' },
  'data-steward': {
    scope: 'government',
    of: 'district',
    strong: true,
    knows: ALL,
    zh: '数据管理员',
    en: 'Data steward',
  },
  'department-officer': { scope: 'department', of: 'department', strong: true, knows: ALL, zh: '成员单位工作人员', en: 'Department officer' }, // prettier-ignore
  'grid-chief': { scope: 'grid', of: 'grids', strong: false, knows: ALL, zh: '网格长', en: 'Grid chief' },
  'grid-worker': { scope: 'grid', of: 'grids', strong: false, knows: ['phones'], zh: '网格员', en: 'Grid worker' },
  'safety-manager': {
    scope: 'enterprise',
    of: 'enterprise',
    strong: false,
    knows: ALL,
    zh: '企业安全管理人员',
    en: 'Safety manager',
  },
  worker: { scope: 'enterprise', of: 'enterprise', strong: false, knows: [], zh: '企业员工', en: 'Worker' },
  expert: { scope: 'expert', of: 'nothing', strong: false, knows: ['phones', 'inventories'], zh: '专家', en: 'Expert' },
  'system-administrator': {
    scope: 'system',
    of: 'nothing',
    strong: true,
    knows: [],
    zh: '系统管理员',
    en: 'System administrator',
  },
  'security-administrator': { scope: 'security', of: 'nothing', strong: true, knows: [], zh: '安全管理员', en: 'Security administrator' }, // prettier-ignore
  'audit-administrator': { scope: 'audit', of: 'nothing', strong: true, knows: [], zh: '审计管理员', en: 'Audit administrator' }, // prettier-ignore
} as const satisfies Record<string, Post>

export type PostKind = keyof typeof POSTS
export const POST_KINDS = Object.keys(POSTS) as [PostKind, ...PostKind[]]

/** The post whose knowledge a role has that wears none, as a demo identity does. */
const FIRST_POST: Readonly<Partial<Record<Role, PostKind>>> = {
  government: 'duty-officer',
  department: 'department-officer',
  grid: 'grid-chief',
  enterprise: 'safety-manager',
}

/** What whoever asks may know beyond the rows of the scope. */
export function knowledgeOf({ role, post }: { role: Role; post?: PostKind | undefined }): readonly Knowledge[] {
  const kind = post ?? FIRST_POST[role]
  return kind ? POSTS[kind].knows : []
}

/** Posts in which somebody else may stand in 值班代理 for a time: not those of administrators, nor an expert's. */
export const LENDABLE: readonly PostKind[] = POST_KINDS.filter(
  (kind) => ['government', 'department', 'grid', 'enterprise'].includes(POSTS[kind].scope) && kind !== 'data-steward',
)

/** Whether any of the posts asks for a second factor: those of the government's side and of administrators do. */
export const needsSecondFactor = (kinds: readonly PostKind[]): boolean => kinds.some((kind) => POSTS[kind].strong)

/** Shortest and longest password, characters. */
export const PASSWORD_LENGTH = { least: 10, most: 128 } as const
/** Days after which a password has to be changed (8.1.4.1 a: changed regularly). */
export const PASSWORD_DAYS = 180
/** Kinds of characters (lower, upper, digit, other) that a password has at least. */
const LEAST_KINDS = 3
const KINDS = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u] as const

/** What may be wrong with a password, in the order it is said. */
export type PasswordFault = 'short' | 'long' | 'plain' | 'name'

/**
 * Judges a new password (GB/T 22239-2019, 8.1.4.1 a: identification information of some complexity).
 * @param names what it may not contain: user name, phone
 */
export function passwordFault(password: string, names: readonly string[]): PasswordFault | undefined {
  const length = [...password].length
  if (length < PASSWORD_LENGTH.least) return 'short'
  if (length > PASSWORD_LENGTH.most) return 'long'
  if (KINDS.filter((kind) => kind.test(password)).length < LEAST_KINDS) return 'plain'
  const folded = password.toLowerCase()
  return names.some((name) => name.length > 3 && folded.includes(name.toLowerCase())) ? 'name' : undefined
}

/** Failures in a row after which a name is locked, and for how long: 1, 2, 4 … minutes, at most an hour. */
export const LOCK = { failures: 5, firstMs: 60_000, longestMs: 3_600_000 } as const

/** Milliseconds that a name stays locked after so many failures in a row; 0 for none (8.1.4.1 b). */
export function lockOf(failures: number): number {
  if (failures < LOCK.failures || failures % LOCK.failures !== 0) return 0
  return Math.min(LOCK.longestMs, LOCK.firstMs * 2 ** (failures / LOCK.failures - 1))
}
