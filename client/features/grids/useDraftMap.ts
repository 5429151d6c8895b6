import { computed, ref, watch } from 'vue'
import type { GridComparison, GridDraftDetail } from '#core/contract/gridDrafts.ts'
import type { Position } from '#core/domain/gridMesh/lattice.ts'
import { vertexAt } from '#core/domain/gridMesh/mesh.ts'
import { polygonsOf } from '#core/domain/gridMesh/polygonsOf.ts'
import { boundsOfLand } from './gridTree.ts'
import type { MapHands } from './mapHands.ts'
import { borderFeatures, collection, cornerFeatures, drawingFeatures, landFeatures } from './meshFeatures.ts'
import type { BorderTools } from './useBorderTools.ts'
import type { useFollowLines } from './useFollowLines.ts'
import type { SnapHands } from './useSnap.ts'
import type { DraftAtHand } from './useGridDraft.ts'

/** Bounds that the map is asked to show, and when. */
export interface NearBounds {
  readonly bounds: [number, number, number, number]
  readonly at: number
}

interface Shown {
  readonly draft: DraftAtHand
  readonly tools: BorderTools
  readonly follow: ReturnType<typeof useFollowLines>
  readonly snap: SnapHands
  readonly labelOf: (node: GridDraftDetail['nodes'][number]) => string
}

/** What the map shows of a draft: land, borders, corners that can be held, and what the tool at hand is doing. */
export function useDraftMap({ draft, tools, follow, snap, labelOf }: Shown) {
  const moves = ref<GridComparison['moves']>([])
  const near = ref<NearBounds>()
  const nodes = computed(() => draft.answer.value?.nodes ?? [])
  const lands = computed(() => {
    // what is tried here is seen at once, before the server has said its word
    const tried = draft.mesh.value && new Map(polygonsOf(draft.mesh.value).map(({ id, polygons }) => [id, polygons]))
    return nodes.value.flatMap(
      (node) =>
      node.polygons === null
        ? []
        : [{ id: node.id, label: labelOf(node), changed: node.change !== 'none', polygons: tried ? (tried.get(node.id) ?? null) : node.polygons }], // prettier-ignore
    )
  })
  const land = computed(() => landFeatures(lands.value, tools.chosen.value))
  const borders = computed(() => {
    const mesh = draft.mesh.value
    if (!mesh) return []
    const held = tools.held.value
    const vertex = held && vertexAt(mesh, held.from)
    if (!held || vertex === undefined) return borderFeatures(mesh)
    return borderFeatures(mesh, { vertex, to: held.to, refused: held.refusal !== undefined })
  })
  const corners = computed(() => {
    const { sight, isNear, tool, held, corner } = tools
    if (!draft.mesh.value || held.value || tool.value === 'merge' || tool.value === 'follow') return []
    const box = isNear.value && sight.value ? sight.value.bounds : ([0, 0, 0, 0] as const)
    return cornerFeatures(draft.mesh.value, box, tool.value === 'corner' ? corner.value : undefined)
  })
  const drawing = computed(() =>
    drawingFeatures({
      path: tools.path.value,
      chain: tools.chain.value?.corners,
      lines: follow.lines.value.map(({ key, line }) => ({ line, chosen: key === follow.key.value })),
      preview: follow.outcome.value?.polygons,
      onto: snap.onto.value?.place,
      refusedAt: tools.held.value ? undefined : draft.refused.value?.refusal.at,
      marks: moves.value.map(({ position, name }) => ({ at: position, name })),
    }),
  )
  const features = computed(() => collection([...land.value, ...borders.value, ...corners.value, ...drawing.value]))

  let asked = 0
  /** Chooses a node, and shows its land. */
  function show(id: number | undefined) {
    tools.choose(id)
    const bounds = boundsOfLand(nodes.value.find((node) => node.id === id)?.polygons ?? null)
    if (bounds) near.value = { bounds, at: ++asked }
  }
  // by the keyboard a corner is chosen unseen: the map follows where it is out of sight
  watch(tools.corner, (at) => {
    const [west, south, east, north] = tools.sight.value?.bounds ?? [-180, -90, 180, 90]
    if (!at || (tools.isNear.value && at[0] > west && at[0] < east && at[1] > south && at[1] < north)) return
    near.value = { bounds: boxOfPlace(at), at: ++asked }
  })
  const hands: MapHands = {
    ...tools.hands,
    ...snap.hands,
    press(at, reach) {
      if (tools.tool.value === 'follow' && tools.chain.value && follow.press(at, reach)) return
      tools.hands.press(at, reach)
    },
  }
  return { features, near, show, hands, moves }
}

/** Degrees around a corner that is brought near: some 200 m. */
const AROUND = 0.002
const boxOfPlace = ([lng, lat]: Position): [number, number, number, number] => [lng - AROUND, lat - AROUND, lng + AROUND, lat + AROUND] // prettier-ignore
