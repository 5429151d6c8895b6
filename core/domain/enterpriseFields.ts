/**
 * Core facts of an enterprise: who changes them at once, who only proposes a change, and who accepts it. Rule FC-1 is the product's
 * own. A demo identity, which wears no post, stands for the post of its role that may most. The database has the same table
 * (`app.field_posts`) and refuses by it; a test holds both equal.
 */
import type { PostKind } from './posts.ts'

export const FIELD_RULE = 'FC-1'

/** Posts by what they may do with a field. */
interface FieldRule {
  /** Changes it at once. */
  readonly write: readonly PostKind[]
  /** Proposes a change of it, for the own enterprise. */
  readonly propose: readonly PostKind[]
  /** Accepts or refuses what somebody else proposed, within the scope. */
  readonly accept: readonly PostKind[]
}
export type FieldAct = keyof FieldRule

const STEWARD = ['data-steward'] as const
const MANAGER = ['safety-manager'] as const
/** Known to whom the register is shown: the data steward alone. */
const REGISTER: FieldRule = { write: STEWARD, propose: MANAGER, accept: STEWARD }
/** Judged by the unit that leads the trade. */
const TRADE: FieldRule = { write: STEWARD, propose: MANAGER, accept: ['data-steward', 'department-officer'] }
/** Seen by whoever walks the grid. */
const GROUND: FieldRule = { write: STEWARD, propose: MANAGER, accept: ['data-steward', 'grid-chief'] }
/** Seen there, and known to the trade. */
const BOTH: FieldRule = {
  write: STEWARD,
  propose: MANAGER,
  accept: ['data-steward', 'department-officer', 'grid-chief'],
}
/** How the enterprise is reached: it says so itself. */
const CONTACT: FieldRule = { write: ['data-steward', 'safety-manager'], propose: [], accept: [] }

/** Each field by its rule, in the order of the file. */
export const FIELD_RULES = {
  name: REGISTER,
  identifier: REGISTER,
  industry: TRADE,
  status: TRADE,
  legalPerson: TRADE,
  staff: BOTH,
  crowded: BOTH,
  highRisk: TRADE,
  standardization: TRADE,
  standardizationUntil: TRADE,
  address: BOTH,
  /** Park, tower or block that it sits in. */
  place: GROUND,
  position: GROUND,
  footprint: GROUND,
  safetyManager: CONTACT,
  safetyManagerPhone: CONTACT,
} as const satisfies Record<string, FieldRule>
export type EnterpriseField = keyof typeof FIELD_RULES
export const ENTERPRISE_FIELDS = Object.keys(FIELD_RULES) as [EnterpriseField, ...EnterpriseField[]]

/** Whether a post may do that with every one of these fields; of no field at all it may not. */
export function mayDo(post: PostKind | undefined, act: FieldAct, fields: readonly EnterpriseField[]): boolean {
  if (post === undefined || fields.length === 0) return false
  return fields.every((field) => (FIELD_RULES[field][act] as readonly PostKind[]).includes(post))
}

/** Fields with which a post may do that. */
export const fieldsOf = (post: PostKind | undefined, act: FieldAct): EnterpriseField[] =>
  ENTERPRISE_FIELDS.filter((field) => mayDo(post, act, [field]))

/** What phones look like: digits, plus, blanks, hyphens; the columns of the book hold the same. */
export const PHONE = /^[0-9+ -]{5,20}$/
