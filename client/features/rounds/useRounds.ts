import { computed } from 'vue'
import { grids } from '#core/contract/grids.ts'
import { gridPeople } from '#core/contract/gridPeople.ts'
import { INDICATORS } from '#core/contract/indicators.ts'
import { rounds } from '#core/contract/rounds.ts'
import { useLive } from '#client/api/liveStore.ts'
import { useAnswer } from '#client/api/useAnswer.ts'
import { longDay } from '#client/ui/districtTime.ts'
import type { Here } from './useHere.ts'

export type RoundDayChoice = 'today' | 'tomorrow'
const DAY_MS = 86_400_000
/** A round is found anew with every change of these; several in a row are one. */
const LAYERS = [...new Set([...INDICATORS['visits-overdue'].layers, ...INDICATORS['hazards-overdue-now'].layers])]
const PACE_MS = 3000

/** Where a round of today begins, to about 10 cm; a day to come begins where it always does. */
export const from = (day: RoundDayChoice, here: Here | undefined): string | undefined =>
  day === 'today' && here ? here.position.map((one) => one.toFixed(6)).join(',') : undefined

/** Whom to visit next in a grid, the round of a day, what changed since yesterday, and who answers for the grid. */
export function useRound(grid: () => number, day: () => RoundDayChoice, here: () => Here | undefined) {
  const live = useLive()
  // tomorrow is the day after that of the server's clock, which a beat moves on
  const tomorrow = computed(() => (live.age, longDay(Date.now() + live.clockOffset + DAY_MS)))
  const round = useAnswer(
    rounds.read,
    () => ({
      query: {
        grid: String(grid()),
        ...(day() === 'tomorrow' && { on: tomorrow.value }),
        ...(from(day(), here()) && { from: from(day(), here()) }),
      },
    }),
    { layers: LAYERS, pace: PACE_MS },
  )
  const changes = useAnswer(rounds.changes, () => ({ query: { grid: String(grid()) } }), {
    layers: LAYERS,
    pace: PACE_MS,
  })
  const tree = useAnswer(grids.list, () => ({}), { layers: ['grids'] })
  /** The node of the grid, then those above it. */
  const people = computed(() => {
    const known = new Map((tree.answer.value ?? []).map((one) => [one.id, one]))
    const line = []
    for (let node = known.get(grid()); node; node = known.get(node.parent ?? 0)) line.push(node)
    return line
  })
  const beside = useAnswer(gridPeople.list, () => ({ query: { grid: String(grid()) } }), { layers: ['grids'] })
  /** Who works in the grid today, and who stands in on a day to come. */
  const workers = computed(() => (beside.answer.value?.people ?? []).filter((one) => one.grid === grid() && (one.part === 'worker' ? one.state === 'standing' : one.state === 'coming'))) // prettier-ignore
  return { round, changes, people, workers }
}
