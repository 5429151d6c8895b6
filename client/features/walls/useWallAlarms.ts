import { computed, onScopeDispose, ref, watch } from 'vue'
import { walls } from '#core/contract/walls.ts'
import { sensorState } from '#core/domain/sensors.ts'
import { useAnswer } from '#client/api/useAnswer.ts'

const counted = () => performance.now() / 1000

/** Alarms that take over the wall, with ages that go on by a clock that only counts; undefined to ask nothing. */
export function useWallAlarms(asks: () => boolean) {
  const { answer, at } = useAnswer(walls.alarms, () => (asks() ? {} : undefined), {
    layers: ['alarms', 'readings', 'hazard-sources', 'enterprises', 'grids', 'duties'],
  })
  const now = ref(counted())
  const answeredAt = ref(counted())
  watch(answer, () => (answeredAt.value = now.value = counted()))
  const ticking = setInterval(() => (now.value = counted()), 1000)
  onScopeDispose(() => clearInterval(ticking))

  const elapsed = computed(() => now.value - answeredAt.value)
  /** The server's clock, epoch milliseconds. */
  const clock = computed(() => (answer.value ? Date.parse(answer.value.at) + elapsed.value * 1000 : 0))
  const known = computed(() => (asks() ? answer.value : undefined))
  const first = computed(() => {
    const row = known.value?.rows[0]
    if (!row) return undefined
    const age = row.age === null ? null : row.age + elapsed.value
    // what the server called live may have fallen silent since it said so
    return { ...row, age, live: row.live === 'off' ? row.live : sensorState(age, row.cadence, true) }
  })
  return {
    first,
    queued: computed(() => known.value?.rows.slice(1) ?? []),
    total: computed(() => known.value?.total ?? 0),
    duty: computed(() => known.value?.duty ?? []),
    clock,
    at,
  }
}
export type WallAlarmShown = NonNullable<ReturnType<typeof useWallAlarms>['first']['value']>
