import { z } from 'zod'
import { Id, IdText, Instant, lineText, Position, route } from './route.ts'

/** Open to edit, planned for a day, failed on that day, in effect since, or withdrawn. */
export const GRID_DRAFT_STATES = ['open', 'planned', 'failed', 'effective', 'withdrawn'] as const

/** Why a draft did not take effect on its day; `unfinished` passes and is tried five times in all, everything else is not tried again. */
export const GRID_DRAFT_FAILURES = ['outdated', 'taken', 'refused', 'unfinished'] as const
/** How often a draft is tried that could not be finished, a minute apart. */
export const MOST_TRIES = 5

/** With five digits at least. */
export const GRID_PHONE = /^(?=(?:[^0-9]*[0-9]){5})[0-9+ -]{5,20}$/
/** Division 6, street 3, community 3, serial 3 digits; of bodies and the district as the book has it. */
const Code = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^[0-9A-Za-z-]+$/)

/** What a node of the grid is called, and who answers for it. */
export const NodeFacts = z.strictObject({
  code: Code,
  name: lineText(80),
  person: lineText(60),
  phone: z.string().trim().regex(GRID_PHONE),
})
export type NodeFacts = z.infer<typeof NodeFacts>

const Outer = z.boolean().optional().describe('the border to what lies outside may move too')
const Line = z.array(Position).min(2).max(2000)

/** What is done to a draft. Places are those of corners as the draft has them, so a corner that somebody else has moved is not there any more. */
export const DraftOperation = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('move'), from: Position, to: Position, outer: Outer }),
  z.strictObject({ kind: z.literal('insert'), between: z.tuple([Position, Position]), at: Position, outer: Outer }),
  z.strictObject({ kind: z.literal('remove'), at: Position, outer: Outer }),
  z.strictObject({ kind: z.literal('split'), grid: Id, path: Line, facts: NodeFacts }),
  z.strictObject({ kind: z.literal('merge'), grid: Id, into: Id }),
  z.strictObject({ kind: z.literal('follow'), from: Position, next: Position, to: Position, line: Line, outer: Outer }),
  z.strictObject({ kind: z.literal('describe'), grid: Id, facts: NodeFacts }),
])
export type DraftOperation = z.infer<typeof DraftOperation>
/** Steps as the log names them. */
export const DRAFT_STEP_KINDS = ['move', 'insert', 'remove', 'split', 'merge', 'follow', 'describe'] as const

export const GridDraft = z.object({
  id: Id,
  name: z.string(),
  state: z.enum(GRID_DRAFT_STATES),
  /** Counts whatever is done to it, undoing too. */
  version: z.number().int(),
  /** First day of China on which it is in effect. */
  effectiveOn: z.iso.date().nullable(),
  /** The grids are no longer those from which it was begun: it cannot take effect any more. */
  outdated: z.boolean(),
  /** Since its day it has not taken effect; null where none of this is so. */
  failure: z
    .object({
      as: z.enum(GRID_DRAFT_FAILURES),
      since: Instant,
      tries: z.number().int(),
      /** What the database said, for whoever administers it. */
      detail: z.string().nullable(),
    })
    .nullable(),
  madeAt: Instant,
  madeBy: z.string(),
  changedAt: Instant,
  changedBy: z.string(),
})
export type GridDraft = z.infer<typeof GridDraft>

export const DraftNode = z.object({
  id: Id,
  level: z.number().int().min(1).max(3),
  parent: Id.nullable(),
  department: Id.nullable(),
  code: z.string(),
  name: z.string(),
  person: z.string(),
  phone: z.string(),
  /** Coordinates of a GeoJSON multipolygon; null where the node has no land of its own in the mesh. */
  polygons: z.array(z.array(z.array(Position))).nullable(),
  /** Against the grids of now. */
  change: z.enum(['none', 'facts', 'land', 'both', 'new']),
})
export type DraftNode = z.infer<typeof DraftNode>

export const DraftStep = z.object({
  number: z.number().int(),
  kind: z.enum(DRAFT_STEP_KINDS),
  state: z.enum(['done', 'undone', 'dropped']),
  /** Names of the nodes that it changed. */
  nodes: z.array(z.string()),
  madeAt: Instant,
  madeBy: z.string(),
})
export type DraftStep = z.infer<typeof DraftStep>

/** The draft with every node as it would be, those that vanish, and its latest 200 steps, the newest first. */
export const GridDraftDetail = z.object({
  draft: GridDraft,
  nodes: z.array(DraftNode),
  gone: z.array(z.object({ id: Id, code: z.string(), name: z.string() })),
  steps: z.array(DraftStep),
})
export type GridDraftDetail = z.infer<typeof GridDraftDetail>

