import { z } from 'zod'
import { LICENCE_KINDS, RULED_PLACES, SUPERVISION_BASES, SUPERVISION_PARTS, SUPERVISION_PRINCIPLES, VERDICTS } from '../domain/supervision.ts' // prettier-ignore
import { CLASSES, pageFields } from './filter.ts'
import { Id, IdText, Instant, lineText, MOST_ID, route } from './route.ts'

const Day = z.iso.date()

/** The clause on which a rule rests. */
const Clause = z.object({
  id: Id,
  law: z.string(),
  number: z.string(),
  text: z.string(),
  /** In force today: one that was repealed since is told, the rule stays until another is written. */
  inForce: z.boolean(),
})

/** A rule of supervision 监管职责: for what a unit leads or supports, by which clause. */
export const SupervisionRule = z.object({
  /** `rule-` and an id, or, of what a member unit says of itself, `unit-`, its id and the prefix. */
  key: z.string(),
  /** null where it is kept with the member unit. */
  id: Id.nullable(),
  part: z.enum(SUPERVISION_PARTS),
  basis: z.enum(SUPERVISION_BASES),
  /** Id of the place or grid, kind of place or licence, prefix of industry; empty for the district. */
  target: z.string(),
  /** Name of the place or grid as it was on the day of writing. */
  targetName: z.string().nullable(),
  /** null where the unit is no more. */
  department: Id.nullable(),
  departmentName: z.string(),
  principle: z.enum(SUPERVISION_PRINCIPLES),
  clause: Clause.nullable(),
  fromOn: Day.nullable(),
  /** First day no longer in force; null while in force. */
  untilOn: Day.nullable(),
  /** How many rules of its part there have been for the same, this one among them; null where kept with the unit. */
  version: z.number().int().nullable(),
  note: z.string().nullable(),
  madeAt: Instant.nullable(),
  madeBy: z.string().nullable(),
  endedBy: z.string().nullable(),
  endReason: z.string().nullable(),
})
export type SupervisionRule = z.infer<typeof SupervisionRule>

/** A rule that applies to an enterprise, and what came of it. */
export const ChainLink = SupervisionRule.extend({ verdict: z.enum(VERDICTS) })
export type ChainLink = z.infer<typeof ChainLink>

const SupervisingUnit = z.object({
  id: Id,
  name: z.string(),
  /** Enterprises in scope for which it leads: the figure enterprises, by department. */
  leads: z.number().int(),
  /** Enterprises that a rule makes it support and for which it does not lead. */
  supports: z.number().int(),
})
export type SupervisingUnit = z.infer<typeof SupervisingUnit>

/** An enterprise that a unit supports and another leads: what is needed to help there, and no more of its file. */
export const SupportedEnterprise = z.object({
  id: Id,
  name: z.string(),
  industry: z.string().nullable(),
  class: z.enum(CLASSES).nullable(),
  status: z.enum(['active', 'suspended', 'closed']),
  address: z.string().nullable(),
  gridName: z.string().nullable(),
  /** The unit that leads, with its telephone; null where none does. */
  lead: z.object({ id: Id, name: z.string(), phone: z.string() }).nullable(),
  /** Ids of the rules by which it is supported, in their order. */
  rules: z.array(Id),
})
export type SupportedEnterprise = z.infer<typeof SupportedEnterprise>

/** A park or tower for which no unit leads, neither by its file nor by a rule. */
const OwnerlessPlace = z.object({
  id: Id,
  kind: z.enum(RULED_PLACES),
  name: z.string(),
  gridName: z.string().nullable(),
  /** Enterprises in scope that sit there and are in business. */
  enterprises: z.number().int(),
})
export type OwnerlessPlace = z.infer<typeof OwnerlessPlace>

const ruling = { only: ['government'], posts: ['leader', 'data-steward'] } as const
const DepartmentId = Id.max(MOST_ID)

/** For what a rule is, one shape for each basis. */
export const SupervisionTarget = z.discriminatedUnion('basis', [
  z.strictObject({ basis: z.literal('place'), place: DepartmentId }),
  z.strictObject({ basis: z.literal('place-kind'), placeKind: z.enum(RULED_PLACES) }),
  z.strictObject({ basis: z.literal('grid'), grid: DepartmentId }),
  z.strictObject({ basis: z.literal('licence'), licence: z.enum(LICENCE_KINDS) }),
  z.strictObject({ basis: z.literal('industry'), industry: z.string().regex(/^[A-T]([0-9]{2,4})?$/) }),
  z.strictObject({ basis: z.literal('district') }),
])
export type SupervisionTarget = z.infer<typeof SupervisionTarget>

export const supervision = {
  chain: route({
    only: ['government', 'department', 'grid', 'enterprise'],
    method: 'GET',
    path: '/supervision',
    summary: 'Which unit leads for an enterprise, with every rule that applies in the order in which they decide, what came of each, and by which clause', // prettier-ignore
    query: z.object({ enterprise: IdText.describe('whose chain is shown') }),
    response: z.object({
      at: Instant,
      enterprise: Id,
      /** The unit as it is kept; null is ownerless. */
      lead: z.object({ id: Id, name: z.string() }).nullable(),
      supporting: z.array(z.object({ id: Id, name: z.string() })),
      chain: z.array(ChainLink),
    }),
  }),
  rules: route({
    only: ['government', 'department'],
    method: 'GET',
    path: '/supervision/rules',
    summary: 'The rules of who leads, those kept with member units among them; units with how many they lead and support; places without a lead; the latest 200 ended rules where asked', // prettier-ignore
    query: z.object({ ended: z.literal('1').optional().describe('ended rules instead of those in force') }),
    response: z.object({
      at: Instant,
      today: Day,
      /** Whoever asks may write rules. */
      rules: z.array(SupervisionRule),
      writes: z.boolean(),
      units: z.array(SupervisingUnit),
      places: z.array(OwnerlessPlace),
      clauses: z.array(Clause),
    }),
  }),
  supported: route({
    only: ['government', 'department'],
    method: 'GET',
    path: '/supervision/supported',
    summary: 'Enterprises that a member unit supports by a rule and another leads, with that unit’s telephone, rule and clause, by risk, paged by key; of itself for a member unit, of any for the government', // prettier-ignore
    query: z.object({ ...pageFields, department: IdText.describe('the member unit that supports') }),
    response: z.object({
      at: Instant,
      department: z.object({ id: Id, name: z.string() }),
      total: z.number().int(),
      rows: z.array(SupportedEnterprise),
      next: z.string().nullable(),
      /** The rules that the rows name, each once. */
      rules: z.array(SupervisionRule),
    }),
  }),
  make: route({
    ...ruling,
    method: 'POST',
    path: '/supervision/rules',
    summary: 'Write a rule of who leads or supports, by a clause that is in force; every enterprise finds its unit in the same transaction',
    body: z.strictObject({
      request: z.uuid().describe('the caller’s own id: the same again writes nothing'),
      part: z.enum(SUPERVISION_PARTS),
      of: SupervisionTarget,
      department: DepartmentId,
      principle: z.enum(SUPERVISION_PRINCIPLES),
      clause: DepartmentId,
      fromOn: Day,
      note: lineText(300).nullable().default(null),
    }),
    response: SupervisionRule,
  }),
  end: route({
    ...ruling,
    method: 'POST',
    path: '/supervision/rules/:id/end',
    summary: 'End a rule in force, with the reason; it stays in the history',
    params: z.object({ id: IdText }),
    body: z.strictObject({ untilOn: Day, reason: lineText(300) }),
    response: SupervisionRule,
  }),
} // prettier-ignore
