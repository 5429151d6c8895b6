import type { ExpressionSpecification } from 'maplibre-gl'

/** Steps that the ring of a cluster is divided into: few enough that clusters share their images. */
const STEPS = 36
const PREFIX = 'cluster'
/** Counts of a cluster by risk colour, worst first, not rated last; as tiles name them. */
const COUNTS = ['n1', 'n2', 'n3', 'n4', 'n0'] as const

/** Shares of 重大 较大 一般 低 未评级, in this order. */
export type Shares = readonly [number, number, number, number, number]

/** Style expression: the name of a cluster's image, which says the shares of its ring. Rounds up, so that one red is never lost. */
export const CLUSTER_IMAGE: ExpressionSpecification = [
  'concat',
  PREFIX,
  ...COUNTS.flatMap((count): unknown[] => [
    '-',
    ['to-string', ['ceil', ['/', ['*', STEPS, ['coalesce', ['get', count], 0]], ['get', 'count']]]],
  ]),
] as ExpressionSpecification

/** The shares that an image name asks for; undefined where it is no cluster's name. */
export function sharesOf(image: string): Shares | undefined {
  const [prefix, ...parts] = image.split('-')
  const shares = parts.map(Number)
  if (prefix !== PREFIX || shares.length !== COUNTS.length || shares.some((share) => !(share >= 0))) return undefined
  return shares as unknown as Shares
}

/** One arc of the ring, clockwise from the top, in radians; `risk` 1 to 4, 0 not rated. */
export interface Arc {
  readonly risk: 0 | 1 | 2 | 3 | 4
  readonly from: number
  readonly to: number
}

/** The gap between two arcs, radians. */
const GAP = 0.12

/** The ring of a cluster: each colour its share in the fixed order; empty shares take no room. */
export function arcsOf(shares: Shares): Arc[] {
  const all = shares.reduce((sum, share) => sum + share, 0)
  const present = shares.filter((share) => share > 0).length
  const gap = present > 1 ? GAP : 0
  const room = 2 * Math.PI - gap * present
  const arcs: Arc[] = []
  let at = gap / 2
  shares.forEach((share, index) => {
    if (share === 0) return
    const to = at + (room * share) / all
    arcs.push({ risk: ((index + 1) % COUNTS.length) as Arc['risk'], from: at, to })
    at = to + gap
  })
  return arcs
}