/** What one node has to do, now or as drafted; 0 in all where it is not there. */
export const GridLoad = z.object({
  area: z.number().meta({ 'x-unit': 'm²' }),
  enterprises: z.number().int(),
  classA: z.number().int(),
  classB: z.number().int(),
  classC: z.number().int(),
  unclassed: z.number().int(),
  /** Visits a month by class: A 1, B 1/3, C 1/6; enterprises in business. */
  visits: z.number(),
  overdue: z.number().int(),
  population: z.number().int(),
  /** Length of the shortest net of straight lines that joins all enterprises in business: no round is shorter. */
  travel: z.number().meta({ 'x-unit': 'm' }),
})
export type GridLoad = z.infer<typeof GridLoad>

export const GridComparison = z.object({
  at: Instant,
  version: z.number().int(),
  /** Every territory that changes, comes or goes, by code. */
  grids: z.array(
    z.object({ id: Id, code: z.string(), name: z.string(), now: GridLoad.nullable(), drafted: GridLoad.nullable() }),
  ),
  /** Enterprises that would be in another grid. */
  moving: z.number().int(),
  /** Of these the first 200, by name. */
  moves: z.array(
    z.object({
      enterprise: Id,
      name: z.string(),
      position: Position,
      from: z.string().nullable(),
      to: z.string().nullable(),
    }),
  ),
})
export type GridComparison = z.infer<typeof GridComparison>

/** A node as it was on a day, with how long that was so. */
export const GridVersion = z.object({
  grid: Id,
  level: z.number().int(),
  code: z.string(),
  name: z.string(),
  parent: Id.nullable(),
  person: z.string(),
  phone: z.string(),
  area: z.number().nullable().meta({ 'x-unit': 'm²' }),
  from: Instant,
  until: Instant.nullable(),
  polygons: z.array(z.array(z.array(Position))).nullable(),
})
export type GridVersion = z.infer<typeof GridVersion>

const EDITORS = { only: ['government'], posts: ['leader', 'data-steward'] } as const
const SeenVersion = z.number().int().min(0).describe('version as it was seen; another by now, it is refused')
const params = z.object({ id: IdText })

export const gridDrafts = {
  list: route({
    only: ['government'],
    method: 'GET',
    path: '/grid-drafts',
    summary: 'Drafts of the grid, the newest first',
    response: z.array(GridDraft),
  }),
  begin: route({
    ...EDITORS,
    method: 'POST',
    path: '/grid-drafts',
    summary: 'Begins a draft with the grids of now',
    body: z.strictObject({ request: z.uuid(), name: lineText(80) }),
    response: GridDraft,
  }),
  read: route({
    only: ['government'],
    method: 'GET',
    path: '/grid-drafts/:id',
    summary: 'A draft: every node as it would be, and what was done',
    params,
    response: GridDraftDetail,
    sensitive: 'grid',
  }),
  operate: route({
    ...EDITORS,
    method: 'POST',
    path: '/grid-drafts/:id/steps',
    summary: 'Does one thing to a draft, or refuses it whole: seen is the version it was thought on',
    params,
    body: z.strictObject({ seen: SeenVersion, operation: DraftOperation }),
    response: GridDraftDetail,
  }),
  undo: route({
    ...EDITORS,
    method: 'POST',
    path: '/grid-drafts/:id/undo',
    summary: 'Takes the last step back',
    params,
    body: z.strictObject({ seen: SeenVersion }),
    response: GridDraftDetail,
  }),
  redo: route({
    ...EDITORS,
    method: 'POST',
    path: '/grid-drafts/:id/redo',
    summary: 'Does again what was taken back last',
    params,
    body: z.strictObject({ seen: SeenVersion }),
    response: GridDraftDetail,
  }),
  comparison: route({
    only: ['government'],
    method: 'GET',
    path: '/grid-drafts/:id/comparison',
    summary: 'What each changed territory has to do, now and as drafted',
    params,
    response: GridComparison,
  }),
  plan: route({
    ...EDITORS,
    method: 'POST',
    path: '/grid-drafts/:id/plan',
    summary: 'Lets a draft take effect on a day, also one that failed on another; today, it does at once',
    params,
    body: z.strictObject({ seen: SeenVersion, effectiveOn: z.iso.date() }),
    response: GridDraft,
  }),
  reopen: route({
    ...EDITORS,
    method: 'POST',
    path: '/grid-drafts/:id/reopen',
    summary: 'Takes a draft that is planned, or that failed on its day, back to be edited',
    params,
    body: z.strictObject({ seen: SeenVersion }),
    response: GridDraft,
  }),
  withdraw: route({
    ...EDITORS,
    method: 'POST',
    path: '/grid-drafts/:id/withdraw',
    summary: 'Gives a draft up; it stays to be read',
    params,
    body: z.strictObject({ seen: SeenVersion }),
    response: GridDraft,
  }),
  versions: route({
    only: ['government', 'department', 'grid'],
    method: 'GET',
    path: '/grid-versions',
    summary:
      'The grid as it is, or as it was at noon of a day until today: who answered for what; a day to come is refused',
    query: z.object({ on: z.iso.date().optional(), level: z.enum(['1', '2', '3']).optional() }),
    response: z.array(GridVersion),
    sensitive: 'grid',
  }),
}
