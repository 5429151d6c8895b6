import { z } from 'zod'
import { ENTERPRISE_FIELDS } from '../domain/enterpriseFields.ts'
import { EnterpriseFacts, WantedFacts } from './enterpriseFacts.ts'
import { pageFields } from './filter.ts'
import { Id, IdText, Instant, lineText, route } from './route.ts'

const Field = z.enum(ENTERPRISE_FIELDS)
/** A field before and after, spelled as EnterpriseFacts does; `concealed`: that it changed is all that is told. */
const Difference = z.union([
  z.object({ before: z.unknown(), after: z.unknown() }),
  z.object({ concealed: z.literal(true) }),
])
const Differences = z.partialRecord(Field, Difference)
export type Differences = z.infer<typeof Differences>

export const DERIVED_FACTS = ['grid', 'department', 'class', 'risk', 'alphaPeople', 'alpha', 'level'] as const
/** What follows from a change: a derived fact before and after; of a hazard source `subject` is its name. */
export const Consequence = z.object({
  fact: z.enum(DERIVED_FACTS),
  id: Id.nullable(),
  subject: z.string().nullable(),
  before: z.union([z.string(), z.number()]).nullable(),
  after: z.union([z.string(), z.number()]).nullable(),
})
export type Consequence = z.infer<typeof Consequence>

export const PLACE_WARNINGS = [
  'lowers-level',
  'outside-district',
  'no-grid',
  'outside-footprint',
  'derived-position',
  'large-footprint',
  'no-district',
  'overlapping-footprint',
] as const
/** What to look at before believing a place; `of` is the other enterprise, null where whoever asks does not see it. */
const PlaceWarning = z.object({ rule: z.enum(PLACE_WARNINGS), of: z.string().nullable() })
/** What follows from a change. */
const Followed = z.object({ consequences: z.array(Consequence), warnings: z.array(PlaceWarning) })
/** What a change does, or would do. */
export const Outcome = Followed.extend({ fields: Differences })
export type Outcome = z.infer<typeof Outcome>

/** A field that is no longer what it was when the change was proposed. */
export const Conflict = z.object({ field: Field, before: z.unknown(), now: z.unknown(), after: z.unknown() })
export type Conflict = z.infer<typeof Conflict>

export const PROPOSAL_STATES = ['open', 'accepted', 'refused', 'withdrawn'] as const
/** A change that somebody else has to accept. */
export const Proposal = z.object({
  id: Id,
  enterprise: Id,
  enterpriseName: z.string(),
  fields: Differences,
  note: z.string(),
  state: z.enum(PROPOSAL_STATES),
  proposedBy: z.string(),
  proposedAt: Instant,
  decidedBy: z.string().nullable(),
  decidedAt: Instant.nullable(),
  reason: z.string().nullable(),
  /** Of an accepted one: what followed. */
  consequences: z.array(Consequence),
  /** What would have followed when it was proposed. */
  foreseen: Followed,
  /** Of an open one: what changed meanwhile, so that it cannot be accepted. */
  conflicts: z.array(Conflict),
  /** Whether whoever asks may accept or refuse it, or take it back. */
  mayDecide: z.boolean(),
  mayWithdraw: z.boolean(),
})
export type Proposal = z.infer<typeof Proposal>

/** Where a value came from, by whom and when; `by` is null where it stands since the file was opened. */
export const Origin = z.object({ source: z.string(), by: z.string().nullable(), at: Instant })
export type Origin = z.infer<typeof Origin>

const oneEnterprise = z.object({ id: IdText })
const oneProposal = z.object({ id: IdText })
const note = lineText(400)
const writers = { only: ['government', 'enterprise'], posts: ['data-steward', 'safety-manager'] } as const
const proposers = { only: ['enterprise'], posts: ['safety-manager'] } as const
const deciders = {
  only: ['government', 'department', 'grid'],
  posts: ['data-steward', 'department-officer', 'grid-chief'],
} as const
const involved = {
  only: ['government', 'department', 'grid', 'enterprise'],
  posts: ['data-steward', 'department-officer', 'grid-chief', 'safety-manager'],
} as const

export const proposals = {
  facts: route({
    method: 'GET',
    path: '/enterprises/:id/facts',
    summary: 'Core facts of an enterprise, where each came from, and which of them whoever asks may change or propose',
    sensitive: 'enterprise',
    params: oneEnterprise,
    response: z.object({
      id: Id,
      scheme: z.string(),
      facts: EnterpriseFacts,
      origins: z.record(Field, Origin),
      write: z.array(Field),
      propose: z.array(Field),
    }),
  }),
  change: route({
    ...writers,
    method: 'POST',
    path: '/enterprises/:id',
    summary: 'Change facts of an enterprise at once; answers with what followed',
    params: oneEnterprise,
    body: z.object({ fields: WantedFacts, note: note.optional() }),
    response: Outcome,
  }),
  rehearse: route({
    ...involved,
    method: 'POST',
    path: '/enterprises/:id/rehearsal',
    summary: 'What would follow from a change of facts; nothing is changed',
    params: oneEnterprise,
    body: z.object({ fields: WantedFacts }),
    response: Outcome,
  }),
  propose: route({
    ...proposers,
    method: 'POST',
    path: '/enterprises/:id/proposals',
    summary: 'Propose a change of facts of the own enterprise, to be accepted by whoever supervises it',
    params: oneEnterprise,
    body: z.object({ fields: WantedFacts, note }),
    response: Proposal,
  }),
  list: route({
    method: 'GET',
    path: '/proposals',
    summary: 'Proposals of the enterprises in scope, latest first, paged by key; of one enterprise or in one state where asked', // prettier-ignore
    query: z.object({
      ...pageFields,
      enterprise: IdText.optional().describe('of this enterprise alone'),
      state: z.enum(PROPOSAL_STATES).optional(),
      mine: z.literal('1').optional().describe('open ones that whoever asks may decide'),
    }),
    response: z.object({ total: z.number().int(), rows: z.array(Proposal), next: z.string().nullable() }),
  }),
  preview: route({
    ...deciders,
    method: 'POST',
    path: '/proposals/:id/rehearsal',
    summary: 'What would follow from accepting a proposal; nothing is changed',
    params: oneProposal,
    response: Outcome,
  }),
  accept: route({
    ...deciders,
    method: 'POST',
    path: '/proposals/:id/acceptance',
    summary: 'Accept a proposal: it is applied at once; refused where a value changed meanwhile',
    params: oneProposal,
    body: z.object({ reason: note.optional() }),
    response: Outcome,
  }),
  refuse: route({
    ...deciders,
    method: 'POST',
    path: '/proposals/:id/refusal',
    summary: 'Refuse a proposal, with the reason',
    params: oneProposal,
    body: z.object({ reason: note }),
    response: Proposal,
  }),
  withdraw: route({
    ...proposers,
    method: 'DELETE',
    path: '/proposals/:id',
    summary: 'Take a proposal of the own enterprise back; it stays in the list as withdrawn',
    params: oneProposal,
    response: Proposal,
  }),
}
