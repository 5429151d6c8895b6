import { backOf, exchanged, filled, latestOf, others, parts, put, rearranged, shortened, slotOf } from './moves.ts'
import type { RoundDay } from './round.ts'

/*
 * The round with the highest sum of scores is an orienteering problem with time windows. It is built by insertion, bettered by moves, and then
 * shaken: parts of it are taken out and it is bettered again. Nothing is random, so the same day has the same round.
 */

/** Rounds without gain after which shaking ends. */
const PATIENCE = 20
/** How much the score weighs against the minutes it costs, in turn: the first round is built with each. */
const WEIGHTS = [1, 3] as const

interface Round {
  readonly order: readonly number[]
  readonly score: number
  readonly back: number
}

function roundOf(day: RoundDay, order: readonly number[]): Round {
  const score = order.reduce((sum, place) => sum + day.places[place]!.score, 0)
  return { order, score, back: backOf(day, order)! }
}

/** As far as moves lead from an order. */
function bettered(day: RoundDay, order: readonly number[], weight: number): Round {
  let best = filled(day, shortened(day, order), weight)
  for (let next = exchanged(day, best); next; next = exchanged(day, best))
    best = filled(day, shortened(day, next), weight)
  return roundOf(day, best)
}

const isBetter = (one: Round, other: Round) =>
  one.score > other.score + 1e-9 || (one.score > other.score - 1e-9 && one.back < other.back)

/** Takes parts out of a round and betters what is left, until nothing was gained for long. */
function shaken(day: RoundDay, first: Round, weight: number): Round {
  let [best, now] = [first, first]
  let [from, size] = [0, 1]
  for (let idle = 0; idle < PATIENCE && now.order.length > 0; idle++) {
    const length = now.order.length
    const out = new Set(Array.from({ length: Math.min(size, length) }, (_, step) => now.order[(from + step) % length]))
    now = bettered(day, now.order.filter((place) => !out.has(place)), weight) // prettier-ignore
    ;[from, size] = [(from + size) % Math.max(now.order.length, 1), size < length / 2 + 1 ? size + 1 : 1]
    if (isBetter(now, best)) [best, idle, size] = [now, -1, 1]
  }
  return best
}

/** Most places in a row that one other takes the place of. */
const MOST_GIVEN = 3

/** The most that the minutes of a day which an order leaves free can add, at the best worth of a minute that waits. */
function hopeOf({ places, travel, begins, ends }: RoundDay, order: readonly number[], rate: number): number {
  let [at, free, score] = [0, ends - begins, 0]
  for (const place of order) {
    free -= travel[at]![place + 1]! + places[place]!.minutes
    score += places[place]!.score
    at = place + 1
  }
  return score + Math.max(0, free - travel[at]![0]!) * rate
}

/** A round in which one place took that of some in a row and what fits then beside it is worth more; undefined where none does. */
function replaced(day: RoundDay, round: Round): Round | undefined {
  const { order } = round
  const waiting = others(day, order)
  const rate = Math.max(...waiting.map((place) => day.places[place]!.score / day.places[place]!.minutes))
  for (const place of waiting)
    for (const [from, size] of parts(order.length, MOST_GIVEN)) {
      const other = [...order.slice(0, from), place, ...order.slice(from + size)]
      if (hopeOf(day, other, rate) < round.score || backOf(day, other) === undefined) continue
      // put in by worth as by worth for the minutes: each finds what the other passes by
      const short = shortened(day, other)
      const next = WEIGHTS.map((weight) => roundOf(day, filled(day, short, weight))).find((one) => isBetter(one, round)) // prettier-ignore
      if (next) return next
    }
  return undefined
}

/** A round with one more place, for which others moved; undefined where none can be had so. */
function squeezed(day: RoundDay, { order }: Round): Round | undefined {
  for (const other of rearranged(order)) {
    if (backOf(day, other) === undefined) continue
    const latest = latestOf(day, other)
    for (const place of others(day, other)) {
      const slot = slotOf(day, other, place, latest)
      if (slot) return roundOf(day, filled(day, put(other, slot.at, place), 1))
    }
  }
  return undefined
}

/** Which places a day visits and in which order, so that their scores add up to as much as can be found. */
export function solveRound(day: RoundDay): number[] {
  if (backOf(day, []) === undefined) return []
  const rounds = WEIGHTS.map((weight) => shaken(day, bettered(day, [], weight), weight))
  let best = rounds.reduce((one, other) => (isBetter(other, one) ? other : one))
  const next = () => squeezed(day, best) ?? replaced(day, best)
  for (let more = next(); more; more = next()) best = shaken(day, more, 1)
  return [...best.order]
}
