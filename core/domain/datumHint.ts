/** Of the points of a sample, read in one datum: how many lie inside the district, in the sea, and outside its bounds. */
export interface DatumCount {
  readonly datum: string
  readonly inside: number
  readonly sea: number
  readonly outside: number
}

/** Which datum a sample speaks for, and how strongly. */
export type DatumHint =
  | { readonly datum: string; readonly strength: 'strong' | 'weak' }
  | { readonly datum: undefined; readonly why: 'no-points' | 'none-fits' | 'all-alike' }

/** Points from which on a sample can speak strongly. */
const ENOUGH = 20
/** Share of the points inside without which no datum fits. */
const FITS = 0.5
/** By how much, of all points, the best must be ahead of the next: to be told apart, and to be told apart clearly. */
const AHEAD = { least: 0.01, strong: 0.1 } as const

/** How well a datum fits: points inside, less those in the sea, where no enterprise is. */
const fitOf = ({ inside, sea }: DatumCount) => inside - sea

/**
 * Tells which datum a sample of positions speaks for. The datums lie some hundred metres apart, so that most points are on
 * the right side of the border in each of them: those beside the border and the coast tell. Nothing is hinted where two
 * fit alike, or where none puts half of the points into the district. @param counts one for each datum, of the same points
 */
export function hintDatum(counts: readonly DatumCount[]): DatumHint {
  const points = Math.max(0, ...counts.map(({ inside, sea, outside }) => inside + sea + outside))
  if (points === 0) return { datum: undefined, why: 'no-points' }
  const [best, next] = counts.toSorted((a, b) => fitOf(b) - fitOf(a))
  if (!best || best.inside / points < FITS) return { datum: undefined, why: 'none-fits' }
  const ahead = next ? (fitOf(best) - fitOf(next)) / points : 1
  if (ahead < AHEAD.least) return { datum: undefined, why: 'all-alike' }
  return { datum: best.datum, strength: ahead >= AHEAD.strong && points >= ENOUGH ? 'strong' : 'weak' }
}
