import type { Position } from '#core/contract/route.ts'

/** A plan to scale: metres east and south of its middle. Over a few kilometres a degree is as long everywhere. */
export interface Plan {
  readonly at: (position: Position) => readonly [x: number, y: number]
  /** Where a point of the plan lies. */
  readonly from: (x: number, y: number) => Position
  readonly path: (ring: readonly Position[]) => string
  /** x, y, width, height in metres. */
  readonly box: readonly [number, number, number, number]
}
/** Metres of a degree of latitude, and of longitude at the equator (GRS 80, mean). */
const [NORTH, EAST] = [110_950, 111_320]
/** Room around what is drawn. */
const MARGIN = 1.12

/** A plan that shows all of these, at least `least` metres wide. */
export function planOf(shown: readonly Position[], least: number): Plan {
  const [lngs, lats] = [shown.map(([lng]) => lng), shown.map(([, lat]) => lat)]
  const middle = [(Math.min(...lngs) + Math.max(...lngs)) / 2, (Math.min(...lats) + Math.max(...lats)) / 2] as const
  const east = EAST * Math.cos((middle[1] * Math.PI) / 180)
  const at = ([lng, lat]: Position) => [(lng - middle[0]) * east, (middle[1] - lat) * NORTH] as const
  const far = shown.map(at)
  const half = (index: 0 | 1) => Math.max(least / 2, ...far.map((one) => Math.abs(one[index]))) * MARGIN
  const [x, y] = [half(0), half(1)]
  const path = (ring: readonly Position[]) =>
    `M${ring
      .map((corner) =>
        at(corner)
          .map((metres) => metres.toFixed(2))
          .join(' '),
      )
      .join('L')}Z`
  const from = (x: number, y: number): Position => [middle[0] + x / east, middle[1] - y / NORTH]
  return { at, from, path, box: [-x, -y, 2 * x, 2 * y] }
}
