/**
 * What a grid chief does first, and in which order of places. Rule FO-1 is the product's own: no standard says it. Urgency is a product of
 * three factors that are each shown, so that whoever wonders sees what made the place.
 *
 * urgency = risk × lateness × nearness
 */
export const ORDER_RULE = 'FO-1'

/** Longitude, latitude in degrees, EPSG:4326. */
type LngLat = readonly [number, number]

/** One thing to do somewhere. */
export interface Task {
  /** 1 major … 4 low; 0 not rated. */
  readonly risk: number
  /** Whole or part days past due; before it negative. */
  readonly daysLate: number
  /** Metres from where one is; undefined where either is unknown. */
  readonly metres: number | undefined
}

/** Each as a factor of the urgency, 1 being neutral. */
export interface Factors {
  readonly risk: number
  readonly lateness: number
  readonly nearness: number
  readonly urgency: number
}

const RISK_FACTOR: Readonly<Record<number, number>> = { 1: 4, 2: 3, 3: 2, 4: 1, 0: 1.5 }
/** Days late beyond which it gets no worse. */
const LATEST = 30
/** Days ahead from which on nothing presses. */
const AHEAD = 14
/** Metres that halve the nearness. */
const FAR = 2000

/** Factors are told, and multiplied, with as many decimals: what is shown multiplies out. */
const shown = (factor: number) => Math.round(factor * 1000) / 1000

/**
 * The three factors of a task, to three decimals: risk 4 (major) to 1 (low), 1.5 not rated; lateness 1 on the day it is due, up to 4 at 30 days late, down to
 * 0.25 at 14 days ahead; nearness 1 where one stands, ½ at 2 km; 1 where no distance is known.
 */
export function factorsOf({ risk, daysLate, metres }: Task): Factors {
  const danger = RISK_FACTOR[risk] ?? 1
  const lateness = shown(
    daysLate > 0 ? 1 + (3 * Math.min(daysLate, LATEST)) / LATEST : 1 - (0.75 * Math.min(-daysLate, AHEAD)) / AHEAD,
  )
  const nearness = metres === undefined ? 1 : shown(FAR / (FAR + Math.max(0, metres)))
  return { risk: danger, lateness, nearness, urgency: danger * lateness * nearness }
}

const EARTH = 6_371_008.8
const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Great-circle distance on the mean sphere, m: within 0.6 % of the ellipsoid's, enough for an order, not for a record. */
export function metresBetween([lng1, lat1]: LngLat, [lng2, lat2]: LngLat): number {
  const dLat = radians(lat2 - lat1)
  const dLng = radians(lng2 - lng1)
  const a = Math.sin(dLat / 2) ** 2 + Math.cos(radians(lat1)) * Math.cos(radians(lat2)) * Math.sin(dLng / 2) ** 2
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(a)))
}

const lengthOf = (path: readonly LngLat[]) => path.slice(1).reduce((sum, at, i) => sum + metresBetween(path[i]!, at), 0)

/** Always to the nearest that is left. */
function nearestFirst(start: LngLat, stops: readonly LngLat[]): number[] {
  const left = new Set(stops.keys())
  const order: number[] = []
  let at = start
  while (left.size > 0) {
    const next = [...left].reduce((best, one) =>
      metresBetween(at, stops[one]!) < metresBetween(at, stops[best]!) ? one : best,
    )
    left.delete(next)
    order.push(next)
    at = stops[next]!
  }
  return order
}

/** The first way with one part turned round that is shorter; undefined where none is. */
function shorterBy(order: readonly number[], metresOf: (some: readonly number[]) => number): number[] | undefined {
  const most = metresOf(order) - 1e-6
  for (let from = 0; from < order.length - 1; from++)
    for (let to = from + 1; to < order.length; to++) {
      const turned = [...order.slice(0, from), ...order.slice(from, to + 1).reverse(), ...order.slice(to + 1)]
      if (metresOf(turned) < most) return turned
    }
  return undefined
}

/**
 * Order in which to call at `stops`, beginning at `start` and not coming back: nearest first, then parts are turned round for as long as
 * that makes the way shorter (2-opt).
 *
 * @param stops   at most some dozens; each turn is tried against each
 * @returns       indexes of `stops`, and the length of the way by air, m
 */
export function routeThrough(start: LngLat, stops: readonly LngLat[]): { order: number[]; metres: number } {
  const metresOf = (some: readonly number[]) => lengthOf([start, ...some.map((i) => stops[i]!)])
  let order = nearestFirst(start, stops)
  for (let shorter = shorterBy(order, metresOf); shorter; shorter = shorterBy(order, metresOf)) order = shorter
  return { order, metres: metresOf(order) }
}
