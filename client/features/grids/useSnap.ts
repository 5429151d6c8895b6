import { computed, shallowRef } from 'vue'
import { basemapLines } from '#core/contract/basemapLines.ts'
import { useAnswer } from '#client/api/useAnswer.ts'
import type { MapHands } from './mapHands.ts'
import { type Snap, snapTo } from './snapLines.ts'
import type { BorderTools } from './useBorderTools.ts'

/** Degrees to which the box of what is seen is widened, so that a small move of the map asks nothing anew. */
const ROUND = 0.01

/**
 * Puts a dragged corner on the road or coast it comes near to; with Alt held it stays under the pointer. Lines are those of the ground that is
 * seen, asked for where corners can be held at all.
 */
export function useSnap(tools: BorderTools, edits: () => boolean) {
  const onto = shallowRef<Snap>()
  const box = computed(() => {
    const seen = tools.sight.value?.bounds
    if (!seen || !edits() || tools.tool.value !== 'corner' || !tools.isNear.value) return undefined
    const [west, south, east, north] = seen
    const down = (value: number) => Math.floor(value / ROUND) * ROUND
    const up = (value: number) => Math.ceil(value / ROUND) * ROUND
    return [down(west), down(south), up(east), up(north)].map((edge) => edge.toFixed(2)).join(',')
  })
  const asked = useAnswer(basemapLines.list, () => (box.value ? { query: { box: box.value } } : undefined), {
    layers: ['basemap'],
  })
  const hands: Pick<MapHands, 'drag' | 'drop'> = {
    drag(at, reach) {
      onto.value = reach > 0 ? snapTo(asked.answer.value ?? [], at, reach) : undefined
      tools.hands.drag(onto.value?.place ?? at, reach)
    },
    drop() {
      onto.value = undefined
      tools.hands.drop()
    },
  }
  return { onto: computed(() => (tools.held.value ? onto.value : undefined)), hands }
}
export type SnapHands = ReturnType<typeof useSnap>
