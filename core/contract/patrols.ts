import { z } from 'zod'
import { LONGEST_HOURS, MOST_ACCURACY, MOST_POINTS, PATROL_AGES } from '../domain/patrolCells.ts'
import { Bbox, pageFields } from './filter.ts'
import { Id, IdText, Instant, Position, route } from './route.ts'

/** Cells that one answer tells at most; of more none is told, and a smaller box is asked for. */
export const MOST_CELLS = 20_000
/** What a point comes from: the check-in of a visit, or a track. */
export const PATROL_SOURCES = ['visits', 'tracks'] as const
const Count = z.number().int().min(0)
const Metres = z.number().min(0)

/** A track that somebody switched on: from their press until their press, or 12 hours at most. */
export const PatrolTrack = z.object({
  request: z.uuid(),
  person: z.string(),
  post: z.enum(['grid-chief', 'grid-worker']),
  grids: z.array(Id),
  /** By the server’s clock. */
  beganAt: Instant,
  /** When it ended, or its 12 hours were over; null while it is on. */
  endedAt: Instant.nullable(),
  points: Count,
  /** Of them those that were left aside as too fast. */
  fast: Count,
  lastAt: Instant.nullable(),
  own: z.boolean(),
})
export type PatrolTrack = z.infer<typeof PatrolTrack>

/** A place of a track, by the phone’s clock. */
export const PatrolPoint = z.strictObject({
  at: Instant,
  position: Position,
  accuracyM: z.number().min(0).max(100_000),
})
export type PatrolPoint = z.infer<typeof PatrolPoint>

/** What became of a batch; `dropped`: by the first reason for which a point is not kept. */
export const PatrolKept = z.object({
  kept: Count,
  /** Kept before: a batch sent twice is kept once. */
  known: Count,
  dropped: z.object({ inexact: Count, future: Count, outside: Count }),
})

/** A cell of about 100 m (core/domain/patrolCells) and when somebody was last seen in it. */
export const PatrolCell = z.object({ cell: z.number().int(), n: z.number().int().min(1), lastAt: Instant, age: z.enum(PATROL_AGES) }) // prettier-ignore
export type PatrolCell = z.infer<typeof PatrolCell>

/** A road within a grid, by its stretches of 50 m at most. */
export const PatrolStreet = z.object({
  /** Road and grid. */
  key: z.string(),
  name: z.string().nullable(),
  grid: Id,
  gridName: z.string(),
  lengthM: Metres,
  /** Of it near no point of the last days. */
  unwalkedM: Metres,
  /** When somebody was last seen near any of it; null where nothing is recorded. */
  walkedAt: Instant.nullable(),
  position: Position,
})
export type PatrolStreet = z.infer<typeof PatrolStreet>

const Rules = z.object({ near: Count, recent: Count, keep: Count })
const reading = { only: ['government', 'grid'], posts: ['leader', 'duty-officer', 'data-steward', 'grid-chief'] } as const // prettier-ignore
const walking = { only: ['grid'], posts: ['grid-chief', 'grid-worker'] } as const
const params = z.object({ request: z.uuid() })

export const patrols = {
  tracks: route({
    only: ['government', 'grid'],
    posts: ['leader', 'duty-officer', 'data-steward', 'grid-chief', 'grid-worker'],
    method: 'GET',
    path: '/patrols/tracks',
    summary: 'Tracks: of a worker their own, of a chief those of whoever walks for their grids, of the government all; the latest first, paged by key', // prettier-ignore
    query: z.object({ grid: IdText.optional().describe('only tracks of whoever walks for this grid'), ...pageFields }),
    response: z.object({ at: Instant, total: Count, rules: Rules, rows: z.array(PatrolTrack), next: z.string().nullable() }), // prettier-ignore
  }),
  begin: route({
    ...walking,
    method: 'POST',
    path: '/patrols/tracks',
    summary: `Switch one’s own track on; it ends by press, after ${LONGEST_HOURS} hours at most`,
    body: z.strictObject({
      request: z.uuid().describe('the caller’s own id: the same again begins nothing'),
      beganAt: Instant.describe('by the phone’s clock'),
      sentAt: Instant.describe('by the phone’s clock: the server counts its times back by the difference'),
    }),
    response: PatrolTrack,
  }),
  points: route({
    ...walking,
    method: 'POST',
    path: '/patrols/tracks/:request/points',
    summary: `Add points to one’s own track, ${MOST_POINTS} at most; each is kept once, and one known within more than ${MOST_ACCURACY} m, of the future or outside the track is dropped with the reason`, // prettier-ignore
    params,
    body: z.strictObject({ points: z.array(PatrolPoint).min(1).max(MOST_POINTS) }),
    response: PatrolKept,
  }),
  end: route({
    ...walking,
    method: 'POST',
    path: '/patrols/tracks/:request/end',
    summary: 'Switch one’s own track off',
    params,
    body: z.strictObject({ endedAt: Instant.describe('by the phone’s clock') }),
    response: PatrolTrack,
  }),
  drop: route({
    ...walking,
    method: 'DELETE',
    path: '/patrols/tracks/:request',
    summary: 'Delete one’s own track with all its points',
    params,
    response: z.object({ dropped: Count.describe('points') }),
  }),
  cells: route({
    ...reading,
    method: 'GET',
    path: '/patrols/cells',
    summary: `Where and when somebody was last seen, by cells of about 100 m in the grids in scope; ${MOST_CELLS} at most`,
    query: z.object({
      grid: IdText.optional().describe('of this level-3 grid alone'),
      box: Bbox.optional().describe('west,south,east,north degrees'),
      from: z.iso.date().optional().describe('first day of China'),
      until: z.iso.date().optional().describe('last day of China'),
      source: z.enum(PATROL_SOURCES).optional().describe('visits or tracks alone'),
    }),
    response: z.object({
      at: Instant,
      today: z.iso.date(),
      cells: z.array(PatrolCell),
      /** Points by where they come from; without the filter of source. */
      points: z.object({ visits: Count, tracks: Count }),
      /** Cells of the grids asked for in which nobody was seen; null where there are too many to count or a box was asked for. */
      unseen: Count.nullable(),
    }),
  }),
  streets: route({
    ...reading,
    method: 'GET',
    path: '/patrols/streets',
    summary:
      'Length of streets that somebody walked within the days of the rule, by grid, and the stretches that nobody did',
    query: z.object({ grid: IdText.optional().describe('of this level-3 grid alone') }),
    response: z.object({
      at: Instant,
      rules: Rules,
      grids: z.array(
        z.object({
          grid: Id,
          name: z.string(),
          lengthM: Metres,
          unwalkedM: Metres,
          /** Of it without any record. */
          unrecordedM: Metres,
        }),
      ),
      /** Stretches that nobody walked within the days. */
      lines: z.array(z.object({ grid: Id, recorded: z.boolean(), line: z.array(Position) })),
    }),
  }),
}
