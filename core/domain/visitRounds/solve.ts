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

/** The minute at which each visit of an order may begin at the latest, and that of the return after them. */
function latestOf({ places, travel, ends }: RoundDay, order: readonly number[]): number[] {
  const latest = Array<number>(order.length + 1).fill(ends)
  for (let at = order.length - 1; at >= 0; at--) {
    const { minutes, closes } = places[order[at]!]!
    const on = at + 1 < order.length ? order[at + 1]! + 1 : 0
    latest[at] = Math.min(closes, latest[at + 1]! - travel[order[at]! + 1]![on]!) - minutes
  }
  return latest
}

/** The minute of being back; undefined where the order cannot be kept. */
function backOf({ places, travel, begins, ends }: RoundDay, order: readonly number[]): number | undefined {
  let [at, now] = [0, begins]
  for (const place of order) {
    const { minutes, opens, closes } = places[place]!
    now = Math.max(now + travel[at]![place + 1]!, opens) + minutes
    if (now > closes) return undefined
    at = place + 1
  }
  const back = now + travel[at]![0]!
  return back <= ends ? back : undefined
}

const put = (order: readonly number[], at: number, place: number) => [...order.slice(0, at), place, ...order.slice(at)]

/** Where a place costs the fewest minutes within an order; undefined where it fits nowhere. */
function slotOf(day: RoundDay, order: readonly number[], place: number, latest = latestOf(day, order)) {
  const { minutes, opens, closes } = day.places[place]!
  let [from, now] = [0, day.begins]
  let best: { at: number; cost: number } | undefined
  for (let at = 0; at <= order.length; at++) {
    const next = at < order.length ? order[at]! + 1 : 0
    const leaves = Math.max(now + day.travel[from]![place + 1]!, opens) + minutes
    const arrives = leaves + day.travel[place + 1]![next]!
    const direct = now + day.travel[from]![next]!
    if (leaves <= closes && arrives <= latest[at]! && (!best || arrives - direct < best.cost))
      best = { at, cost: arrives - direct }
    if (at === order.length) break
    const visited = day.places[order[at]!]!
    ;[from, now] = [next, Math.max(direct, visited.opens) + visited.minutes]
  }
  return best
}

const others = ({ places }: RoundDay, order: readonly number[]) =>
  places.flatMap(({ score }, place) => (score > 0 && !order.includes(place) ? [place] : []))

/** Puts in whatever fits, the most score for its minutes first. */
function filled(day: RoundDay, order: readonly number[], weight: number): readonly number[] {
  let full = order
  for (;;) {
    const latest = latestOf(day, full)
    let best: { place: number; at: number; gain: number } | undefined
    for (const place of others(day, full)) {
      const slot = slotOf(day, full, place, latest)
      const gain = slot ? day.places[place]!.score ** weight / Math.max(slot.cost, 1) : 0
      if (slot && (!best || gain > best.gain)) best = { place, at: slot.at, gain }
    }
    if (!best) return full
    full = put(full, best.at, best.place)
  }
}

/** Turned parts (2-opt) and parts of up to three moved elsewhere (or-opt). One array is given again and again: whoever keeps it copies it. */
function* rearranged(order: readonly number[]): Generator<readonly number[]> {
  const length = order.length
  const other = [...order]
  for (let from = 0; from < length; from++)
    for (let to = from + 2; to <= length; to++) {
      for (let at = 0; at < length; at++) other[at] = order[at < from || at >= to ? at : from + to - 1 - at]!
      yield other
    }
  for (let size = 1; size <= 3; size++)
    for (let from = 0; from + size <= length; from++)
      for (let put = 0; put + size <= length; put++) {
        if (put === from) continue
        for (let at = 0, rest = 0; at < length; at++)
          if (at >= put && at < put + size) other[at] = order[from + at - put]!
          else {
            if (rest === from) rest += size
            other[at] = order[rest++]!
          }
        yield other
      }
}

/** The same places in an order that is back earlier, as far as moves lead. */
function shortened(day: RoundDay, order: readonly number[]): readonly number[] {
  let [short, back] = [order, backOf(day, order)!]
  for (let isBetter = true; isBetter;) {
    isBetter = false
    for (const other of rearranged(short)) {
      const earlier = backOf(day, other)
      if (earlier === undefined || earlier >= back) continue
      ;[short, back, isBetter] = [[...other], earlier, true]
      break
    }
  }
  return short
}

/** An order in which a place gave way to one that is worth more; undefined where none can. */
function exchanged(day: RoundDay, order: readonly number[]): readonly number[] | undefined {
  const waiting = others(day, order).sort((a, b) => day.places[b]!.score - day.places[a]!.score || a - b)
  for (const place of waiting)
    for (const [at, given] of order.entries()) {
      if (day.places[given]!.score >= day.places[place]!.score) continue
      const rest = order.toSpliced(at, 1)
      const slot = slotOf(day, rest, place)
      if (slot) return put(rest, slot.at, place)
    }
  return undefined
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
    for (let size = 1; size <= MOST_GIVEN; size++)
      for (let from = 0; from + size <= order.length; from++) {
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
