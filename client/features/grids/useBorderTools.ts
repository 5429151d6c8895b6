import { computed, ref, shallowRef, watch } from 'vue'
import type { DraftOperation, NodeFacts } from '#core/contract/gridDrafts.ts'
import { type Position, pointOf, positionOf } from '#core/domain/gridMesh/lattice.ts'
import { vertexAt } from '#core/domain/gridMesh/mesh.ts'
import type { Refusal } from '#core/domain/gridMesh/refusal.ts'
import type { MapHands, MapSight } from './mapHands.ts'
import { refusalNow } from './meanwhile.ts'
import { type Chain, chainsOf, cornerNear, cornersOf, edgeNear, gridAt, onBorder, stepFrom } from './meshHits.ts'
import type { DraftAtHand } from './useGridDraft.ts'

export const BORDER_TOOLS = ['corner', 'split', 'merge', 'follow'] as const
export type BorderTool = (typeof BORDER_TOOLS)[number]

/** Corners are handles where a pixel is no longer than that, m: else they lie on each other. */
export const HANDLE_METRES = 6
/** Within this many times the reach of a pointer a path ends on a border. */
const SNAP = 2

const open = (place: Position): [number, number] => [...place]
/** As it is stored: nine decimals. */
const settled = (place: Position): [number, number] => open(positionOf(pointOf(place)))
const same = (one: Position | undefined, other: Position | undefined) =>
  one !== undefined && one[0] === other?.[0] && one[1] === other[1]

