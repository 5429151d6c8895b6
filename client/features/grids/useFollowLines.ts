import { computed, ref, watch } from 'vue'
import { basemapLines } from '#core/contract/basemapLines.ts'
import { polygonsOf } from '#core/domain/gridMesh/polygonsOf.ts'
import { operate } from '#core/domain/gridDraft/operation.ts'
import { undo } from '#core/domain/gridMesh/change.ts'
import type { Position } from '#core/domain/gridMesh/lattice.ts'
import { useAnswer } from '#client/api/useAnswer.ts'
import { boxAround, lineNear, nearLines, partFor } from './followLines.ts'
import { borderPart } from './meanwhile.ts'
import type { BorderTools } from './useBorderTools.ts'
import type { DraftAtHand } from './useGridDraft.ts'

/** How far beside a border its new way may begin, m, and as degrees that are no less. */
const BESIDE = 400
const BESIDE_DEGREES = 0.006

/** What the border that is meant could follow, which line is chosen, and what would come of it. */
export function useFollowLines(draft: DraftAtHand, tools: BorderTools) {
  const { chain, tool } = tools
  const corners = computed(() => (tool.value === 'follow' ? chain.value?.corners : undefined))
  const box = computed(() => corners.value && boxAround(corners.value, BESIDE_DEGREES).map((edge) => edge.toFixed(4)))
  const asked = useAnswer(basemapLines.list, () => (box.value ? { query: { box: box.value.join(',') } } : undefined), {
    layers: ['basemap'],
  })
  const lines = computed(() => (corners.value ? nearLines(asked.answer.value ?? [], corners.value, BESIDE) : []))
  const key = ref<number>()
  watch(corners, () => (key.value = undefined))
  const line = computed(() => {
    const found = lines.value.find((one) => one.key === key.value)
    return found && corners.value && { ...found, line: partFor(found.line, corners.value) }
  })
  /** Why the chosen line cannot be followed, or the borders as they would be. */
  const outcome = computed(() => {
    const operation = line.value && tools.followOf(line.value.line)
    const part = operation && borderPart(operation)
    const mesh = draft.mesh.value
    if (!part || !mesh) return undefined
    const refusal = operate(mesh, part)
    if (refusal) return { refusal, polygons: undefined }
    const polygons = polygonsOf(mesh).filter(({ id }) => id === tools.chosen.value || id === chain.value?.other)
    undo(mesh)
    return { refusal: undefined, polygons: polygons.flatMap((grid) => grid.polygons) }
  })
  return {
    state: asked.state,
    lines,
    key,
    line,
    outcome,
    /** A press near a line chooses it. @returns whether there was one */
    press(at: Position, metres: number): boolean {
      const found = lineNear(lines.value, at, metres)
      if (found) key.value = found.key
      return found !== undefined
    },
  }
}
