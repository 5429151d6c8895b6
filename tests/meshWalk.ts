import { redo, undo } from '#core/domain/gridMesh/change.ts'
import { followLine } from '#core/domain/gridMesh/follow.ts'
import { type Position, positionOf } from '#core/domain/gridMesh/lattice.ts'
import { mergeGrids } from '#core/domain/gridMesh/merge.ts'
import { endsOf, type Mesh, OUTSIDE, pointAt, sideOf } from '#core/domain/gridMesh/mesh.ts'
import type { Refusal } from '#core/domain/gridMesh/refusal.ts'
import { splitGrid } from '#core/domain/gridMesh/split.ts'
import { insertVertex, moveVertex, removeVertex } from '#core/domain/gridMesh/vertices.ts'
import type { Random } from '../scripts/demo/random.ts'

/** What somebody did in the editor, and what became of it. */
export interface Step {
  readonly kind: 'move' | 'insert' | 'remove' | 'split' | 'merge' | 'follow' | 'undo' | 'redo'
  /** Whether the outer border was allowed to move. */
  readonly outer: boolean
  /** Why it was not done. */
  readonly refused: string | undefined
}

/** Degrees: about as far as corners of a sample lie apart. */
const FAR = 0.004
const WEIGHTS = { move: 40, insert: 16, remove: 14, split: 14, merge: 8, follow: 8, undo: 8, redo: 5 } as const

/** One step of somebody who edits at random: often sensibly, often not. */
export function randomStep(mesh: Mesh, random: Random): Step {
  const kind = mesh.undone.length > 0 && random.chance(0.4) ? 'redo' : random.weighted(WEIGHTS)
  const outer = random.chance(0.5)
  const refused = new Hand(mesh, random, outer).does(kind)
  return { kind, outer, refused }
}

class Hand {
  readonly outer: boolean
  private readonly mesh: Mesh
  private readonly random: Random

  constructor(mesh: Mesh, random: Random, outer: boolean) {
    this.mesh = mesh
    this.random = random
    this.outer = outer
  }

  does(kind: Step['kind']): string | undefined {
    if (kind === 'undo') return undo(this.mesh) ? undefined : 'nothing'
    if (kind === 'redo') return redo(this.mesh) ? undefined : 'nothing'
    return this[kind]()?.reason
  }

  private move(): Refusal | undefined {
    const vertex = this.vertex()
    const by = this.random.pick([0.01, 0.3, 1, 3])
    return moveVertex(
      this.mesh,
      vertex,
      this.random.chance(0.05) ? this.at(this.vertex()) : this.near(vertex, by),
      this,
    )
  }
  private insert(): Refusal | undefined {
    const [from, to] = this.edge()
    return insertVertex(this.mesh, [from, to], this.between(from, to, this.random.pick([0, 0.1, 0.5])), this)
  }
  private remove(): Refusal | undefined {
    return removeVertex(this.mesh, this.vertex(), this)
  }
  private split(): Refusal | undefined {
    const { rings, faces } = this.mesh
    const grid = this.random.pick([...faces.keys()].filter((id) => id !== OUTSIDE))
    const { corners } = rings.get(this.random.pick(this.random.pick(faces.get(grid)!)))!
    const [from, to] = [this.random.whole(0, corners.length - 1), this.random.whole(0, corners.length - 1)]
    const end = (at: number) =>
      this.random.chance(0.7)
        ? this.at(corners[at]!)
        : this.between(corners[at]!, corners[(at + 1) % corners.length]!, 0)
    const inner = Array.from({ length: this.random.whole(0, 2) }, () => this.between(corners[from]!, corners[to]!, 0.4))
    const made = this.random.chance(0.97) ? this.random.whole(1, 1000) : grid
    return splitGrid(this.mesh, { grid, path: [end(from), ...inner, end(to)], made }, this)
  }
  private merge(): Refusal | undefined {
    const [from, to] = this.edge()
    const gridAt = (a: number, b: number) => this.mesh.rings.get(this.mesh.sides.get(sideOf(a, b))!)!.grid
    const other = this.random.chance(0.1) ? this.random.pick([...this.mesh.faces.keys()]) : gridAt(to, from)
    // few grids would leave nothing to do
    return this.mesh.faces.size < 20
      ? { reason: 'no-grid', at: [0, 0] }
      : mergeGrids(this.mesh, gridAt(from, to), other)
  }
  private follow(): Refusal | undefined {
    const [from, next] = this.edge()
    const chain = [from, next]
    const long = this.random.whole(1, 5)
    while (chain.length <= long && this.mesh.stars.get(chain.at(-1)!)!.length === 2)
      chain.push(this.mesh.stars.get(chain.at(-1)!)!.find((end) => end !== chain.at(-2))!)
    const line = chain.map((vertex) => this.near(vertex, 0.2))
    const to = chain.at(-1)!
    return followLine(this.mesh, { from, next, to, line: this.random.chance(0.5) ? line : line.toReversed() }, this)
  }

  private vertex = () => this.random.pick([...this.mesh.stars.keys()])
  private edge = () => endsOf(this.random.pick([...this.mesh.sides.keys()]))
  private at = (vertex: number): Position => positionOf(pointAt(this.mesh, vertex))
  private near(vertex: number, by: number): Position {
    const [x, y] = this.at(vertex)
    return [x + (this.random.next() - 0.5) * by * FAR, y + (this.random.next() - 0.5) * by * FAR]
  }
  private between(one: number, other: number, by: number): Position {
    const [[a, b], [c, d]] = [this.at(one), this.at(other)]
    const share = this.random.next()
    const off = () => (this.random.next() - 0.5) * by * FAR
    return [a + share * (c - a) + off(), b + share * (d - b) + off()]
  }
}
