import type { RoundDay } from '#core/domain/visitRounds/round.ts'

/*
 * The best round of a small day, by dynamic programming over all sets of places: for each set and last place the earliest minute of leaving.
 * It shares nothing with the solver but the statement of the day.
 */

/** The highest sum of scores that any round of the day has. */
export function bestScore({ places, travel, begins, ends }: RoundDay): number {
  const n = places.length
  const leaves = new Float64Array(n << n).fill(Infinity)
  let best = 0
  for (let set = 1; set < 1 << n; set++) {
    let worth = 0
    for (let place = 0; place < n; place++) if (set & (1 << place)) worth += places[place]!.score
    for (let last = 0; last < n; last++) {
      if (!(set & (1 << last))) continue
      const before = set ^ (1 << last)
      // a place that is not among those before was never left, so it is infinitely late
      const froms = before === 0 ? [begins + travel[0]![last + 1]!] : places.map((_, from) => leaves[before * n + from]! + travel[from + 1]![last + 1]!) // prettier-ignore
      const comes = Math.min(...froms)
      const { opens, closes, minutes } = places[last]!
      const gone = (comes < opens ? opens : comes) + minutes
      if (gone > closes) continue
      leaves[set * n + last] = gone
      if (gone + travel[last + 1]![0]! <= ends && worth > best) best = worth
    }
  }
  return best
}

/** Why an order cannot be kept, walked minute by minute as the one who visits would; undefined where it can. */
export function brokenBy({ places, travel, begins, ends }: RoundDay, order: readonly number[]): string | undefined {
  if (new Set(order).size < order.length) return 'a place is visited twice'
  let clock = begins
  let here = 0
  for (const place of order) {
    const stop = places[place]
    if (!stop) return `no place ${place}`
    clock += travel[here]![place + 1]!
    while (clock < stop.opens) clock++
    clock += stop.minutes
    if (clock > stop.closes) return `place ${place} is closed at ${clock}`
    here = place + 1
  }
  clock += travel[here]![0]!
  return clock > ends ? `back at ${clock}, after ${ends}` : undefined
}
