import type { PatrolPoint } from '#core/contract/patrols.ts'
import { LONGEST_HOURS, MOST_ACCURACY } from '#core/domain/patrolCells.ts'

export const PATROL_KEY = 'patrol'
/** Milliseconds between two points at least, and for which points wait before they go to the queue. */
const [BETWEEN_MS, GATHER_MS] = [5_000, 60_000]
/** Points that one record of the queue holds at most. */
export const MOST_GATHERED = 120
export const LONGEST_MS = LONGEST_HOURS * 3_600_000

/** A track that is on: all times by the phone’s clock, epoch milliseconds. */
export interface Patrol {
  readonly request: string
  readonly beganAt: number
  /** Not yet in the queue. */
  readonly points: readonly PatrolPoint[]
  /** Recorded so far. */
  readonly count: number
  readonly lastAt: number | undefined
  /** When points last went to the queue. */
  readonly gatheredAt: number
}

export const patrolBegun = (request: string, now: number): Patrol => ({
  request,
  beganAt: now,
  points: [],
  count: 0,
  lastAt: undefined,
  gatheredAt: now,
})

interface Place {
  readonly lng: number
  readonly lat: number
  readonly accuracyM: number
}
/** The track with one place more; as it was where that comes too soon, is too inexact to be kept, or after its 12 hours. */
export function withPlace(patrol: Patrol, { lng, lat, accuracyM }: Place, now: number): Patrol {
  const isSoon = patrol.lastAt !== undefined && now < patrol.lastAt + BETWEEN_MS
  if (isSoon || !(accuracyM <= MOST_ACCURACY) || isOver(patrol, now)) return patrol
  const point = { at: new Date(now).toISOString(), position: [lng, lat] as [number, number], accuracyM }
  return { ...patrol, points: [...patrol.points, point], count: patrol.count + 1, lastAt: now }
}

export const isOver = ({ beganAt }: Patrol, now: number): boolean => now >= beganAt + LONGEST_MS
/** Whether its points go to the queue now. */
export const isGathered = ({ points, gatheredAt }: Patrol, now: number): boolean =>
  points.length > 0 && (points.length >= MOST_GATHERED || now >= gatheredAt + GATHER_MS)
/** When it ends that is switched off now. */
export const endOf = ({ beganAt }: Patrol, now: number): number =>
  Math.min(Math.max(now, beganAt), beganAt + LONGEST_MS)

/** What the queue sends of a track, each as the route has it. */
export interface TrackBody {
  readonly beganAt: string
}
export interface TrackPointsBody {
  readonly track: string
  readonly points: PatrolPoint[]
}
export interface TrackEndBody {
  readonly track: string
  readonly endedAt: string
}
