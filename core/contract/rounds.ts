import { z } from 'zod'
import { ROUND_RULES } from '../domain/visitRounds/rules.ts'
import { ROUND_REASONS } from '../domain/visitRounds/terms.ts'
import { CLASSES, PlaceText } from './filter.ts'
import { DUE_DAYS, DUE_STATES } from './inspectionPlans.ts'
import { Id, IdText, Instant, Position, route } from './route.ts'

/** Enterprises that a list of whom to visit next tells, the first by score; `total` says how many there are. */
export const MOST_LISTED = 500

/** Metres from the district at most from where a round begins; a default of this software. */
export const MOST_AWAY_M = 5000

/** Minutes of the day in China. */
const Minute = z.number().int().min(0).max(2880)
const Factor = z.number().nonnegative()

/** One number of the rules, in its version. */
export const RoundRule = z.object({
  kind: z.enum(ROUND_RULES),
  version: z.number().int().min(1),
  value: z.number(),
  source: z.string(),
})
export type RoundRule = z.infer<typeof RoundRule>

/** Why somebody is to be visited: one factor of the score. */
export const RoundTerm = z.object({
  reason: z.enum(ROUND_REASONS),
  value: Factor,
  /** The factor were the reason gone; 0 where the enterprise would leave the list. */
  without: Factor,
})
export type RoundTerm = z.infer<typeof RoundTerm>

/** An enterprise to be visited, with what its score is the product of. */
export const RoundEntry = z.object({
  id: Id,
  name: z.string(),
  class: z.enum(CLASSES),
  /** 1 red … 4 blue. */
  risk: z.number().int().nullable(),
  state: z.enum(DUE_STATES),
  visitedAt: Instant.nullable(),
  /** End of the cycle; null where there was no visit. */
  dueAt: Instant.nullable(),
  hazards: z.number().int().describe('open ones'),
  overdueHazards: z.number().int(),
  /** null is never part of a round. */
  position: Position.nullable(),
  score: z.number().positive(),
  terms: z.array(RoundTerm),
})
export type RoundEntry = z.infer<typeof RoundEntry>

/** A stop of the round. */
export const RoundStop = z.object({
  enterprise: Id,
  /** Minutes of travel from the stop before, or the start. */
  travel: z.number().int(),
  arrives: Minute,
  begins: Minute,
  leaves: Minute,
  /** Reasons without which, all else being the same, it would not be a stop of this day. */
  kept: z.array(z.enum(ROUND_REASONS)),
})
export type RoundStop = z.infer<typeof RoundStop>

/** What happened in a grid since the beginning of yesterday. */
export const ROUND_CHANGES = [
  'opened',
  'class',
  'status',
  'hazard-found',
  'hazard-closed',
  'visited',
  'turned-overdue',
] as const
export const RoundChange = z.object({
  kind: z.enum(ROUND_CHANGES),
  at: Instant,
  enterprise: Id,
  name: z.string(),
  /** Class or status before and after; description of a hazard; kind of an inspection. */
  before: z.string().nullable(),
  after: z.string().nullable(),
})
export type RoundChange = z.infer<typeof RoundChange>

const SUPERVISING = ['government', 'department', 'grid'] as const
const grid = IdText.describe('a level-3 grid')

export const rounds = {
  read: route({
    only: SUPERVISING,
    method: 'GET',
    path: '/rounds',
    summary: 'Whom to visit next in a grid, ranked by risk × how late × hazards, and the round of a day with what keeps each stop in it', // prettier-ignore
    query: z.object({
      grid,
      on: z.iso.date().optional().describe(`the day, from today to ${DUE_DAYS} days on; today unless it is said`),
      from: PlaceText.optional().describe(`lng,lat of where the round begins and ends, within ${MOST_AWAY_M} m of the district; a point within the grid unless it is said`), // prettier-ignore
    }),
    response: z.object({
      at: Instant,
      /** The moment as of which is judged who is due: now, or the beginning of a day to come. */
      judgedAt: Instant,
      on: z.iso.date(),
      today: z.iso.date(),
      grid: z.object({ id: Id, name: z.string(), person: z.string() }),
      /** Where the round begins and ends. */
      start: Position,
      /** What that is: the place that was said, or a point within the grid. */
      startIs: z.enum(['said', 'grid']),
      /** Of today not before now. */
      begins: Minute,
      ends: Minute,
      /** Of the last leg. */
      back: z.object({ travel: z.number().int(), arrives: Minute }).nullable(),
      stops: z.array(RoundStop),
      /** By score, at most 500; `total` is how many there are. */
      ranked: z.array(RoundEntry),
      total: z.number().int(),
      /** With a position, and so far down that they were not tried for the round. */
      untried: z.number().int(),
      rules: z.array(RoundRule),
    }),
  }),
  changes: route({
    only: SUPERVISING,
    method: 'GET',
    path: '/round-changes',
    summary:
      'What happened to the enterprises of a grid since the beginning of yesterday, the latest first; at most 200',
    query: z.object({ grid }),
    response: z.object({ at: Instant, since: Instant, changes: z.array(RoundChange), more: z.boolean() }),
  }),
}
