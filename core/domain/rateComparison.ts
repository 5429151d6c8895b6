import { wilsonInterval } from './wilson.ts'

/** Counted over fewer than this a rate is told, and neither ranked nor called an outlier. A choice of this software. */
export const FEWEST_RANKED = 5

/** n of `of`; of 0 there is no rate. */
export interface Counted {
  readonly n: number
  readonly of: number
}
/** How a rate stands among others. */
export interface Compared {
  /** 95 % by Wilson, 0 … 1; null over nothing. */
  readonly low: number | null
  readonly high: number | null
  /** 1 is the best; equal ones share the better number. Null where there are too few. */
  readonly rank: number | null
  readonly few: boolean
  readonly outlier: 'above' | 'below' | null
}

/** The interval of a rate; nulls over nothing. */
export function intervalOf({ n, of }: Counted): Pick<Compared, 'low' | 'high'> {
  if (of === 0) return { low: null, high: null }
  const [low, high] = wilsonInterval(n, of)
  return { low, high }
}

/**
 * Ranks rates by the lower bounds of their intervals, and says which differ from that of all together by more than chance.
 *
 * By the lower bound, for 3 of 3 is no better proof of work than 38 of 40: who is first is known to be good, not only found so. An outlier is
 * one whose interval leaves out the rate of the whole. By what the interval is, that is the same as lying beyond the 95 % limits of a funnel
 * plot around that rate, p ± z √(p (1 − p) / N); of twenty that do not differ one lies there by chance.
 *
 * @param rates  n of `of` each
 * @param whole  all of them together
 * @returns      in the order of `rates`
 * @see D. J. Spiegelhalter, “Funnel plots for comparing institutional performance”, Statistics in Medicine 24 (2005) 1185–1202
 */
export function compareRates(rates: readonly Counted[], whole: Counted): Compared[] {
  const intervals = rates.map((rate) => ({ ...intervalOf(rate), few: rate.of < FEWEST_RANKED }))
  const bounds = intervals.flatMap(({ low, few }) => (low === null || few ? [] : [low]))
  const target = whole.of > 0 ? whole.n / whole.of : null
  return intervals.map(({ low, high, few }) => {
    if (few || low === null || high === null) return { low, high, rank: null, few, outlier: null }
    const rank = 1 + bounds.filter((bound) => bound > low).length
    return { low, high, rank, few, outlier: target === null ? null : sideOf(target, low, high) }
  })
}

function sideOf(target: number, low: number, high: number): Compared['outlier'] {
  if (target < low) return 'above'
  return target > high ? 'below' : null
}
