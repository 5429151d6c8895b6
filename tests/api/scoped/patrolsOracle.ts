import type { Filter } from '#core/contract/filter.ts'
import { inRing } from './filtering.ts'
import type { Eyes } from './sights.ts'
import type { KeptStretch, Territory } from './territory.ts'

/* Streets that nobody walked, by docs/patrols.md, from their stretches in memory; patrols.test.ts holds these against plain arithmetic. */

/** Whether the figure is told at all: to the government, and to chiefs; not to those who work for a chief. */
export const toldOfStreets = ({ role, worker }: Pick<Eyes, 'role' | 'worker'>): boolean =>
  role === 'government' || (role === 'grid' && !worker)

/** Stretches that somebody sees under a filter, of which grid and shape count. */
export function stretchesOf({ streets }: Pick<Territory, 'streets'>, eyes: Eyes, { grid, bbox, polygon }: Filter): KeptStretch[] {
  return streets.filter((one) => {
    if (!toldOfStreets(eyes) || (eyes.role === 'grid' && !eyes.grids.includes(one.grid))) return false
    if (grid && !grid.includes(one.grid)) return false
    if (bbox && !(one.x >= bbox[0] && one.x <= bbox[2] && one.y >= bbox[1] && one.y <= bbox[3])) return false
    return !polygon || inRing(polygon, one.x, one.y)
  })
} // prettier-ignore

const ofPart = (seen: readonly KeptStretch[], part: string) => seen.filter(({ grid }) => part === 'all' || String(grid) === part) // prettier-ignore
/** Keys of the streets of a part that are not walked throughout. */
export const streetKeys = (seen: readonly KeptStretch[], part: string): string[] => [
  ...new Set(
    ofPart(seen, part)
      .filter(({ unwalked }) => unwalked)
      .map(({ road, grid }) => `street:${road}-${grid}`),
  ),
]
/** Metres that nobody walked, of all, to the metre. */
export function streetShare(seen: readonly KeptStretch[], part: string): { n: number; of: number } {
  const sum = (rows: readonly KeptStretch[]) => Math.round(rows.reduce((all, { metres }) => all + metres, 0))
  const own = ofPart(seen, part)
  return { n: sum(own.filter(({ unwalked }) => unwalked)), of: sum(own) }
}
