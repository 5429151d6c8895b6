import type { FeatureCollection } from 'geojson'
import type { PatrolCell } from '#core/contract/patrols.ts'
import type { Position } from '#core/contract/route.ts'
import { patrolCellBounds, type PatrolAge } from '#core/domain/patrolCells.ts'
import type { CellsLook, Rgba } from '../../map/cells.ts'
import { liveSource, type Look, type MapLayer } from '../../map/layer.ts'
import type { Palette } from '../../map/palette.ts'

export const PATROLS_SOURCE = 'patrols'
/** Of 255, by how long ago: who was seen lately stands out, what is long ago fades into grey. */
const ALPHAS: Readonly<Record<PatrolAge, number>> = { today: 235, week: 175, month: 115, quarter: 70, older: 90 }

const rgba = (hex: string, alpha: number): Rgba => [
  Number.parseInt(hex.slice(1, 3), 16),
  Number.parseInt(hex.slice(3, 5), 16),
  Number.parseInt(hex.slice(5, 7), 16),
  alpha,
]
/** The colour of an age, 青 by steps and then grey: where nobody was lately is no danger, so no colour of danger. */
export const ageColour = (age: PatrolAge, colours: Palette): Rgba =>
  rgba(age === 'older' ? colours['text-3'] : colours.accent, ALPHAS[age])

/** Where and when somebody was seen, as deck.gl draws it. */
export const patrolCellsLook = (cells: readonly PatrolCell[], as: CellsLook['as'], colours: Palette): CellsLook => ({
  as,
  cells: cells.map(({ cell, n, age }) => ({
    bounds: patrolCellBounds(cell),
    colour: ageColour(age, colours),
    weight: n,
  })),
  ramp: [30, 80, 130, 175, 210, 240].map((alpha) => rgba(colours.accent, alpha)),
})

interface Line {
  readonly grid: number
  readonly recorded: boolean
  readonly line: readonly Position[]
}
/** Stretches that nobody walked within the days of the rule. */
export const streetFeatures = (lines: readonly Line[]): FeatureCollection => ({
  type: 'FeatureCollection',
  features: lines.map(({ grid, recorded, line }) => ({
    type: 'Feature',
    properties: { grid, recorded },
    geometry: { type: 'LineString', coordinates: line.map((one) => [...one]) },
  })),
})

/** Streets without any record in 紫 dashed, those that were walked too long ago in grey dashes. */
export const patrolsLayer: MapLayer<Look> = {
  sources: { [PATROLS_SOURCE]: liveSource() },
  layers: ({ colours, on }) =>
    (['recorded', 'unrecorded'] as const).map((mark) => ({
      id: `patrols-${mark}`,
      type: 'line',
      source: PATROLS_SOURCE,
      filter: ['==', ['get', 'recorded'], mark === 'recorded'],
      layout: { visibility: on ? 'visible' : 'none', 'line-cap': 'butt' },
      paint: {
        'line-color': mark === 'recorded' ? colours['text-3'] : colours.late,
        'line-width': ['interpolate', ['linear'], ['zoom'], 11, 1.4, 16, 3.2],
        'line-dasharray': [2.2, 1.6],
      },
    })),
}