/** What the hands do with borders: which tool, what is chosen, what is held, and what a press does. The draft decides what of it is done. */
export function useBorderTools(draft: DraftAtHand, edits: () => boolean) {
  const tool = ref<BorderTool>('corner')
  const chosen = ref<number>()
  const corner = shallowRef<Position>()
  const held = shallowRef<{ readonly from: Position; readonly to: Position; readonly refusal: Refusal | undefined }>()
  const path = shallowRef<readonly Position[]>([])
  const into = ref<number>()
  const chain = shallowRef<Chain>()
  const outer = ref(false)
  const sight = shallowRef<MapSight>()
  const { mesh } = draft

  const outerPart = () => (outer.value ? { outer: true } : {})
  const isNear = computed(() => sight.value !== undefined && sight.value.metres <= HANDLE_METRES)
  /** The path is whole: it ends on the border. */
  const isClosed = computed(() => path.value.length > 1 && isOnBorder(path.value.at(-1)!))
  const isOnBorder = (place: Position) =>
    mesh.value !== undefined &&
    chosen.value !== undefined &&
    onBorder(mesh.value, chosen.value, place, 0.01) !== undefined

  function drop() {
    held.value = undefined
    path.value = []
    into.value = chain.value = undefined
    draft.refused.value = undefined
  }
  watch([tool, () => draft.answer.value?.draft.id], () => {
    drop()
    corner.value = undefined
  })
  // what another hand took away is held no more; all else stays as it is
  watch(mesh, (now) => {
    if (now && corner.value && vertexAt(now, corner.value) === undefined) corner.value = undefined
    if (now && chosen.value !== undefined && chain.value) {
      const [from, next] = chain.value.corners
      chain.value = chainsOf(now, chosen.value).find(({ corners }) => same(corners[0], from) && same(corners[1], next))
    }
  })
  function choose(id: number | undefined) {
    if (chosen.value === id) return
    chosen.value = id
    path.value = []
    corner.value = into.value = chain.value = undefined
  }

  async function move(from: Position, to: Position): Promise<boolean> {
    const place = settled(to)
    corner.value = from
    const done = await draft.perform({ kind: 'move', from: open(from), to: place, ...outerPart() })
    if (done) corner.value = place
    return done
  }
  /** Moves the chosen corner by so many metres. */
  const nudge = (east: number, north: number) =>
    corner.value ? move(corner.value, stepFrom(corner.value, east, north)) : Promise.resolve(false)
  async function remove() {
    const at = corner.value
    if (at && (await draft.perform({ kind: 'remove', at: open(at), ...outerPart() }))) corner.value = undefined
  }
  async function insert(ends: readonly [Position, Position], foot: Position) {
    const at = settled(foot)
    const [from, to] = ends
    if (await draft.perform({ kind: 'insert', between: [open(from), open(to)], at, ...outerPart() })) corner.value = at
  }
  /** The corner before or behind the chosen one around the chosen grid. */
  function walk(by: 1 | -1) {
    if (!mesh.value || chosen.value === undefined) return
    const corners = cornersOf(mesh.value, chosen.value)
    const at = corners.findIndex((one) => same(one, corner.value))
    corner.value = at < 0 ? corners[0] : corners[(at + by + corners.length) % corners.length]
  }
  /** The corner half-way to the one behind the chosen one around the chosen grid. */
  async function insertBehind() {
    if (!mesh.value || chosen.value === undefined || !corner.value) return
    const corners = cornersOf(mesh.value, chosen.value)
    const at = corners.findIndex((one) => same(one, corner.value))
    const next = corners[(at + 1) % corners.length]
    if (at < 0 || !next) return
    const [one, other] = [pointOf(corner.value), pointOf(next)]
    await insert([corner.value, next], positionOf({ x: Math.round((one.x + other.x) / 2), y: Math.round((one.y + other.y) / 2) })) // prettier-ignore
  }
  async function split(facts: NodeFacts): Promise<boolean> {
    if (chosen.value === undefined) return false
    const done = await draft.perform({ kind: 'split', grid: chosen.value, path: path.value.map(settled), facts })
    if (done) path.value = []
    return done
  }
  async function merge() {
    if (chosen.value === undefined || into.value === undefined) return
    const [grid, kept] = [chosen.value, into.value]
    if (!(await draft.perform({ kind: 'merge', grid, into: kept }))) return
    choose(kept)
  }
  const followOf = (line: readonly Position[]): DraftOperation | undefined => {
    const corners = chain.value?.corners
    if (!corners || corners.length < 2) return undefined
    const [from, next, to] = [corners[0]!, corners[1]!, corners.at(-1)!]
    return { kind: 'follow', from: open(from), next: open(next), to: open(to), line: line.map(settled), ...outerPart() }
  }
  async function follow(line: readonly Position[]) {
    const operation = followOf(line)
    if (operation && (await draft.perform(operation))) chain.value = undefined
  }

  /** What a press on the map means for the tool at hand. */
  const presses: Readonly<Record<BorderTool, (at: Position, reach: number) => void>> = {
    corner(at, reach) {
      const now = mesh.value!
      const found = isNear.value ? cornerNear(now, at, reach) : undefined
      if (found) return void (corner.value = found)
      const edge = isNear.value ? edgeNear(now, at, reach) : undefined
      if (edge) return void insert(edge.ends, edge.foot)
      corner.value = undefined
      choose(gridAt(now, at))
    },
    split(at, reach) {
      if (chosen.value === undefined) return choose(gridAt(mesh.value!, at))
      const onto = onBorder(mesh.value!, chosen.value, at, SNAP * reach)
      if (isClosed.value || (path.value.length === 0 && !onto)) return
      draft.refused.value = undefined
      path.value = [...path.value, onto ?? settled(at)]
    },
    merge(at) {
      const grid = gridAt(mesh.value!, at)
      if (chosen.value === undefined || grid === chosen.value) return choose(grid)
      into.value = grid
    },
    follow(at, reach) {
      const now = mesh.value!
      const edge = edgeNear(now, at, SNAP * reach)
      if (!edge) return choose(gridAt(now, at))
      const sides = chosen.value === undefined ? [gridAt(now, at)] : [chosen.value, gridAt(now, at)]
      for (const grid of sides) {
        if (grid === undefined) continue
        const found = chainsOf(now, grid).find(({ corners }) => holds(corners, edge.ends))
        if (!found) continue
        choose(grid)
        chain.value = found
        return
      }
    },
  }
  const holds = (corners: readonly Position[], [one, other]: readonly [Position, Position]) =>
    corners.some(
      (at, i) => (same(at, one) && same(corners[i + 1], other)) || (same(at, other) && same(corners[i + 1], one)),
    )

  const hands: MapHands = {
    seen: (now) => (sight.value = now),
    grab(at, reach) {
      if (!edits() || tool.value !== 'corner' || !isNear.value || !mesh.value || draft.act.busy.value) return false
      const found = cornerNear(mesh.value, at, reach)
      if (!found) return false
      corner.value = found
      held.value = { from: found, to: found, refusal: undefined }
      draft.refused.value = undefined
      return true
    },
    drag(at) {
      const { from } = held.value ?? {}
      if (!from || !mesh.value) return
      const to = settled(at)
      const refusal = refusalNow(mesh.value, { kind: 'move', from: open(from), to, ...outerPart() })
      held.value = { from, to, refusal: refusal?.reason === 'same-place' ? undefined : refusal }
    },
    drop() {
      const now = held.value
      held.value = undefined
      if (now && !same(now.from, now.to)) void move(now.from, now.to)
    },
    press(at, reach) {
      if (!mesh.value) return
      if (edits()) presses[tool.value](at, reach)
      else choose(gridAt(mesh.value, at))
    },
    hover(at, reach) {
      if (!edits() || !mesh.value) return 'pointer'
      if (tool.value === 'split') return 'crosshair'
      if (tool.value !== 'corner' || !isNear.value) return 'pointer'
      if (cornerNear(mesh.value, at, reach)) return 'move'
      return edgeNear(mesh.value, at, reach) ? 'copy' : 'pointer'
    },
  }
  /** One step back of what is under way. @returns whether there was one */
  function back(): boolean {
    if (held.value) held.value = undefined
    else if (path.value.length > 0) path.value = path.value.slice(0, -1)
    else if (into.value !== undefined || chain.value) into.value = chain.value = undefined
    else if (corner.value) corner.value = undefined
    else return false
    return true
  }
  return { tool, chosen, choose, corner, held, path, isClosed, into, chain, outer, sight, isNear, hands, move, nudge, remove, walk, insertBehind, split, merge, follow, followOf, back } // prettier-ignore
}
export type BorderTools = ReturnType<typeof useBorderTools>
