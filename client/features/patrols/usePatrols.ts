import { computed, ref } from 'vue'
import { patrols } from '#core/contract/patrols.ts'
import { INDICATORS } from '#core/contract/indicators.ts'
import { useLive } from '#client/api/liveStore.ts'
import { useAnswer } from '#client/api/useAnswer.ts'
import { figuresOf } from '#client/figures/figuresStore.ts'
import { longDay } from '#client/ui/districtTime.ts'

export const STREETS = 'streets-unwalked'
/** Somebody who walks is news every few seconds: several in a row are one. */
const PACE_MS = 5000
const DAY_MS = 86_400_000
export const PATROL_DAYS = ['1', '7', '30', '90', 'all'] as const
export const PATROL_KINDS = ['both', 'visits', 'tracks'] as const

/** When somebody was last seen where, which streets nobody walked, the figure of them, and the tracks; of one grid, or of all in scope. */
export function usePatrols(grid: () => number | undefined) {
  const live = useLive()
  const days = ref<(typeof PATROL_DAYS)[number]>('90')
  const kind = ref<(typeof PATROL_KINDS)[number]>('both')
  // the first of these days, by the clock of the server, which a beat moves on
  const from = computed(() => (live.age, days.value === 'all' ? undefined : longDay(Date.now() + live.clockOffset - (Number(days.value) - 1) * DAY_MS))) // prettier-ignore
  const ofGrid = () => ({ ...(grid() !== undefined && { grid: String(grid()) }) })
  const cells = useAnswer(
    patrols.cells,
    () => ({
      query: {
        ...ofGrid(),
        ...(from.value !== undefined && { from: from.value }),
        ...(kind.value !== 'both' && { source: kind.value }),
      },
    }),
    { layers: ['patrols', 'grids'], pace: PACE_MS },
  )
  const { layers } = INDICATORS[STREETS]
  const streets = useAnswer(patrols.streets, () => ({ query: ofGrid() }), { layers, pace: PACE_MS })
  const tracks = useAnswer(patrols.tracks, () => ({ query: { ...ofGrid(), limit: '20' } }), {
    layers: ['patrols'],
    pace: PACE_MS,
  })
  const figures = figuresOf([STREETS], () => ({}))
  return { days, kind, cells, streets, tracks, figures }
}
