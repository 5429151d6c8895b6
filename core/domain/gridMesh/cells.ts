import type { Point, Segment } from './lattice.ts'

/** Which borders are near: a board of equal cells, each with the edges that pass through it. */
export interface Cells {
  /** Units of a side of a cell. */
  readonly size: number
  readonly edges: Map<number, Set<number>>
}

/** Cells are counted from here, so that none is below 0; also how many lie side by side at most. */
const HALF_BOARD = 2 ** 25
const BOARD = 2 ** 26
/** Of no use below: 2 m, and there would be too many for the board. */
const SMALLEST = 20_000
/** Units by which a computed height may be off, and more. */
const DOUBT = 2

/** An empty board for edges of that kind: a cell is about twice as wide as they are long. */
export function boardFor(segments: readonly Segment[]): Cells {
  const lengths = segments.reduce((sum, [a, b]) => sum + Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y)), 0)
  return { size: Math.max(SMALLEST, Math.round((2 * lengths) / Math.max(1, segments.length))), edges: new Map() }
}

/** The cells that a segment may pass through: all that it does, and few others. */
export function cellsOf(size: number, [one, other]: Segment): number[] {
  const [a, b] = one.x <= other.x ? [one, other] : [other, one]
  const row = (y: number) => Math.floor(y / size) + HALF_BOARD
  const slope = a.x === b.x ? 0 : (b.y - a.y) / (b.x - a.x)
  const heightAt = (x: number) => (x <= a.x ? a.y : x >= b.x ? b.y : a.y + (x - a.x) * slope)
  const cells: number[] = []
  for (let column = Math.floor(a.x / size); column <= Math.floor(b.x / size); column++) {
    const ends = a.x === b.x ? [a.y, b.y] : [heightAt(column * size), heightAt((column + 1) * size)]
    const top = row(Math.max(...ends) + DOUBT)
    for (let at = row(Math.min(...ends) - DOUBT); at <= top; at++) cells.push((column + HALF_BOARD) * BOARD + at)
  }
  return cells
}

export function putEdge(cells: Cells, edge: number, segment: Segment): void {
  for (const cell of cellsOf(cells.size, segment)) {
    const there = cells.edges.get(cell)
    if (there) there.add(edge)
    else cells.edges.set(cell, new Set([edge]))
  }
}

export function dropEdge(cells: Cells, edge: number, segment: Segment): void {
  for (const cell of cellsOf(cells.size, segment)) {
    const there = cells.edges.get(cell)
    there?.delete(edge)
    if (there?.size === 0) cells.edges.delete(cell)
  }
}

/** Edges that share a cell with a segment: all that meet it are among them. */
export function edgesNear(cells: Cells, segment: Segment): Set<number> {
  const near = new Set<number>()
  for (const cell of cellsOf(cells.size, segment)) for (const edge of cells.edges.get(cell) ?? []) near.add(edge)
  return near
}

/** Edges that may come as near to a place as that. */
export function edgesAround(cells: Cells, at: Point, reach: Point): Set<number> {
  const near = new Set<number>()
  for (let y = at.y - reach.y; ; y = Math.min(y + cells.size, at.y + reach.y)) {
    const line: Segment = [
      { x: at.x - reach.x, y },
      { x: at.x + reach.x, y },
    ]
    for (const edge of edgesNear(cells, line)) near.add(edge)
    if (y >= at.y + reach.y) return near
  }
}
