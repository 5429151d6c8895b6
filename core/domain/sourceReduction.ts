/**
 * How many tonnes less until a unit drops a level, or is no major hazard source any more.
 * @see GB 18218-2018, 4.1.2 and 4.3.4
 */
import { LEVEL_BY_R } from './gb18218Tables.ts'
import { type HazardSourceLevel, levelOf } from './majorHazard.ts'

/** What is known of one substance in a unit. */
export interface Held {
  readonly quantity: number
  readonly critical: number
  readonly beta: number
}
/** `most`: the tonnes at which the limit is met; any less, and it is passed. `less`: what has to go for that. */
export interface Reduction {
  readonly most: number
  readonly less: number
}
export interface Reductions {
  /** Until the level drops by R; undefined where this alone cannot do it, and for level 4, which has no lower one. */
  readonly level: Reduction | undefined
  /** Until S < 1; undefined where this alone cannot do it. */
  readonly below: Reduction | undefined
}

const sumOf = (all: readonly Held[], of: (one: Held) => number) => all.reduce((sum, one) => sum + of(one), 0)
const ratio = ({ quantity, critical }: Held) => quantity / critical
const weighted = (one: Held) => one.beta * ratio(one)
/** R at which the level above this begins; undefined for the last. */
const bound = (level: HazardSourceLevel) => (level === 4 ? undefined : LEVEL_BY_R[level - 1]?.least)

/** S, R and level of what is held, with α as it stands. */
export function sumsOf(held: readonly Held[], alpha: number) {
  const [sumRatio, sumWeighted] = [sumOf(held, ratio), sumOf(held, weighted)]
  const r = alpha * sumWeighted
  return { sumRatio, sumWeighted, r, level: levelOf(sumRatio, r) }
}

/** What is left of one where the sum meets its limit: `others` without it, `perTonne` what each tonne of it adds. */
function left({ quantity }: Held, others: number, perTonne: number, limit: number): Reduction | undefined {
  // a sum within the guard of its limit is at it
  const most = Math.min((limit - others) / perTonne, quantity)
  // with none of it left the others still reach the limit
  return most > 0 ? { most, less: quantity - most } : undefined
}

/** What has to go of the substance at `index` alone; both undefined where the unit has no level. */
export function reductionOf(held: readonly Held[], alpha: number, index: number): Reductions {
  const { level } = sumsOf(held, alpha)
  const one = held[index]
  if (one === undefined || level === undefined) return { level: undefined, below: undefined }
  const others = held.filter((_, i) => i !== index)
  const least = bound(level)
  return {
    level: least === undefined ? undefined : left(one, sumOf(others, weighted), one.beta / one.critical, least / alpha),
    below: left(one, sumOf(others, ratio), 1 / one.critical, 1),
  }
}

/** What has to go of all substances together, each by the same share; both undefined where the unit has no level. */
export function reductionOfAll(held: readonly Held[], alpha: number): Reductions {
  const { level, sumRatio, r } = sumsOf(held, alpha)
  if (level === undefined) return { level: undefined, below: undefined }
  const all = sumOf(held, ({ quantity }) => quantity)
  const kept = (share: number): Reduction => ({ most: all * Math.min(share, 1), less: all * Math.max(0, 1 - share) })
  const least = bound(level)
  return { level: least === undefined ? undefined : kept(least / r), below: kept(1 / sumRatio) }
}
