import type { RoundDay } from './round.ts'

/* What can be done to the order of a round; each answers another order, or undefined where it cannot be had. */

/** The minute at which each visit of an order may begin at the latest, and that of the return after them. */
export function latestOf({ places, travel, ends }: RoundDay, order: readonly number[]): number[] {
  const latest = Array<number>(order.length + 1).fill(ends)
  for (let at = order.length - 1; at >= 0; at--) {
    const { minutes, closes } = places[order[at]!]!
    const on = at + 1 < order.length ? order[at + 1]! + 1 : 0
    latest[at] = Math.min(closes, latest[at + 1]! - travel[order[at]! + 1]![on]!) - minutes
  }
  return latest
}

/** The minute of being back; undefined where the order cannot be kept. */
export function backOf({ places, travel, begins, ends }: RoundDay, order: readonly number[]): number | undefined {
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

/** An order with a place put in. */
export const put = (order: readonly number[], at: number, place: number) => [
  ...order.slice(0, at),
  place,
  ...order.slice(at),
]

/** Where a place costs the fewest minutes within an order; undefined where it fits nowhere. */
export function slotOf(day: RoundDay, order: readonly number[], place: number, latest = latestOf(day, order)) {
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

/** Places that are worth something and not in an order. */
export const others = ({ places }: RoundDay, order: readonly number[]) =>
  places.flatMap(({ score }, place) => (score > 0 && !order.includes(place) ? [place] : []))

/** Puts in whatever fits, the most score for its minutes first. */
export function filled(day: RoundDay, order: readonly number[], weight: number): readonly number[] {
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

/** Writes an order into `into` with the part between two places turned round. */
function turn(order: readonly number[], [from, to]: readonly [number, number], into: number[]): void {
  for (let at = 0; at < order.length; at++) into[at] = order[at < from || at >= to ? at : from + to - 1 - at]!
}

/** Writes an order into `into` with `size` places moved from one place to another. */
function move(order: readonly number[], [from, size, to]: readonly [number, number, number], into: number[]): void {
  let rest = 0
  for (let at = 0; at < order.length; at++) {
    if (rest === from) rest += size
    into[at] = at >= to && at < to + size ? order[from + at - to]! : order[rest++]!
  }
}

/** Every part of up to `most` places: where it begins, and how many. */
export function* parts(length: number, most: number): Generator<readonly [from: number, size: number]> {
  for (let size = 1; size <= most; size++) for (let from = 0; from + size <= length; from++) yield [from, size]
}

/** Turned parts (2-opt) and parts moved elsewhere (or-opt). One array is given again and again: whoever keeps it copies it. */
export function* rearranged(order: readonly number[]): Generator<readonly number[]> {
  const other = [...order]
  for (let from = 0; from < order.length; from++)
    for (let to = from + 2; to <= order.length; to++) {
      turn(order, [from, to], other)
      yield other
    }
  for (const [from, size] of parts(order.length, 3))
    for (let to = 0; to + size <= order.length; to++) {
      if (to === from) continue
      move(order, [from, size, to], other)
      yield other
    }
}

/** The same places in an order that is back earlier, as far as moves lead. */
export function shortened(day: RoundDay, order: readonly number[]): readonly number[] {
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
export function exchanged(day: RoundDay, order: readonly number[]): readonly number[] | undefined {
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
