import type { Position } from '#core/domain/gridMesh/lattice.ts'

/** What the map shows. */
export interface MapSight {
  /** [west, south, east, north] degrees. */
  readonly bounds: readonly [number, number, number, number]
  /** On the ground, m per CSS pixel. */
  readonly metres: number
}

/** What hands do on the map. `reach`: metres within which a place is meant. */
export interface MapHands {
  seen(sight: MapSight): void
  /** The button went down: whether something is taken hold of, so that the map stays. */
  grab(at: Position, reach: number): boolean
  /** `reach` 0: it stays where the pointer is, and goes onto nothing. */
  drag(at: Position, reach: number): void
  drop(): void
  press(at: Position, reach: number): void
  /** @returns the cursor that says what a press would do */
  hover(at: Position, reach: number): string
}
