import { dropEdge, putEdge } from './cells.ts'
import { type Change, endsOf, type Mesh, segmentOf, sidesOf, type Swap } from './mesh.ts'

/** Does what was checked before, and forgets what had been taken back. */
export function perform(mesh: Mesh, change: Change): void {
  put(mesh, change)
  mesh.done.push(change)
  mesh.undone.length = 0
}

/** Takes the last operation back; false where there is none. */
export function undo(mesh: Mesh): boolean {
  const change = mesh.done.pop()
  if (!change) return false
  put(mesh, { rings: change.rings.map(backwards), faces: change.faces.map(backwards) })
  mesh.undone.push(change)
  return true
}

/** Does again what was taken back last; false where there is none. */
export function redo(mesh: Mesh): boolean {
  const change = mesh.undone.pop()
  if (!change) return false
  put(mesh, change)
  mesh.done.push(change)
  return true
}
const backwards = <Item>({ id, before, after }: Swap<Item>): Swap<Item> => ({ id, before: after, after: before })

/** Replaces rings and faces, and what follows from them. */
export function put(mesh: Mesh, { rings, faces }: Pick<Change, 'rings' | 'faces'>): void {
  const gone = new Set(rings.flatMap(({ before }) => (before ? sidesOf(before) : [])))
  const fresh: number[] = []
  for (const { id, after } of rings)
    for (const side of after ? sidesOf(after) : []) {
      if (!gone.delete(side)) fresh.push(side)
      mesh.sides.set(side, id)
    }
  for (const side of gone) unlink(mesh, side)
  for (const side of fresh) link(mesh, side)
  for (const { id, after } of rings) replace(mesh.rings, id, after)
  for (const { id, after } of faces) {
    replace(mesh.faces, id, after)
    if (after) mesh.order.add(id)
  }
}

function replace<Item>(items: Map<number, Item>, id: number, item: Item | undefined): void {
  if (item === undefined) items.delete(id)
  else items.set(id, item)
}

function unlink(mesh: Mesh, side: number): void {
  const [from, to] = endsOf(side)
  mesh.sides.delete(side)
  const rest = mesh.stars.get(from)!.filter((end) => end !== to)
  replace(mesh.stars, from, rest.length > 0 ? rest : undefined)
  if (from < to) dropEdge(mesh.cells, side, segmentOf(mesh, side))
}

function link(mesh: Mesh, side: number): void {
  const [from, to] = endsOf(side)
  mesh.stars.set(from, [...(mesh.stars.get(from) ?? []), to])
  if (from < to) putEdge(mesh.cells, side, segmentOf(mesh, side))
}
